/**
 * Seeded normal noise, the same on every browser: Mersenne Twister MT19937 and Marsaglia's polar method, in the order of
 * NumPy's legacy generator, so that seed s here is `numpy.random.RandomState(s).randn(size)` there.
 */
import { mersenne } from "pure-rand/generator/mersenne";
import { MAX_SEED } from "./max-seed";

export { MAX_SEED };

/**
 * Standard normal numbers.
 * @param seed integer, 0 to `MAX_SEED`
 * @param size how many
 * @throws RangeError for a seed that is no unsigned 32-bit integer
 */
export function normalNoise(seed: number, size: number): Float32Array {
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
  const noise = new Float32Array(size);
  for (let at = 0; at < size; at += 2) {
    let x: number;
    let y: number;
    let r2: number;
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      r2 = x * x + y * y;
    } while (r2 >= 1 || r2 === 0);
    const f = Math.sqrt((-2 * Math.log(r2)) / r2);
    noise[at] = f * y;
    if (at + 1 < size) noise[at + 1] = f * x;
  }
  return noise;
}
