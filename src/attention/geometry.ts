/** Where keys lie as seen from queries, in query cells; a pooled key is the patch of query cells that it stands for. */
import { cellCount } from "./grid";
import { type AttentionSite, keyPatch } from "./site";

type Grids = Pick<AttentionSite, "queryGrid" | "keyGrid">;

/** Centre of a key's cell or patch along one axis, in query cells (a query cell's own centre is its index). */
function centre(key: number, patch: number): number {
  return key * patch + (patch - 1) / 2;
}

/** Distance between the centres of query cell `query` and of every key's cell or patch, [M], in query cells. */
export function distancesFrom(grids: Grids, query: number, out: Float32Array): Float32Array {
  const { queryGrid, keyGrid } = grids;
  const patch = keyPatch(grids);
  const x = query % queryGrid.width;
  const y = Math.floor(query / queryGrid.width);
  let i = 0;
  for (let row = 0; row < keyGrid.height; row++) {
    const dy = centre(row, patch) - y;
    for (let column = 0; column < keyGrid.width; column++) {
      const dx = centre(column, patch) - x;
      out[i++] = Math.sqrt(dx * dx + dy * dy);
    }
  }
  return out;
}

/** Keys whose cell or patch overlaps the 3x3 query cells around a query, cut off at the border. */
export function neighbours(grids: Grids, query: number): number[] {
  const { queryGrid, keyGrid } = grids;
  const patch = keyPatch(grids);
  const x = query % queryGrid.width;
  const y = Math.floor(query / queryGrid.width);
  const low = (at: number) => Math.floor(Math.max(0, at - 1) / patch);
  const high = (at: number, size: number) => Math.floor(Math.min(size - 1, at + 1) / patch);
  const found: number[] = [];
  for (let row = low(y); row <= high(y, queryGrid.height); row++) {
    for (let column = low(x); column <= high(x, queryGrid.width); column++) {
      found.push(row * keyGrid.width + column);
    }
  }
  return found;
}

/** Mean distance that a row's weight travels, in query cells. @param scratch [M], overwritten */
export function meanDistance(grids: Grids, query: number, row: Float32Array, scratch: Float32Array): number {
  const distances = distancesFrom(grids, query, scratch);
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += row[i] * distances[i];
  return sum;
}

/** Weight of a row inside the query's own neighbourhood (`neighbours`). */
export function neighbourhoodShare(grids: Grids, query: number, row: Float32Array): number {
  return neighbours(grids, query).reduce((sum, key) => sum + row[key], 0);
}

/** The query cells that a key stands for: itself, or its patch. */
export function cellsOfKey(grids: Grids, key: number): number[] {
  const patch = keyPatch(grids);
  const { queryGrid, keyGrid } = grids;
  const x = (key % keyGrid.width) * patch;
  const y = Math.floor(key / keyGrid.width) * patch;
  return Array.from(
    { length: patch * patch },
    (_, at) => (y + Math.floor(at / patch)) * queryGrid.width + x + (at % patch),
  );
}

/** Longest distance that any row could travel: between opposite corners, in query cells. */
export function longestDistance({ queryGrid }: Grids): number {
  return cellCount(queryGrid) < 2 ? 1 : Math.hypot(queryGrid.width - 1, queryGrid.height - 1);
}
