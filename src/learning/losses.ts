/** Losses of the two networks. */
import {
  abs,
  add,
  div,
  mean,
  mul,
  relu,
  reshape,
  type Scalar,
  slice,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";

/** E[max(0, 1 - D(x))] + E[max(0, 1 + D(G(z)))] (equation 4) of scores [2 B]; `signs` is -1 for real images, 1 for others. */
export function hinge(scores: Tensor1D, signs: Tensor1D, batch: number): Scalar {
  return mul(sum(relu(add(1, mul(signs, scores)))), 1 / batch) as Scalar;
}

/**
 * How alike images of different latents are: mean of d(z, z') / d(G(z), G(z')) over image n and n + B/2, d the mean absolute
 * difference (mode seeking, Mao et al. 2019, arXiv:1903.05628, equation 3, inverted to be minimised).
 */
export function sameness(pictures: Tensor4D, z: Tensor2D): Tensor {
  const half = Math.floor(z.shape[0] / 2);
  const apart = (x: Tensor) => {
    const flat = reshape(x, [x.shape[0], -1]);
    return mean(abs(sub(slice(flat, 0, half), slice(flat, half, half))), 1);
  };
  return mean(div(apart(z), add(apart(pictures), 1e-5)));
}
