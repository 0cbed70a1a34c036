/** The rows of one seed after the other, several queries at a time: by the compiled kernel, or in JavaScript. */
import { cellCount, type QueryIndex } from "../attention/grid";
import { shareRowWithEntropy } from "../attention/row-shares";
import type { AttentionSite } from "../attention/site";
import { addRows, type Comparison, compareRows } from "./row-arithmetic";
import { createRowBlocks, GROUP_ROWS } from "./row-blocks";
import { isKernelUsable, RowKernel, type Sums } from "./row-kernel";

/** Some rows of a seed, at most `GROUP_ROWS`. What it holds is overwritten by the next block. */
export interface RowBlock {
  /** Query of the first. */
  readonly first: number;
  readonly count: number;
  /** [count, M], each row divided by its sum where rows do not sum to 1. */
  readonly rows: Float32Array;
  /** Of each row, in nats. */
  readonly entropies: Float64Array;
  /**
   * Adds the rows to running means and sums of squared deviations of the same queries, both [count, M].
   * @param seeds how many there are with this one
   */
  addTo(means: Float32Array, squares: Float32Array, seeds: number): void;
  /**
   * Compares each row with the mean row of its query.
   * @param means [count, M]
   * @returns for each row the sums of |row - means| and |row - mean|, and sum_i (sign(means - mean) - signs) (row - means), [count, 3]
   */
  compare(means: Float32Array): Float32Array;
}

export class RowReader {
  #kernel: RowKernel | undefined;
  readonly #entropies = new Float64Array(GROUP_ROWS);

  /** All zeros, where this reader's rows are added to them with the fewest copies. Before the first of `blocks`. */
  createSums(site: AttentionSite): Sums {
    if (isKernelUsable(site)) this.#kernel = new RowKernel(site, true);
    const size = [cellCount(site.queryGrid), cellCount(site.keyGrid)] as const;
    return this.#kernel?.sums ?? { means: createRowBlocks(...size), squares: createRowBlocks(...size) };
  }

  /**
   * All rows of a site, in order. The sites of one reader have the same grids and depth.
   * @param with what `compare` needs
   */
  blocks(site: AttentionSite, comparison?: Comparison): Generator<RowBlock, void> {
    return isKernelUsable(site) ? this.#compiled(site, comparison) : this.#plain(site, comparison);
  }

  *#compiled(site: AttentionSite, comparison: Comparison | undefined): Generator<RowBlock, void> {
    this.#kernel ??= new RowKernel(site);
    const kernel = this.#kernel;
    const entropies = this.#entropies;
    kernel.load(site);
    if (comparison) kernel.compareWith(comparison.mean, comparison.signs);
    for (let first = 0; first < cellCount(site.queryGrid); first += GROUP_ROWS) {
      yield {
        first,
        count: kernel.block(first, entropies),
        rows: kernel.rows,
        entropies,
        addTo: (means, squares, seeds) => kernel.addTo(means, squares, seeds),
        compare: (means) => kernel.compare(means),
      };
    }
  }

  *#plain(site: AttentionSite, comparison: Comparison | undefined): Generator<RowBlock, void> {
    const n = cellCount(site.queryGrid);
    const m = cellCount(site.keyGrid);
    const rows = new Float32Array(GROUP_ROWS * m);
    const logits = new Float32Array(m);
    const entropies = this.#entropies;
    for (let first = 0; first < n; first += GROUP_ROWS) {
      const count = Math.min(GROUP_ROWS, n - first);
      for (let at = 0; at < count; at++) {
        const row = rows.subarray(at * m, (at + 1) * m);
        entropies[at] = shareRowWithEntropy(site, (first + at) as QueryIndex, row, logits);
      }
      yield {
        first,
        count,
        rows,
        entropies,
        addTo: (means, squares, seeds) => addRows(rows, means, squares, seeds),
        compare: (means) => compareRows(rows, means, comparison as Comparison),
      };
    }
  }
}
