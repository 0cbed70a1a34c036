/** A model's principal directions: unit vectors of the latent space along which its early features vary most. */
import { LensError } from "../errors";
import { readSafetensors } from "./safetensors";

export interface Directions {
  /** Unit vectors, each [latent size], the strongest first. */
  readonly vectors: readonly Float32Array[];
  /** Each one's share of the early features' variance, 0 to 1. */
  readonly share: Float32Array;
}

/**
 * @param bytes of the safetensors file that the manifest names
 * @param where its name, for the error's sentence
 * @throws LensError `tensor-missing`, `tensor-shape`, or what `readSafetensors` throws
 */
export function readDirections(bytes: Uint8Array, where: string, latentSize: number): Directions {
  const { tensors } = readSafetensors(bytes, where);
  const [vectors, share] = ["directions", "share"].map((name) => {
    const tensor = tensors.get(name);
    if (!(tensor?.data instanceof Float32Array))
      throw new LensError("tensor-missing", { where, tensor: name });
    return { shape: tensor.shape, data: tensor.data };
  });
  const [count, size] = vectors.shape;
  if (vectors.shape.length !== 2 || size !== latentSize || share.data.length !== count) {
    throw new LensError("tensor-shape", {
      where,
      tensor: "directions",
      expected: `${share.data.length}, ${latentSize}`,
      found: vectors.shape.join(", "),
    });
  }
  return {
    vectors: Array.from({ length: count }, (_, k) => vectors.data.slice(k * size, (k + 1) * size)),
    share: share.data,
  };
}
