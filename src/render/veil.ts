/** What the spotlight covers the unread parts of an image with: dark, but on a dark image, where dark would not show, light. */

export type Veil = "dark" | "light";

/** Near-black, a touch blue, as the page's dark ground; and a grey as bright as the dark one is dark on an image in between. */
export const VEILS = { dark: [10, 12, 16], light: [150, 154, 160] } as const;

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
