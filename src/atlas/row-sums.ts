/** The first pass over the seeds: mean and variance of every weight, and the entropy of every row. */
import { cellCount } from "../attention/grid";
import type { AttentionSite } from "../attention/site";
import { createRowBlocks, type RowBlocks, rowIn } from "./row-blocks";
import { RowReader } from "./row-reader";

/** The two grids of a site. */
export type Grids = Pick<AttentionSite, "queryGrid" | "keyGrid">;

/**
 * Running means and sums of squared deviations (Welford 1962): two numbers for each query and key, whatever the number of seeds, and
 * none of them the difference of large ones.
 */
export class RowSums {
  readonly grids: Grids;
  /** m_j: the mean of row j over the seeds so far, [N, M]. */
  readonly means: RowBlocks;
  /** Sums over the seeds of (beta - mean)^2, [N, M]. */
  readonly squares: RowBlocks;
  /** The same two of each row's entropy, [N], in nats. */
  readonly entropyMeans: Float64Array;
  readonly entropySquares: Float64Array;
  /** Its rows, for both passes. */
  readonly reader = new RowReader();
  /** Seeds added so far. */
  count = 0;

  constructor({ queryGrid, keyGrid }: Grids) {
    const n = cellCount(queryGrid);
    const m = cellCount(keyGrid);
    this.grids = { queryGrid, keyGrid };
    this.means = createRowBlocks(n, m);
    this.squares = createRowBlocks(n, m);
    this.entropyMeans = new Float64Array(n);
    this.entropySquares = new Float64Array(n);
  }

  /**
   * Adds the rows of one seed. Yields the share of them done, so that a caller can pause and stop; sums that were stopped halfway are of
   * no use.
   */
  *add(site: AttentionSite): Generator<number, void> {
    const { rows: n, columns: m } = this.means;
    this.count++;
    for (const { first, count, rows, entropies } of this.reader.blocks(site)) {
      for (let at = 0; at < count; at++) {
        const j = first + at;
        const change = entropies[at] - this.entropyMeans[j];
        this.entropyMeans[j] += change / this.count;
        this.entropySquares[j] += change * (entropies[at] - this.entropyMeans[j]);
        addRow(rows.subarray(at * m, (at + 1) * m), rowIn(this.means, j), rowIn(this.squares, j), this.count);
      }
      yield (first + count) / n;
    }
  }
}

function addRow(row: Float32Array, means: Float32Array, squares: Float32Array, count: number): void {
  const part = 1 / count;
  for (let i = 0; i < row.length; i++) {
    const change = row[i] - means[i];
    const mean = means[i] + change * part;
    means[i] = mean;
    squares[i] += change * (row[i] - mean);
  }
}

/**
 * Standard deviation from a sum of squared deviations of `count` values: that of a sample, divided by one less. 0 for a single value.
 */
export function deviation(squares: number, count: number): number {
  return count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
}
