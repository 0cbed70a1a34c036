/** The end of a discriminator: features summed over all positions, then one score. */
import {
  add,
  matMul,
  mul,
  ones,
  reshape,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  transpose,
} from "@tensorflow/tfjs-core";
import type { Layer } from "../../model/formats/manifest";
import type { PassContext } from "../layers/built-layer";
import type { Extent, WeightStore } from "../tensors/weights";
import { misplaced } from "./stages";

export interface JudgeHead {
  /** @returns the score, [1, 1], and the gradient of the score by x */
  apply(x: Tensor4D, context: PassContext): { score: Tensor; gradient(): Tensor4D };
}

/**
 * `sumPool`, a `dense` layer of one output and, for a model with classes, `projection`: the score is w . p + b + (sum_k c_k e_k) . p
 * for the pooled features p, class weights c and the classes' embeddings e (Miyato and Koyama 2018, arXiv:1802.05637).
 * @param layers the last ones of the manifest, from `sumPool` on
 * @param first number of the first of them in the manifest, for errors
 * @throws LensError `manifest-field` for other layers than these, `tensor-missing`, `tensor-shape`
 */
export function buildHead(
  layers: readonly Layer[],
  from: Extent,
  weights: WeightStore,
  first: number,
): JudgeHead {
  const [pool, dense, projection] = layers;
  if (pool?.type !== "sumPool")
    throw misplaced("discriminator", first, "features must be summed by a sumPool layer");
  if (dense?.type !== "dense" || dense.shape.some((length) => length !== 1)) {
    throw misplaced("discriminator", first + 1, "after sumPool there must be a dense layer of one output");
  }
  if (layers.length > 3 || (projection && projection.type !== "projection")) {
    throw misplaced("discriminator", first + 2, "after the dense layer only a projection layer can stand");
  }
  const { height, width, channels } = from;
  const { weight, bias } = weights.denseToExtent(dense.name, channels, { channels: 1, height: 1, width: 1 });
  if (bias && bias.shape[0] !== 1) {
    throw misplaced("discriminator", first + 1, "its bias must be one number, for all classes alike");
  }
  const embeddings = projection && weights.table(`${projection.name}.weight`, channels);
  return {
    apply(x, { classWeights }) {
      const plain = transpose(weight);
      const direction = (embeddings ? add(plain, matMul(classWeights, embeddings)) : plain) as Tensor2D;
      const pooled = sum(x, [1, 2]) as Tensor2D;
      const product = matMul(pooled, transpose(direction));
      return {
        score: bias ? add(product, bias) : product,
        gradient: () => mul(ones([1, height, width, 1]), reshape(direction, [1, 1, 1, channels])) as Tensor4D,
      };
    },
  };
}
