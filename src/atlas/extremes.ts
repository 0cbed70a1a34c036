/** For each query the seeds whose rows are nearest to its mean row, and farthest from it. */

/** How many of each are known. */
export const EXTREMES = 5;

/** Seeds and the total variation between their row and the mean row, of each query in its order, [N, `count`]. */
export interface SeedRanking {
  /** `EXTREMES`, or the number of seeds if that is less. */
  readonly count: number;
  readonly seeds: Uint32Array;
  readonly variations: Float32Array;
}

/** Keeps the first `count` seeds of each query in the order of their values. */
export class Ranking {
  readonly #sign: 1 | -1;
  readonly #count: number;
  readonly #seeds: Uint32Array;
  readonly #values: Float32Array;

  /** @param order which values come first */
  constructor(queries: number, count: number, order: "smallest" | "largest") {
    this.#sign = order === "smallest" ? 1 : -1;
    this.#count = count;
    this.#seeds = new Uint32Array(queries * count);
    this.#values = new Float32Array(queries * count).fill(this.#sign * Number.POSITIVE_INFINITY);
  }

  /** Of equal values, the seed that was added first stays ahead. */
  add(query: number, seed: number, value: number): void {
    const start = query * this.#count;
    let at = start + this.#count - 1;
    if (this.#sign * (value - this.#values[at]) >= 0) return;
    for (; at > start && this.#sign * (value - this.#values[at - 1]) < 0; at--) {
      this.#values[at] = this.#values[at - 1];
      this.#seeds[at] = this.#seeds[at - 1];
    }
    this.#values[at] = value;
    this.#seeds[at] = seed;
  }

  get(): SeedRanking {
    return { count: this.#count, seeds: this.#seeds, variations: this.#values };
  }
}
