/** The part of a latent that a layer reads. */
import { slice, type Tensor2D } from "@tensorflow/tfjs-core";
import { unbuildable } from "../layers/built-layer";

export interface LatentPart {
  /** Entries of it. */
  readonly size: number;
  /** Of latents [B, latent size] that part, [B, size]. */
  of(latent: Tensor2D): Tensor2D;
}

/**
 * Entries `[from, to)` of z, or all of them.
 * @param latentSize entries of z; absent in a network that has none
 * @throws LensError `manifest-field` where z has no such entries
 */
export function latentPartOf(
  name: string,
  part: readonly [number, number] | undefined,
  latentSize: number | undefined,
): LatentPart {
  if (latentSize === undefined) throw unbuildable(name, "there is no latent here that it could read");
  const [from, to] = part ?? [0, latentSize];
  if (to > latentSize) {
    throw unbuildable(name, `it reads entries ${from} to ${to} of a latent that has ${latentSize}`);
  }
  const size = to - from;
  return {
    size,
    of: (latent) => (size === latentSize ? latent : slice(latent, [0, from], [-1, size])),
  };
}
