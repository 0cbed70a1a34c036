/** What follows from the mean rows alone, because it is linear in beta. */
import { cellsOfKey, meanDistance } from "../attention/geometry";
import { cellCount } from "../attention/grid";
import { keyPatch } from "../attention/site";
import { type RowBlocks, rowIn } from "./row-blocks";
import type { Grids } from "./row-sums";

/** m: the mean of the mean rows, [M]. */
export function meanOfRows(means: RowBlocks): Float64Array {
  const sums = new Float64Array(means.columns);
  for (let j = 0; j < means.rows; j++) {
    const row = rowIn(means, j);
    for (let i = 0; i < row.length; i++) sums[i] += row[i];
  }
  return sums.map((sum) => sum / means.rows);
}

/** TV(m_j, m) of each query, [N]: half the sum of absolute differences. */
export function positionMap(means: RowBlocks, mean: Float64Array): Float64Array {
  return eachRow(means, (row) => {
    let sum = 0;
    for (let i = 0; i < row.length; i++) sum += Math.abs(row[i] - mean[i]);
    return sum / 2;
  });
}

/** Mean distance that a query's weight travels, [N], in query cells: a mean over seeds, since it is linear. */
export function distanceMap(grids: Grids, means: RowBlocks): Float64Array {
  const scratch = new Float32Array(means.columns);
  return eachRow(means, (row, j) => meanDistance(grids, j, row, scratch));
}

/**
 * Left-right symmetry of each query, [N]: 1 - TV(m_j, the mirrored m of the mirrored query). 1: the same with sides exchanged; 0: no key
 * in common.
 */
export function symmetryMap({ queryGrid, keyGrid }: Grids, means: RowBlocks): Float64Array {
  const mirrored = (cell: number, width: number) => cell - (cell % width) + width - 1 - (cell % width);
  const keys = Int32Array.from({ length: means.columns }, (_, i) => mirrored(i, keyGrid.width));
  return eachRow(means, (row, j) => {
    const other = rowIn(means, mirrored(j, queryGrid.width));
    let sum = 0;
    for (let i = 0; i < row.length; i++) sum += Math.abs(row[i] - other[keys[i]]);
    return 1 - sum / 2;
  });
}

/** Where queries look, relative to themselves. */
export interface Displacements {
  /** 2 W - 1 and 2 H - 1 of the query grid: from -(W - 1) to W - 1, and from -(H - 1) to H - 1. */
  readonly width: number;
  readonly height: number;
  /**
   * [height, width]: the share of all attention that goes dx cells to the right and dy cells down, at (dy + H - 1) * width + dx + W - 1. Sums
   * to 1. A pooled key's weight is shared evenly by the query cells that it stands for.
   */
  readonly shares: Float32Array;
}

export function displacementsOf(grids: Grids, means: RowBlocks): Displacements {
  const { width: columns, height: rows } = grids.queryGrid;
  const width = 2 * columns - 1;
  const height = 2 * rows - 1;
  const patch = keyPatch(grids);
  const sums = new Float64Array(width * height);
  // Of each key's cells, where they would fall for the query at the top left; a query shifts them all alike.
  const places = Int32Array.from(
    Array.from({ length: cellCount(grids.keyGrid) }, (_, key) => cellsOfKey(grids, key)).flat(),
    (cell) => (Math.floor(cell / columns) + rows - 1) * width + (cell % columns) + columns - 1,
  );
  const each = patch * patch;
  for (let j = 0; j < means.rows; j++) {
    const row = rowIn(means, j);
    const shift = Math.floor(j / columns) * width + (j % columns);
    for (let at = 0; at < places.length; at++) sums[places[at] - shift] += row[Math.floor(at / each)];
  }
  const total = means.rows * each;
  return { width, height, shares: Float32Array.from(sums, (sum) => sum / total) };
}

function eachRow(means: RowBlocks, value: (row: Float32Array, j: number) => number): Float64Array {
  return Float64Array.from({ length: means.rows }, (_, j) => value(rowIn(means, j), j));
}
