/** Tables with a row for each class, and rows mixed from them. */
import { matMul, mul, reshape, sum, type Tensor, type Tensor2D, type Tensor4D } from "@tensorflow/tfjs-core";
import type { PassContext } from "../layers/built-layer";

/** Numbers from which on a table is large. */
const LARGE = 2 ** 16;

/** The rows of a table [K, C] mixed by the class weights, [1, C] or [B, C]; a table of one row is for all classes alike. */
export function mixed(table: Tensor2D, { classWeights }: PassContext): Tensor2D {
  const [classes] = table.shape;
  if (classes === 1) return table;
  return weighed(classWeights, table);
}

/** Rows of a table [n, C] weighed and added, [B, C]. @param weights [B, n] */
export function weighed(weights: Tensor2D, table: Tensor2D): Tensor2D {
  // The WASM backend holds a second copy of each matrix that it multiplied something with.
  if (weights.shape[0] === 1 && table.size >= LARGE) {
    return sum(mul(table, reshape(weights, [table.shape[0], 1])), 0, true) as Tensor2D;
  }
  return matMul(weights, table);
}

/** Numbers for each image and channel, [B, C], so that they broadcast over [B, H, W, C]. */
export function perChannel(rows: Tensor2D): Tensor | Tensor4D {
  const [images, channels] = rows.shape;
  return images === 1 ? rows : (reshape(rows, [images, 1, 1, channels]) as Tensor4D);
}
