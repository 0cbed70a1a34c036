/** Attention over a handful of places with two numbers each. */
import { softmaxInPlace } from "../../attention/row";

export type Point = readonly [number, number];

export interface ToyRow {
  /** f(x_i) . g(x_j) for each key. */
  readonly scores: readonly number[];
  /** Their softmax. */
  readonly weights: Float32Array;
}

/** The row of one query. */
export function toyRow(query: Point, keys: readonly Point[]): ToyRow {
  const scores = keys.map(([x, y]) => x * query[0] + y * query[1]);
  const weights = Float32Array.from(scores);
  softmaxInPlace(weights, Math.max(...scores));
  return { scores, weights };
}

/** The values, [places, channels], mixed by the weights: [channels]. */
export function mixed(weights: ArrayLike<number>, values: readonly (readonly number[])[]): number[] {
  return values[0].map((_, channel) =>
    values.reduce((sum, value, place) => sum + weights[place] * value[channel], 0),
  );
}
