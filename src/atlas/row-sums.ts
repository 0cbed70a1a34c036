/** The first pass over the seeds: mean and variance of every weight, and the entropy of every row. */
import { cellCount } from "../attention/grid";
import type { AttentionSite } from "../attention/site";
import { type RowBlocks, rowsIn } from "./row-blocks";
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

  /** @param site the first, which is not added yet */
  constructor(site: AttentionSite) {
    const { queryGrid, keyGrid } = site;
    const n = cellCount(queryGrid);
    this.grids = { queryGrid, keyGrid };
    const { means, squares } = this.reader.createSums(site);
    this.means = means;
    this.squares = squares;
    this.entropyMeans = new Float64Array(n);
    this.entropySquares = new Float64Array(n);
  }

  /**
   * Adds the rows of one seed. Yields the share of them done, so that a caller can pause and stop; sums that were stopped halfway are of
   * no use.
   */
  *add(site: AttentionSite): Generator<number, void> {
    const { rows: n } = this.means;
    this.count++;
    for (const block of this.reader.blocks(site)) {
      const { first, count, entropies } = block;
      for (let at = 0; at < count; at++) {
        const change = entropies[at] - this.entropyMeans[first + at];
        this.entropyMeans[first + at] += change / this.count;
        this.entropySquares[first + at] += change * (entropies[at] - this.entropyMeans[first + at]);
      }
      block.addTo(rowsIn(this.means, first, count), rowsIn(this.squares, first, count), this.count);
      yield (first + count) / n;
    }
  }
}

/**
 * Standard deviation from a sum of squared deviations of `count` values: that of a sample, divided by one less. 0 for a single value.
 */
export function deviation(squares: number, count: number): number {
  return count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
}
