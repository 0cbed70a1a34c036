/** What the spotlight covers the unread parts of an image with: dark blue, but on a dark image, where dark would not show, light blue. */

export type Veil = "dark" | "light";

/**
 * Blue, because grey is no colour of its own: a grey veil changes dark fur that is not read as little as bright fur that is read in
 * part, and the two cannot be told apart. Blue shifts the hue of both by how much they are veiled. `npm run contrast` measures it.
 */
export const VEILS = { dark: [4, 10, 72], light: [120, 140, 200] } as const;

/** Mean luma, 0 to 255, below which an image counts as dark: a light veil then changes it more than a dark one. */
const DARK_BELOW = 72;

const known = new WeakMap<Uint8ClampedArray, Veil>();

/**
 * The veil of an image.
 * @param pixels RGBA bytes; luma by ITU-R BT.601, alpha left out
 */
export function veilOf(pixels: Uint8ClampedArray): Veil {
  const before = known.get(pixels);
  if (before) return before;
  let sum = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    sum += 0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2];
  }
  const veil = sum / (pixels.length / 4) < DARK_BELOW ? "light" : "dark";
  known.set(pixels, veil);
  return veil;
}
