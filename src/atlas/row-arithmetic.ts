/** What is done with rows, in JavaScript: `kernels/rows.ts` does the same where it can. */

/** What all rows are compared with. */
export interface Comparison {
  /** m: the mean of the mean rows, [M]. */
  readonly mean: Float64Array;
  /** Mean over j of sign(m_ji - m_i), [M]. */
  readonly signs: Float64Array;
}

/** `RowBlock.addTo`: Welford's running means. */
export function addRows(rows: Float32Array, means: Float32Array, squares: Float32Array, seeds: number): void {
  const part = 1 / seeds;
  for (let at = 0; at < means.length; at++) {
    const change = rows[at] - means[at];
    const mean = means[at] + change * part;
    means[at] = mean;
    squares[at] += change * (rows[at] - mean);
  }
}

/** `RowBlock.compare`. */
export function compareRows(
  rows: Float32Array,
  means: Float32Array,
  { mean, signs }: Comparison,
): Float32Array {
  const m = mean.length;
  const figures = new Float32Array((3 * means.length) / m);
  for (let row = 0; row * m < means.length; row++) {
    let own = 0;
    let all = 0;
    let position = 0;
    for (let i = 0; i < m; i++) {
      const weight = rows[row * m + i];
      const usual = means[row * m + i];
      const change = weight - usual;
      own += Math.abs(change);
      all += Math.abs(weight - mean[i]);
      position += (Math.sign(usual - mean[i]) - signs[i]) * change;
    }
    figures.set([own, all, position], 3 * row);
  }
  return figures;
}
