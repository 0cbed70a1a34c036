import { cellCount, type QueryIndex } from "./grid";
import { attentionRow } from "./row";
import type { AttentionSite } from "./site";

/** The mean row of a growing and shrinking set of queries. Only what changed since the last set is computed. */
export class RegionMean {
  readonly #site: AttentionSite;
  readonly #sum: Float64Array;
  readonly #row: Float32Array;
  #members = new Set<number>();

  constructor(site: AttentionSite) {
    this.#site = site;
    this.#sum = new Float64Array(cellCount(site.keyGrid));
    this.#row = new Float32Array(cellCount(site.keyGrid));
  }

  /**
   * The mean of the rows of `queries`, [M]; sums to 1 where they do.
   * @throws RangeError for an empty region
   */
  of(queries: readonly number[]): Float32Array {
    if (queries.length === 0) throw new RangeError("a region holds at least one query");
    const wanted = new Set(queries);
    const gone = [...this.#members].filter((query) => !wanted.has(query));
    // Taking away costs as much as adding and leaves rounding behind: begin again where that is no more work.
    if (gone.length >= wanted.size) {
      this.#members.clear();
      this.#sum.fill(0);
    } else for (const query of gone) this.#add(query, -1);
    for (const query of wanted) if (!this.#members.has(query)) this.#add(query, 1);
    this.#members = wanted;
    return Float32Array.from(this.#sum, (sum) => Math.max(0, sum / wanted.size));
  }

  #add(query: number, sign: 1 | -1): void {
    const row = attentionRow(this.#site, query as QueryIndex, this.#row);
    for (let i = 0; i < row.length; i++) this.#sum[i] += sign * row[i];
  }
}
