/** Intervals by resampling the seeds. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Times that the seeds are drawn again. */
const RESAMPLES = 1000;
/** The same numbers each time: the same seeds give the same interval. */
const RANDOM_SEED = 22;
/** What lies outside, on each side. */
const TAIL = 0.025;

/** A figure of the layer and how sure it is. */
export interface Estimate {
  readonly value: number;
  /** 95 % bootstrap interval over the seeds; null for a single seed. */
  readonly interval: readonly [low: number, high: number] | null;
}

/**
 * Percentile intervals of means: the seeds are drawn with replacement, as many as there are, 1,000 times, the same draws for each figure.
 * @param samples for each figure a number for each seed, whose mean is the figure
 */
export function bootstrapMeans(samples: readonly (readonly number[])[]): Estimate[] {
  const count = samples[0]?.length ?? 0;
  const values = samples.map((sample) => sample.reduce((sum, value) => sum + value, 0) / count);
  if (count < 2) return values.map((value) => ({ value, interval: null }));
  const random = xoroshiro128plus(RANDOM_SEED);
  const means = samples.map(() => new Float64Array(RESAMPLES));
  for (let resample = 0; resample < RESAMPLES; resample++) {
    for (let draw = 0; draw < count; draw++) {
      const seed = uniformInt(random, 0, count - 1);
      for (let figure = 0; figure < samples.length; figure++)
        means[figure][resample] += samples[figure][seed] / count;
    }
  }
  return values.map((value, figure) => {
    const sorted = means[figure].sort();
    return { value, interval: [quantile(sorted, TAIL), quantile(sorted, 1 - TAIL)] as const };
  });
}

/** @param sorted ascending */
function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}
