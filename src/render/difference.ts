/** Signed differences as colours: purple where the image became darker, orange where brighter. */
import { interpolatePuOr } from "d3-scale-chromatic";
import { parseColor } from "./colormap";

const STEPS = 255;

/** Colour of a share of the scale, -1 to 1, as CSS; 0 is nearly white. */
export function differenceColor(share: number): string {
  return interpolatePuOr((1 + share) / 2);
}

/**
 * @param signed [cells], -top to top
 * @param pixels RGBA, [cells, 4], overwritten
 */
export function paintDifference(signed: Float32Array, top: number, pixels: Uint8ClampedArray): void {
  const table = Array.from({ length: STEPS }, (_, step) =>
    parseColor(differenceColor((2 * step) / (STEPS - 1) - 1)),
  );
  for (let i = 0, at = 0; i < signed.length; i++, at += 4) {
    const share = top > 0 ? (signed[i] / top + 1) / 2 : 0.5;
    const [r, g, b] = table[Math.round(Math.min(1, Math.max(0, share)) * (STEPS - 1))];
    pixels[at] = r;
    pixels[at + 1] = g;
    pixels[at + 2] = b;
    pixels[at + 3] = 255;
  }
}
