/** How well a person predicted where a query looks: the score of the cells that they marked. Pure maths. */

/** The most cells that one prediction has. */
export const MOST_MARKED = 5;

/** A prediction's score, and what chance would give. */
export interface PredictionScore {
  /** Weight of the marked cells over the most that as many cells can cover, 0 to 1; 0 for a row without any weight. */
  readonly score: number;
  /** The expected score of as many distinct cells, drawn at random. */
  readonly chance: number;
  /** Weight of the marked cells. */
  readonly covered: number;
}

/**
 * The score of k marked cells C for a row w of M weights:
 *
 *     score = sum_{i in C} w_i / sum of the k largest w_i
 *
 * Each cell is among k distinct ones drawn at random with probability k / M, so that the expected score is
 *
 *     chance = (k / M) sum_i w_i / sum of the k largest w_i
 *
 * @param row weights of all keys, none below 0, [M]
 * @param cells distinct keys, at least one
 * @throws RangeError without a cell, for one marked twice, and for one outside the row
 */
export function scorePrediction(row: Float32Array, cells: readonly number[]): PredictionScore {
  const count = cells.length;
  if (count === 0) throw new RangeError("a prediction needs at least one cell");
  if (new Set(cells).size < count) throw new RangeError("a prediction has a cell twice");
  const outside = cells.find((cell) => !(cell in row));
  if (outside !== undefined) throw new RangeError(`cell ${outside} lies outside a row of ${row.length}`);
  const sum = (weights: Float32Array) => weights.reduce((total, weight) => total + weight, 0);
  // The marked ones too are added from the largest on: the best prediction has a score of exactly 1.
  const covered = sum(
    Float32Array.from(cells, (cell) => row[cell])
      .sort()
      .reverse(),
  );
  const most = sum(row.slice().sort().reverse().subarray(0, count));
  if (most === 0) return { score: 0, chance: 0, covered };
  return { score: covered / most, chance: ((count / row.length) * sum(row)) / most, covered };
}
