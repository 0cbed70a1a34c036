/** How far a variation moves each entry, as a share of the noise's own spread. */
const LITTLE = 0.3;

/**
 * Entries moved a little at random: noise' = sqrt(1 - a^2) noise + a fresh, which keeps the spread of the noise.
 * @param entries [size], before truncation
 * @param fresh [size], standard normal
 * @param locked entries that stay
 * @returns the entries that moved, by index
 */
export function varied(
  entries: Float32Array,
  fresh: Float32Array,
  locked: ReadonlySet<number>,
): Record<number, number> {
  const keep = Math.sqrt(1 - LITTLE ** 2);
  const moved: Record<number, number> = {};
  for (let at = 0; at < entries.length; at++) {
    if (!locked.has(at)) moved[at] = keep * entries[at] + LITTLE * fresh[at];
  }
  return moved;
}
