/** Two images of one size in one: the left part of the first, the rest of the second. */

/**
 * @param before RGBA bytes, [size, size, 4], as `after`
 * @param share of the width that `before` takes, 0 to 1; rounded to whole pixels
 */
export function wipedPixels(
  before: Uint8ClampedArray,
  after: Uint8ClampedArray,
  size: number,
  share: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(after);
  const taken = Math.round(share * size) * 4;
  for (let at = 0; at < pixels.length; at += size * 4) pixels.set(before.subarray(at, at + taken), at);
  return pixels;
}
