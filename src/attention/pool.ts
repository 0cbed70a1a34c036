/** Rows of grids of different sizes, brought onto one grid, so that they can be compared key by key. */
import { cellCount, type Grid } from "./grid";

/** The coarser of two grids over the same image, where each of its cells is made of whole cells of the other; else `undefined`. */
export function commonGrid(a: Grid, b: Grid): Grid | undefined {
  const [coarse, fine] = cellCount(a) <= cellCount(b) ? [a, b] : [b, a];
  return fine.width % coarse.width === 0 && fine.height % coarse.height === 0 ? coarse : undefined;
}

/**
 * A row on a coarser grid: the weights of the cells that make up each coarse cell, added. The sum stays.
 * @param row [M] on the grid `from`
 * @param to a grid whose cells are made of whole cells of `from`
 * @returns the row itself where the grids are the same
 */
export function pooledRow(row: Float32Array, from: Grid, to: Grid): Float32Array {
  if (from.width === to.width && from.height === to.height) return row;
  const [wide, high] = [from.width / to.width, from.height / to.height];
  const sums = new Float64Array(cellCount(to));
  for (let y = 0, at = 0; y < from.height; y++) {
    const first = Math.floor(y / high) * to.width;
    for (let x = 0; x < from.width; x++, at++) sums[first + Math.floor(x / wide)] += row[at];
  }
  return Float32Array.from(sums);
}
