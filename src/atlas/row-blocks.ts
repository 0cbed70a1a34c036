/** A matrix of single-precision numbers in several arrays, each of at most 64 MB: browsers refuse larger ones first. */

/** Bytes of one block at most. */
export const BLOCK_BYTES = 64 * 2 ** 20;

/** [rows, columns], some rows in each block. Plain data: it can be sent to a worker. */
export interface RowBlocks {
  readonly rows: number;
  readonly columns: number;
  readonly rowsPerBlock: number;
  readonly blocks: readonly Float32Array<ArrayBuffer>[];
}

/** All zeros. @param blockBytes for tests */
export function createRowBlocks(rows: number, columns: number, blockBytes = BLOCK_BYTES): RowBlocks {
  const rowsPerBlock = Math.max(1, Math.floor(blockBytes / (columns * 4)));
  const blocks = Array.from(
    { length: Math.ceil(rows / rowsPerBlock) },
    (_, block) => new Float32Array(Math.min(rowsPerBlock, rows - block * rowsPerBlock) * columns),
  );
  return { rows, columns, rowsPerBlock, blocks };
}

/** One row; a view into its block. */
export function rowIn({ columns, rowsPerBlock, blocks }: RowBlocks, row: number): Float32Array<ArrayBuffer> {
  const at = (row % rowsPerBlock) * columns;
  return blocks[Math.floor(row / rowsPerBlock)].subarray(at, at + columns);
}
