/** The compiled kernel of rows (`kernels/rows.ts`), in a memory of its own. */
import { cellCount } from "../attention/grid";
import { type AttentionSite, rowsSumToOne } from "../attention/site";
import { BLOCK_BYTES, GROUP_ROWS, type RowBlocks, rowsInBlock } from "./row-blocks";
import { RELAXED_ROW_KERNEL_CODE, ROW_KERNEL_CODE } from "./row-kernel-code";

const PAGE_BYTES = 65536;
/** Of each row, at most. */
const FIGURES = 3;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

interface Exports extends WebAssembly.Exports {
  readonly softmaxRows: (...values: number[]) => void;
  readonly addRows: (...values: number[]) => void;
  readonly compareRows: (...values: number[]) => void;
}

/** Whether the kernel has rows of this kind: unmasked, with a softmax over the keys, on grids that it can divide. */
export function isKernelUsable(site: AttentionSite): boolean {
  const divisible = cellCount(site.queryGrid) % 4 === 0 && cellCount(site.keyGrid) % 8 === 0;
  return divisible && rowsSumToOne(site) && !site.keyMask && compiled() !== undefined;
}

let known: { readonly module: WebAssembly.Module | undefined } | undefined;

/** `undefined` where there is no SIMD, or no WebAssembly. */
function compiled(): WebAssembly.Module | undefined {
  known ??= { module: compile() };
  return known.module;
}

function compile(): WebAssembly.Module | undefined {
  if (typeof WebAssembly === "undefined") return undefined;
  const builds = [RELAXED_ROW_KERNEL_CODE, ROW_KERNEL_CODE].map((code) =>
    Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0)),
  );
  try {
    const usable = builds.find((bytes) => WebAssembly.validate(bytes));
    return usable && new WebAssembly.Module(usable);
  } catch {
    // A content security policy may forbid it.
    return undefined;
  }
}

/** Running means and sums of squared deviations, both [N, M]. */
export interface Sums {
  readonly means: RowBlocks;
  readonly squares: RowBlocks;
}

/** Rows of sites with the same grids and depth. */
export class RowKernel {
  readonly #exports: Exports;
  readonly #n: number;
  readonly #m: number;
  readonly #depth: number;
  readonly #queries: Float32Array;
  readonly #keys: Float32Array;
  /** The rows of the last block, [`GROUP_ROWS`, M]: overwritten by the next one. */
  readonly rows: Float32Array;
  /** Where rows of matrices outside of this memory are copied to, [`GROUP_ROWS`, M]. */
  readonly #means: Float32Array;
  readonly #squares: Float32Array;
  /** Matrices in this memory, which need no copies; absent if they were not asked for, or are too large for one array. */
  readonly sums: Sums | undefined;
  /** [M] */
  readonly #mean: Float32Array;
  readonly #signs: Float32Array;
  readonly #figures: Float32Array;

  /**
   * @param site one for which `isKernelUsable`
   * @param withSums whether the matrices of a first pass are to lie here, if they fit
   */
  constructor({ queryGrid, keyGrid, depth }: AttentionSite, withSums = false) {
    const n = cellCount(queryGrid);
    const m = cellCount(keyGrid);
    const block = GROUP_ROWS * m;
    const matrix = withSums && 2 * n * m * FLOAT <= BLOCK_BYTES ? n * m : 0;
    const sizes = [n * depth, m * depth, block, block, block, m, m, GROUP_ROWS * FIGURES, matrix, matrix];
    const bytes = sizes.reduce((sum, size) => sum + size, 0) * FLOAT;
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
    let at = 0;
    const arrays = sizes.map((size) => {
      at += size * FLOAT;
      return new Float32Array(memory.buffer, at - size * FLOAT, size);
    });
    this.#n = n;
    this.#m = m;
    this.#depth = depth;
    [this.#queries, this.#keys, this.rows, this.#means, this.#squares] = arrays;
    [this.#mean, this.#signs, this.#figures] = arrays.slice(5);
    if (matrix > 0) {
      const [means, squares] = arrays.slice(8).map((values) => ({
        rows: n,
        columns: m,
        rowsPerBlock: rowsInBlock(m),
        blocks: [values],
      }));
      this.sums = { means, squares };
    }
    const instance = new WebAssembly.Instance(compiled() as WebAssembly.Module, { env: { memory } });
    this.#exports = instance.exports as Exports;
  }

  /** Takes the features of a site, whose rows come next. */
  load({ queries, keys, temperature }: AttentionSite): void {
    if (temperature === 1) this.#queries.set(queries);
    else this.#queries.set(queries.map((value) => value / temperature));
    const transposed = this.#keys;
    const m = this.#m;
    for (let c = 0; c < this.#depth; c++) {
      for (let i = 0, at = c; i < m; i++, at += this.#depth) transposed[c * m + i] = keys[at];
    }
  }

  /**
   * Computes the rows of the queries from `first` on into `rows`, at most `GROUP_ROWS`.
   * @param entropies their entropies in nats, overwritten
   * @returns how many
   */
  block(first: number, entropies: Float64Array): number {
    const count = Math.min(GROUP_ROWS, this.#n - first);
    const from = this.#queries.byteOffset + first * this.#depth * FLOAT;
    const places = [from, this.#keys.byteOffset, this.rows.byteOffset, this.#figures.byteOffset];
    this.#exports.softmaxRows(...places, count, this.#m, this.#depth);
    for (let row = 0; row < count; row++) {
      const sum = this.#figures[2 * row];
      // -sum beta log beta, beta = exp(s) / sum: the logarithms are known.
      entropies[row] = Math.log(sum) - this.#figures[2 * row + 1] / sum;
    }
    return count;
  }

  /**
   * Adds the rows of the last block to running means and sums of squares.
   * @param means of the same queries, [count, M], and `squares` alike
   * @param seeds how many there are with this one
   */
  addTo(means: Float32Array, squares: Float32Array, seeds: number): void {
    const [ownMeans, ownSquares] = [this.#here(means, this.#means), this.#here(squares, this.#squares)];
    const places = [this.rows, ownMeans, ownSquares].map(({ byteOffset }) => byteOffset);
    this.#exports.addRows(...places, means.length, 1 / seeds);
    if (ownMeans !== means) means.set(ownMeans);
    if (ownSquares !== squares) squares.set(ownSquares);
  }

  /** The same numbers in this memory: where they are, or copied to `to`. */
  #here(values: Float32Array, to: Float32Array): Float32Array {
    if (values.buffer === to.buffer) return values;
    to.set(values);
    return to.subarray(0, values.length);
  }

  /** Takes what all rows are compared with, each [M]: their mean, and the mean of the signs of the mean rows less that. */
  compareWith(mean: Float64Array, signs: Float64Array): void {
    this.#mean.set(mean);
    this.#signs.set(signs);
  }

  /**
   * Compares the rows of the last block with the mean rows of the same queries, [count, M].
   * @returns for each row three numbers, as `Compared` has them; overwritten by the next call
   */
  compare(means: Float32Array): Float32Array {
    const used = [this.rows, this.#here(means, this.#means), this.#mean, this.#signs, this.#figures];
    const places = used.map(({ byteOffset }) => byteOffset);
    this.#exports.compareRows(...places, means.length / this.#m, this.#m);
    return this.#figures;
  }
}
