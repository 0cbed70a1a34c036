/** The compiled kernel of rows (`kernels/rows.ts`), in a memory of its own. */
import { cellCount } from "../attention/grid";
import { type AttentionSite, rowsSumToOne } from "../attention/site";
import { ROW_KERNEL_CODE } from "./row-kernel-code";

/** Queries whose rows are computed together: few enough that they stay in the cache. A multiple of 4. */
export const BLOCK_ROWS = 32;
const PAGE_BYTES = 65536;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

interface Exports extends WebAssembly.Exports {
  readonly softmaxRows: (...values: number[]) => void;
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
  const bytes = Uint8Array.from(atob(ROW_KERNEL_CODE), (letter) => letter.charCodeAt(0));
  try {
    return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined;
  } catch {
    // A content security policy may forbid it.
    return undefined;
  }
}

/** Rows of sites with the same grids and depth. */
export class RowKernel {
  readonly #exports: Exports;
  readonly #n: number;
  readonly #m: number;
  readonly #depth: number;
  readonly #queries: Float32Array;
  readonly #keys: Float32Array;
  /** The rows of the last block, [`BLOCK_ROWS`, M]: overwritten by the next one. */
  readonly rows: Float32Array;
  readonly #figures: Float32Array;

  /** @param site one for which `isKernelUsable` */
  constructor({ queryGrid, keyGrid, depth }: AttentionSite) {
    this.#n = cellCount(queryGrid);
    this.#m = cellCount(keyGrid);
    this.#depth = depth;
    const sizes = [this.#n * depth, this.#m * depth, BLOCK_ROWS * this.#m, BLOCK_ROWS * 2];
    const bytes = sizes.reduce((sum, size) => sum + size, 0) * FLOAT;
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
    let at = 0;
    const [queries, keys, rows, figures] = sizes.map((size) => {
      at += size * FLOAT;
      return new Float32Array(memory.buffer, at - size * FLOAT, size);
    });
    this.#queries = queries;
    this.#keys = keys;
    this.rows = rows;
    this.#figures = figures;
    const instance = new WebAssembly.Instance(compiled() as WebAssembly.Module, { env: { memory } });
    this.#exports = instance.exports as Exports;
  }

  /** Takes the features of a site, whose rows come next. */
  load({ queries, keys, temperature }: AttentionSite): void {
    const { length } = queries;
    for (let at = 0; at < length; at++) this.#queries[at] = queries[at] / temperature;
    for (let i = 0, at = 0; i < this.#m; i++) {
      for (let c = 0; c < this.#depth; c++) this.#keys[c * this.#m + i] = keys[at++];
    }
  }

  /**
   * Computes the rows of the queries from `first` on into `rows`, at most `BLOCK_ROWS`.
   * @param entropies their entropies in nats, overwritten
   * @returns how many
   */
  block(first: number, entropies: Float64Array): number {
    const count = Math.min(BLOCK_ROWS, this.#n - first);
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
}
