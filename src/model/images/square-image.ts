/** A person's own image as a network of the lens takes it: cropped square in the middle and resized, as in training. */

/** An image whose longer side is beyond this is refused: browsers give up on larger ones in ways of their own. */
export const MOST_PIXELS = 16_384;
/** The square is first brought down to this side by the browser, so that memory stays small; the rest is done exactly. */
const MOST_SIDE = 2048;

/** RGBA bytes, [size, size, 4]. */
export type SquarePixels = Uint8ClampedArray<ArrayBuffer>;

export interface SquarePicture {
  readonly pixels: SquarePixels;
  /** What the file had, in pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * @param size side of the result in pixels
 * @returns `undefined` where the browser cannot read the file
 * @throws RangeError beyond `MOST_PIXELS`
 */
export async function readSquare(file: Blob, size: number): Promise<SquarePicture | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return undefined;
  try {
    const { width, height } = bitmap;
    if (Math.max(width, height) > MOST_PIXELS) throw new RangeError(`${width} × ${height}`);
    const side = Math.min(width, height);
    const inner = Math.min(side, MOST_SIDE);
    const canvas = new OffscreenCanvas(inner, inner);
    const painter = canvas.getContext("2d", { willReadFrequently: true });
    if (!painter) return undefined;
    // Where an image is transparent, the paper is white.
    painter.fillStyle = "#ffffff";
    painter.fillRect(0, 0, inner, inner);
    painter.imageSmoothingQuality = "high";
    const [left, top] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)];
    painter.drawImage(bitmap, left, top, side, side, 0, 0, inner, inner);
    const { data } = painter.getImageData(0, 0, inner, inner);
    return { pixels: await resized(data, inner, size), width, height };
  } finally {
    bitmap.close();
  }
}

/** RGBA bytes [side, side, 4] as [size, size, 4], by Lanczos' filter of three lobes, as Pillow's in training. */
export async function resized(pixels: Uint8ClampedArray, side: number, size: number): Promise<SquarePixels> {
  if (side === size) return new Uint8ClampedArray(pixels);
  const { Pica } = await import("pica/pica_main");
  // A few milliseconds: no worker is worth its start, and none of its own can be loaded from other places.
  const pica = new Pica({ features: ["js"] });
  const to = { toWidth: size, toHeight: size };
  const bytes = await pica.resizeBuffer({
    src: pixels,
    width: side,
    height: side,
    ...to,
    filter: "lanczos3",
  });
  return new Uint8ClampedArray(bytes);
}

/** As in training: 0 to 255 becomes -1 to 1, [size, size, channels]; grey by the weights of Rec. 601. */
export function valuesOf(pixels: Uint8ClampedArray, channels: number): Float32Array {
  const count = pixels.length / 4;
  const values = new Float32Array(count * channels);
  for (let at = 0; at < count; at++) {
    const [r, g, b] = pixels.subarray(at * 4, at * 4 + 3);
    const shown = channels === 3 ? [r, g, b] : [0.299 * r + 0.587 * g + 0.114 * b];
    for (const [c, value] of shown.entries()) values[at * channels + c] = value / 127.5 - 1;
  }
  return values;
}
