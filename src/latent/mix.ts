/** Two latents into one. */

/** How a mixture goes from one latent to the other. */
export type MixPath = "spherical" | "straight";

/** Below this sine the two latents point the same way (or opposite ways) and the arc between them is not defined. */
const PARALLEL = 1e-4;

/**
 * A latent between two others.
 *
 * Spherical: sin((1 - t) w) / sin(w) a + sin(t w) / sin(w) b, where w is the angle between a and b (Shoemake 1985; for
 * latents White 2016, section 2.1). Its length stays that of noise: halfway on the straight line (1 - t) a + t b a latent is
 * shorter by a factor of about sqrt(2), which the generator never met in training. Latents that are parallel have no arc
 * and are mixed along the straight line.
 * @param a at share 0, [size]
 * @param b at share 1, [size]
 * @param share t, 0 to 1
 */
export function mixedLatent(a: Float32Array, b: Float32Array, share: number, path: MixPath): Float32Array {
  const [left, right] = path === "straight" ? [1 - share, share] : arcWeights(a, b, share);
  return a.map((value, at) => left * value + right * b[at]);
}

function arcWeights(a: Float32Array, b: Float32Array, share: number): readonly [number, number] {
  let [dot, lengthA, lengthB] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    dot += a[at] * b[at];
    lengthA += a[at] ** 2;
    lengthB += b[at] ** 2;
  }
  const cosine = dot / Math.sqrt(lengthA * lengthB);
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const sine = Math.sin(angle);
  // Also where a latent is 0 and has no direction: the cosine is then no number.
  if (!(sine > PARALLEL)) return [1 - share, share];
  return [Math.sin((1 - share) * angle) / sine, Math.sin(share * angle) / sine];
}
