/** The heaviest keys of a row. */
import type { KeyIndex } from "./grid";

/** A key with its weight. */
export interface WeighedKey {
  readonly key: KeyIndex;
  readonly weight: number;
}

function sortedKeys(row: Float32Array): number[] {
  return Array.from(row.keys()).sort((a, b) => row[b] - row[a]);
}

/** The `count` heaviest keys, heaviest first; keys without weight are left out. */
export function topKeys(row: Float32Array, count: number): WeighedKey[] {
  return sortedKeys(row)
    .slice(0, count)
    .filter((key) => row[key] > 0)
    .map((key) => ({ key: key as KeyIndex, weight: row[key] }));
}

/**
 * The fewest keys that together hold at least `share` of a row's weight, as a byte for each key, [M].
 * @param share 0 to 1
 */
export function topMass(row: Float32Array, share: number): Uint8Array {
  const inside = new Uint8Array(row.length);
  const total = row.reduce((sum, weight) => sum + weight, 0);
  let mass = 0;
  for (const key of sortedKeys(row)) {
    if (mass >= share * total || row[key] === 0) break;
    inside[key] = 1;
    mass += row[key];
  }
  return inside;
}
