/** Statistics of a normalisation that depend on the truncation, as biggan-deep has them. */
import { type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import { truncationRow } from "../../model/truncation-row";
import type { WeightStore } from "./weights";

/** Statistics of one truncation, each [1, C]; the caller frees them, as `tidy` does. */
export interface NormStatistics {
  readonly mean: Tensor2D;
  /** 1 / sqrt(variance + epsilon) */
  readonly inverse: Tensor2D;
}

/**
 * From `NAME.mean` and `NAME.variance`, [truncations, C].
 * @returns the statistics of a truncation
 * @throws LensError `tensor-missing`, `tensor-shape`
 */
export function statisticsByTruncation(
  weights: WeightStore,
  name: string,
  channels: number,
  epsilon: number,
): (truncation: number) => NormStatistics {
  // Not uploaded: a pass reads one row of some fifty.
  const means = weights.raw(`${name}.mean`, [-1, channels]).data;
  const variances = weights.raw(`${name}.variance`, [-1, channels]).data;
  return (truncation) => {
    const variance = truncationRow(variances, channels, truncation);
    const inverse = Float32Array.from(variance, (value) => 1 / Math.sqrt(value + epsilon));
    return {
      mean: tensor2d(truncationRow(means, channels, truncation), [1, channels]),
      inverse: tensor2d(inverse, [1, channels]),
    };
  };
}
