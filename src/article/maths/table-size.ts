/** How large a table of attention is. */

export interface TableSize {
  /** N */
  readonly queries: number;
  /** M */
  readonly keys: number;
  /** N M */
  readonly weights: number;
  /** At 4 bytes each. */
  readonly bytes: number;
}

/**
 * @param side of the query grid, in cells
 * @param pooling 2 where keys are pooled 2x2, else 1
 */
export function tableSize(side: number, pooling: 1 | 2): TableSize {
  const queries = side * side;
  const keys = queries / (pooling * pooling);
  return { queries, keys, weights: queries * keys, bytes: 4 * queries * keys };
}
