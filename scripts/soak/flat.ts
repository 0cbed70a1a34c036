/** Whether figures that were read again and again stay where they are, in spite of noise. */
import { median } from "../bench/statistics";

/** A figure may grow by a share of itself, or by this much where that is more. */
export interface Allowance {
  readonly share: number;
  readonly absolute: number;
}

export interface Course {
  /** Medians of the second and the last third of the readings. */
  readonly middle: number;
  readonly last: number;
  /** Of a line through all readings by least squares, for each minute. */
  readonly slope: number;
  readonly flat: boolean;
}

/**
 * The first third is left out: what is loaded and kept once counts as growth there and nowhere else.
 * @param values one for each reading, at least 3 @param minutes when each was read
 */
export function courseOf(values: readonly number[], minutes: readonly number[], allowed: Allowance): Course {
  const third = Math.floor(values.length / 3);
  if (third === 0) throw new RangeError("a course needs at least three readings");
  const middle = median(values.slice(third, values.length - third));
  const last = median(values.slice(values.length - third));
  const flat = last - middle <= Math.max(allowed.share * middle, allowed.absolute);
  return { middle, last, slope: slopeOf(values, minutes), flat };
}

function slopeOf(values: readonly number[], minutes: readonly number[]): number {
  const mean = (some: readonly number[]) => some.reduce((sum, value) => sum + value, 0) / some.length;
  const [x, y] = [mean(minutes), mean(values)];
  const spread = minutes.reduce((sum, minute) => sum + (minute - x) ** 2, 0);
  return spread === 0
    ? 0
    : minutes.reduce((sum, minute, at) => sum + (minute - x) * (values[at] - y), 0) / spread;
}
