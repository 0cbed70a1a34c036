/** PNG files, with where they come from inside. */
import { encode } from "fast-png";
import type { Raster } from "./figure";
import { withInternationalText } from "./png-text";

/** Short texts by PNG keyword, such as `Title`, `Description`, `Source`, `Software`. */
export type PngText = Readonly<Record<string, string>>;

/**
 * A PNG file.
 * @param text written as tEXt chunks, which hold Latin letters alone: others are written as their code, `\u{...}`, and the whole
 * text once more as an iTXt chunk, which not every reader knows
 */
export function encodePng({ width, height, pixels }: Raster, text: PngText = {}): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(text);
  const latin = Object.fromEntries(entries.map(([key, value]) => [key, asLatin(value)]));
  const encoded = encode({ width, height, data: pixels, channels: 4, depth: 8, text: latin });
  return withInternationalText(
    encoded,
    entries.filter(([key, value]) => latin[key] !== value),
  );
}

function asLatin(value: string): string {
  return [...value]
    .map((letter) => (letter <= "\u00ff" ? letter : `\\u{${letter.codePointAt(0)?.toString(16)}}`))
    .join("");
}

/** Each pixel as a square of `by` pixels: no viewer can blur it. */
export function enlarged({ width, height, pixels }: Raster, by: number): Raster {
  const big = new Uint8ClampedArray(width * by * height * by * 4);
  for (let y = 0; y < height * by; y++) {
    for (let x = 0; x < width * by; x++) {
      const from = (Math.floor(y / by) * width + Math.floor(x / by)) * 4;
      big.set(pixels.subarray(from, from + 4), (y * width * by + x) * 4);
    }
  }
  return { width: width * by, height: height * by, pixels: big };
}
