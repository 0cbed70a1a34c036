/**
 * Rows of beta for the statistics over many seeds, with their entropies, and what is done with them; in a memory of their own.
 * Compiled as `lens.ts` is.
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
  // Two at a time, here and below: each waits for its own results.
  let top = f32x4.splat(-Infinity);
  let moreTop = f32x4.splat(-Infinity);
  for (let at = row; at < end; at += 32) {
    top = f32x4.pmax(top, v128.load(at));
    moreTop = f32x4.pmax(moreTop, v128.load(at, 16));
  }
  top = f32x4.pmax(top, moreTop);
  const highest = max(
    max(f32x4.extract_lane(top, 0), f32x4.extract_lane(top, 1)),
    max(f32x4.extract_lane(top, 2), f32x4.extract_lane(top, 3)),
  );
  const shift = f32x4.splat(highest);
  let sums = f32x4.splat(0);
  let products = f32x4.splat(0);
  let moreSums = f32x4.splat(0);
  let moreProducts = f32x4.splat(0);
  for (let at = row; at < end; at += 32) {
    const score = f32x4.sub(v128.load(at), shift);
    const next = f32x4.sub(v128.load(at, 16), shift);
    const power = exponential(score);
    const nextPower = exponential(next);
    v128.store(at, power);
    v128.store(at, nextPower, 16);
    sums = f32x4.add(sums, power);
    moreSums = f32x4.add(moreSums, nextPower);
    products = multiplyAdd(power, score, products);
    moreProducts = multiplyAdd(nextPower, next, moreProducts);
  }
  sums = f32x4.add(sums, moreSums);
  products = f32x4.add(products, moreProducts);
  const sum = lanes(sums);
  f32.store(figures, sum);
  f32.store(figures, lanes(products), 4);
  scale(row, m, <f32>1 / sum);
}

/**
 * Adds rows to running means and sums of squared deviations (Welford), in place.
 * @param rows [size], and means and squares alike; size a multiple of 4
 * @param part 1 / the number of seeds, this one included
 */
export function addRows(rows: usize, means: usize, squares: usize, size: usize, part: f32): void {
  const parts = f32x4.splat(part);
  const end = rows + (size << 2);
  for (let at = rows; at < end; at += 16) {
    const row = v128.load(at);
    const before = v128.load(means);
    const change = f32x4.sub(row, before);
    const mean = multiplyAdd(change, parts, before);
    v128.store(means, mean);
    v128.store(squares, multiplyAdd(change, f32x4.sub(row, mean), v128.load(squares)));
    means += 16;
    squares += 16;
  }
}

/**
 * Compares rows with the mean row of each and with the mean of all rows.
 * @param rows [n, m], and means alike; m a multiple of 4
 * @param mean of all rows, [m]
 * @param signs mean over all queries of sign(their mean row - mean), [m]
 * @param figures of each row sum |row - means|, sum |row - mean| and sum (sign(means - mean) - signs) (row - means), [n, 3]
 */
export function compareRows(
  rows: usize,
  means: usize,
  mean: usize,
  signs: usize,
  figures: usize,
  n: usize,
  m: usize,
): void {
  const one = f32x4.splat(1);
  for (let row: usize = 0; row < n; row++) {
    let own = f32x4.splat(0);
    let all = f32x4.splat(0);
    let position = f32x4.splat(0);
    for (let at: usize = 0; at < m << 2; at += 16) {
      const weight = v128.load(rows + at);
      const usual = v128.load(means + at);
      const everywhere = v128.load(mean + at);
      const change = f32x4.sub(weight, usual);
      own = f32x4.add(own, f32x4.abs(change));
      all = f32x4.add(all, f32x4.abs(f32x4.sub(weight, everywhere)));
      const above = v128.and(f32x4.gt(usual, everywhere), one);
      const below = v128.and(f32x4.lt(usual, everywhere), one);
      const sign = f32x4.sub(f32x4.sub(above, below), v128.load(signs + at));
      position = multiplyAdd(sign, change, position);
    }
    f32.store(figures, lanes(own));
    f32.store(figures, lanes(all), 4);
    f32.store(figures, lanes(position), 8);
    rows += m << 2;
    means += m << 2;
    figures += 12;
  }
}

function lanes(values: v128): f32 {
  return (
    f32x4.extract_lane(values, 0) +
    f32x4.extract_lane(values, 1) +
    (f32x4.extract_lane(values, 2) + f32x4.extract_lane(values, 3))
  );
}
