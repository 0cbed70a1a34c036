/** The whole matrix beta, [N, M], as an image of blocks: what is too large to be held is reduced row by row. */
import { cellCount, type KeyIndex, type QueryIndex } from "../grid";
import { attentionRow } from "../row";
import type { AttentionSite } from "../site";
import type { MatrixOrder } from "./order";

/** Most blocks along either side. */
export const MOST_BLOCKS = 256;

/** What a block can show. */
export const BLOCK_VALUES = ["mean", "largest"] as const;
export type BlockValue = (typeof BLOCK_VALUES)[number];

/** A reduced matrix. Its rows are blocks of queries, its columns blocks of keys, both in the order that they were taken in. */
export interface MatrixImage {
  readonly rows: number;
  readonly columns: number;
  /** Mean weight of each block, [rows, columns]. */
  readonly mean: Float32Array;
  /** Largest weight of each block, [rows, columns]. */
  readonly largest: Float32Array;
  readonly order: MatrixOrder;
}

/** Where a block begins, of `blocks` blocks of `count` places: sizes differ by at most one. */
export function blockStart(block: number, blocks: number, count: number): number {
  return Math.floor((block * count) / blocks);
}

/** The block that a place lies in. */
export function blockOf(place: number, blocks: number, count: number): number {
  return Math.floor(((place + 1) * blocks - 1) / count);
}

/** Entries of beta between two reports of progress: a few milliseconds of work. */
const BLOCK_ENTRIES = 2 ** 19;

/**
 * Reduces the matrix in blocks of rows; holds the reduced image and a row.
 * Yields the share done, 0 to 1, so that a caller can report, pause and stop.
 * @param order which query and key stands at each place
 */
export function* reduceMatrix(site: AttentionSite, order: MatrixOrder): Generator<number, MatrixImage> {
  const n = cellCount(site.queryGrid);
  const m = cellCount(site.keyGrid);
  const rows = Math.min(MOST_BLOCKS, n);
  const columns = Math.min(MOST_BLOCKS, m);
  const sums = new Float64Array(rows * columns);
  const largest = new Float32Array(rows * columns);
  const row = new Float32Array(m);
  const columnOf = new Uint16Array(m);
  order.keys.forEach((key, place) => {
    columnOf[key] = blockOf(place, columns, m);
  });
  const pause = Math.max(1, Math.floor(BLOCK_ENTRIES / m));
  for (let place = 0; place < n; place++) {
    attentionRow(site, order.queries[place] as QueryIndex, row);
    const first = blockOf(place, rows, n) * columns;
    for (let i = 0; i < m; i++) {
      const at = first + columnOf[i];
      sums[at] += row[i];
      if (row[i] > largest[at]) largest[at] = row[i];
    }
    if (place % pause === pause - 1) yield (place + 1) / n;
  }
  const size = (block: number, blocks: number, count: number) =>
    blockStart(block + 1, blocks, count) - blockStart(block, blocks, count);
  const mean = Float32Array.from(sums, (sum, at) => {
    const [height, width] = [size(Math.floor(at / columns), rows, n), size(at % columns, columns, m)];
    return sum / (height * width);
  });
  return { rows, columns, mean, largest, order };
}

/** A block of a reduced matrix, by row and column. */
export interface Block {
  readonly row: number;
  readonly column: number;
}

/** What a block stands for: its queries and keys, by number. */
export function blockMembers(
  { rows, columns, order: { queries, keys } }: Pick<MatrixImage, "rows" | "columns" | "order">,
  { row, column }: Block,
): { readonly queries: readonly QueryIndex[]; readonly keys: readonly KeyIndex[] } {
  const members = (list: Uint32Array, block: number, blocks: number) =>
    Array.from(
      list.subarray(blockStart(block, blocks, list.length), blockStart(block + 1, blocks, list.length)),
    );
  return {
    queries: members(queries, row, rows) as QueryIndex[],
    keys: members(keys, column, columns) as KeyIndex[],
  };
}

/** The entry of a block that has its largest weight, the first if several. */
export function strongestEntry(
  site: AttentionSite,
  queries: readonly QueryIndex[],
  keys: readonly KeyIndex[],
): { readonly query: QueryIndex; readonly key: KeyIndex; readonly weight: number } {
  const row = new Float32Array(cellCount(site.keyGrid));
  let found = { query: queries[0], key: keys[0], weight: -1 };
  for (const query of queries) {
    attentionRow(site, query, row);
    for (const key of keys) if (row[key] > found.weight) found = { query, key, weight: row[key] };
  }
  return found;
}

/** The block of a query and a key. */
export function blockAt(
  { rows, columns, order }: Pick<MatrixImage, "rows" | "columns" | "order">,
  query: QueryIndex,
  key: KeyIndex,
): Block {
  const { queries, keys } = order;
  return {
    row: blockOf(queries.indexOf(query), rows, queries.length),
    column: blockOf(keys.indexOf(key), columns, keys.length),
  };
}
