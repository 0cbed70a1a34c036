/** The rows of one seed after the other, several queries at a time: by the compiled kernel, or in JavaScript. */
import { cellCount, type QueryIndex } from "../attention/grid";
import { shareRowWithEntropy } from "../attention/row-shares";
import type { AttentionSite } from "../attention/site";
import { BLOCK_ROWS, isKernelUsable, RowKernel } from "./row-kernel";

/** Some rows of a seed. */
export interface RowBlock {
  /** Query of the first. */
  readonly first: number;
  readonly count: number;
  /** [count, M], each row divided by its sum where rows do not sum to 1; overwritten by the next block. */
  readonly rows: Float32Array;
  /** Of each row, in nats; overwritten by the next block. */
  readonly entropies: Float64Array;
}

export class RowReader {
  #kernel: RowKernel | undefined;
  readonly #entropies = new Float64Array(BLOCK_ROWS);

  /** All rows of a site, in order. The sites of one reader have the same grids and depth. */
  *blocks(site: AttentionSite): Generator<RowBlock, void> {
    const n = cellCount(site.queryGrid);
    const m = cellCount(site.keyGrid);
    const entropies = this.#entropies;
    if (isKernelUsable(site)) {
      this.#kernel ??= new RowKernel(site);
      const kernel = this.#kernel;
      kernel.load(site);
      for (let first = 0; first < n; first += BLOCK_ROWS) {
        yield { first, count: kernel.block(first, entropies), rows: kernel.rows, entropies };
      }
      return;
    }
    const rows = new Float32Array(BLOCK_ROWS * m);
    const logits = new Float32Array(m);
    for (let first = 0; first < n; first += BLOCK_ROWS) {
      const count = Math.min(BLOCK_ROWS, n - first);
      for (let at = 0; at < count; at++) {
        const row = rows.subarray(at * m, (at + 1) * m);
        entropies[at] = shareRowWithEntropy(site, (first + at) as QueryIndex, row, logits);
      }
      yield { first, count, rows, entropies };
    }
  }
}
