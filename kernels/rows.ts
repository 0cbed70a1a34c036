/**
 * Rows of beta for the statistics over many seeds, with their entropies; in a memory of their own. Compiled as `lens.ts` is, without relaxed
 * SIMD.
 */
import { exponential, multiply, multiplyAdd, scale } from "./shared";

/**
 * The softmax of the scores of several queries against all keys, row by row.
 * @param queries [n, d]; n a multiple of 4
 * @param keys transposed, [d, m]; m a multiple of 8
 * @param rows [n, m]
 * @param figures of each row the sum of exp(score - largest), and the sum of exp(score - largest) (score - largest), [n, 2]
 */
export function softmaxRows(
  queries: usize,
  keys: usize,
  rows: usize,
  figures: usize,
  n: usize,
  m: usize,
  d: usize,
): void {
  for (let row: usize = 0; row < n; row += 4) {
    multiply(queries + ((row * d) << 2), keys, rows + ((row * m) << 2), 4, d, m);
  }
  for (let row: usize = 0; row < n; row++) softmax(rows + ((row * m) << 2), figures + (row << 3), m);
}

function softmax(row: usize, figures: usize, m: usize): void {
  const end = row + (m << 2);
  let top = f32x4.splat(-Infinity);
  for (let at = row; at < end; at += 16) top = f32x4.pmax(top, v128.load(at));
  const highest = max(
    max(f32x4.extract_lane(top, 0), f32x4.extract_lane(top, 1)),
    max(f32x4.extract_lane(top, 2), f32x4.extract_lane(top, 3)),
  );
  const shift = f32x4.splat(highest);
  let sums = f32x4.splat(0);
  let products = f32x4.splat(0);
  for (let at = row; at < end; at += 16) {
    const score = f32x4.sub(v128.load(at), shift);
    const power = exponential(score);
    v128.store(at, power);
    sums = f32x4.add(sums, power);
    products = multiplyAdd(power, score, products);
  }
  const sum = lanes(sums);
  f32.store(figures, sum);
  f32.store(figures, lanes(products), 4);
  scale(row, m, <f32>1 / sum);
}

function lanes(values: v128): f32 {
  return (
    f32x4.extract_lane(values, 0) +
    f32x4.extract_lane(values, 1) +
    (f32x4.extract_lane(values, 2) + f32x4.extract_lane(values, 3))
  );
}
