/** Weights over a model's classes. A model without classes counts as one that has one. */
import { type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import type { PassContext } from "../layers/built-layer";

/** The same weight for each class, [classes]. */
export function uniform(classes: number): Float32Array {
  return new Float32Array(classes).fill(1 / classes);
}

/** All weight on one class, [classes]. @throws RangeError for a class that there is none of */
export function oneHot(classes: number, label: number): Float32Array {
  if (!(label < classes)) throw new RangeError(`there is no class ${label}`);
  const weights = new Float32Array(classes);
  weights[label] = 1;
  return weights;
}

/**
 * What a pass shares, on the backend; the caller frees it, as `tidy` does.
 * @param weights [classes]
 * @param latent z, [B, latent size]; absent in a discriminator
 * @param truncation psi, for norms with statistics for several
 * @throws RangeError for weights of another number of classes
 */
export function contextOf(
  weights: Float32Array,
  classes: number,
  latent?: Tensor2D,
  truncation = 1,
): PassContext {
  if (weights.length !== classes) {
    throw new RangeError(`${weights.length} class weights do not fit ${classes} classes`);
  }
  return { classWeights: tensor2d(weights, [1, classes]), weights, truncation, ...(latent && { latent }) };
}
