/**
 * Seeded normal noise, the same on every browser: Mersenne Twister MT19937 and Marsaglia's polar method, in the order of
 * NumPy's legacy generator, so that seed s here is `numpy.random.RandomState(s).randn(size)` there.
 */
import { mersenne } from "pure-rand/generator/mersenne";
import { MAX_SEED } from "./max-seed";

export { MAX_SEED };

/** Noise of a seed: standard normal, or with the entries beyond `NOISE_BOUND` drawn again. */
export type NoiseKind = "normal" | "truncated";

/** How far truncated noise lies from 0 at most: 2 standard deviations, as in BigGAN's published code. */
export const NOISE_BOUND = 2;

/**
 * Standard normal numbers.
 * @param seed integer, 0 to `MAX_SEED`
 * @param size how many
 * @throws RangeError for a seed that is no unsigned 32-bit integer
 */
export function normalNoise(seed: number, size: number): Float32Array {
  return drawn(normals(seed), size);
}

/**
 * The truncated normal of BigGAN (Brock et al. 2019, arXiv:1809.11096, section 3.1): the seed's standard normal numbers, of which those
 * beyond `NOISE_BOUND` are drawn again from the same sequence, in their order, until none lies beyond. All others are those of `normalNoise`.
 * @throws RangeError for a seed that is no unsigned 32-bit integer
 */
export function truncatedNoise(seed: number, size: number): Float32Array {
  const next = normals(seed);
  const noise = drawn(next, size);
  for (let isBeyond = true; isBeyond; ) {
    isBeyond = false;
    noise.forEach((value, at) => {
      if (Math.abs(value) <= NOISE_BOUND) return;
      noise[at] = next();
      isBeyond = true;
    });
  }
  return noise;
}

/** Noise of either kind. @throws RangeError for a seed that is no unsigned 32-bit integer */
export function noiseOf(kind: NoiseKind, seed: number, size: number): Float32Array {
  return kind === "truncated" ? truncatedNoise(seed, size) : normalNoise(seed, size);
}

function drawn(next: () => number, size: number): Float32Array {
  return new Float32Array(size).map(next);
}

/** The seed's standard normal numbers, one after another. */
function normals(seed: number): () => number {
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED) {
    throw new RangeError(`seed ${seed} is not an integer from 0 to ${MAX_SEED}`);
  }
  const generator = mersenne(seed | 0);
  // 53 random bits, as in the reference implementation's genrand_res53.
  const uniform = () => {
    const high = generator.next() >>> 5;
    const low = generator.next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  };
  // The method makes two numbers at a time; the second waits.
  let waiting: number | undefined;
  return () => {
    if (waiting !== undefined) {
      const value = waiting;
      waiting = undefined;
      return value;
    }
    let x: number;
    let y: number;
    let r2: number;
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      r2 = x * x + y * y;
    } while (r2 >= 1 || r2 === 0);
    const f = Math.sqrt((-2 * Math.log(r2)) / r2);
    waiting = f * x;
    return f * y;
  };
}
