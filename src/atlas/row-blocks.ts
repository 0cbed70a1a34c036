/** A matrix of single-precision numbers in several arrays, each of at most 64 MB: browsers refuse larger ones first. */

/** Bytes of one block at most. */
export const BLOCK_BYTES = 64 * 2 ** 20;

/** Rows that are worked on together, from a multiple of this on; they lie in one block. */
export const GROUP_ROWS = 32;

/** [rows, columns], some rows in each block. Plain data: it can be sent to a worker. */
export interface RowBlocks {
  readonly rows: number;
  readonly columns: number;
  readonly rowsPerBlock: number;
  readonly blocks: readonly Float32Array<ArrayBuffer>[];
}

/** Rows in each block but the last. @param blockBytes for tests */
export function rowsInBlock(columns: number, blockBytes = BLOCK_BYTES): number {
  const most = Math.max(1, Math.floor(blockBytes / (columns * 4)));
  return most > GROUP_ROWS ? most - (most % GROUP_ROWS) : most;
}

/** All zeros. @param blockBytes for tests */
export function createRowBlocks(rows: number, columns: number, blockBytes = BLOCK_BYTES): RowBlocks {
  const rowsPerBlock = rowsInBlock(columns, blockBytes);
  const blocks = Array.from(
    { length: Math.ceil(rows / rowsPerBlock) },
    (_, block) => new Float32Array(Math.min(rowsPerBlock, rows - block * rowsPerBlock) * columns),
  );
  return { rows, columns, rowsPerBlock, blocks };
}

/** One row; a view into its block. */
export function rowIn(matrix: RowBlocks, row: number): Float32Array<ArrayBuffer> {
  return rowsIn(matrix, row, 1);
}

/** Several rows of one block; a view into it. */
export function rowsIn(
  { columns, rowsPerBlock, blocks }: RowBlocks,
  first: number,
  count: number,
): Float32Array<ArrayBuffer> {
  const at = (first % rowsPerBlock) * columns;
  return blocks[Math.floor(first / rowsPerBlock)].subarray(at, at + count * columns);
}
