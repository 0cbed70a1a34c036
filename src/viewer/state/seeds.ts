/** New seeds, the same wherever a lens offers them. */
import { MAX_SEED } from "../../latent/noise";

/** Largest seed that is drawn: short enough to be read out in a classroom. Larger ones can be typed. */
export const MAX_DRAWN_SEED = Math.min(MAX_SEED, 99_999);

/**
 * Another seed, from 0 to `MAX_DRAWN_SEED`. Latent entries that were edited, classes and directions stay as they are.
 * @param random numbers from 0 to 1, exclusive
 */
export function drawSeed(current: number, random: () => number = Math.random): number {
  const drawn = Math.floor(random() * (MAX_DRAWN_SEED + 1));
  return drawn === current ? (drawn + 1) % (MAX_DRAWN_SEED + 1) : drawn;
}
