/** How clearly an overlay sets what is read apart from what is not. */
import type { Grid } from "../../src/attention/grid";

/** CIELAB of an sRGB colour, D65. Source: IEC 61966-2-1 and CIE 15. @param rgb 0 to 255 */
export function labOf(rgb: readonly [number, number, number]): [number, number, number] {
  const [r, g, b] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const xyz = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
  ];
  const [x, y, z] = xyz.map((t) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** A difference that is just noticed (CIE 1976). */
export const JUST_NOTICED = 2.3;

export interface OverlayInput {
  /** RGBA bytes, [size, size, 4] */
  readonly pixels: Uint8ClampedArray;
  readonly size: number;
  /** RGBA bytes of the overlay, one pixel a cell. */
  readonly overlay: Uint8ClampedArray;
  readonly grid: Grid;
}

/**
 * What an overlay does to the cells that are read most, against what it does to those that are read least: the distance in CIELAB
 * between the mean change of the two.
 * @param most cells that are read most, by number
 * @param least cells that are read least
 */
export function overlayContrast(
  input: OverlayInput,
  most: readonly number[],
  least: readonly number[],
): number {
  const [read, unread] = [most, least].map((cells) => meanChange(input, cells));
  return Math.hypot(...read.map((value, at) => value - unread[at]));
}

/** The mean change of some cells' pixels, in CIELAB. */
function meanChange({ pixels, size, overlay, grid }: OverlayInput, cells: readonly number[]): number[] {
  const sum = [0, 0, 0];
  let count = 0;
  const patch = size / grid.width;
  for (const cell of cells) {
    const [left, top] = [(cell % grid.width) * patch, Math.floor(cell / grid.width) * patch];
    const alpha = overlay[cell * 4 + 3] / 255;
    for (let y = top; y < top + patch; y++) {
      for (let x = left; x < left + patch; x++) {
        const at = (Math.floor(y) * size + Math.floor(x)) * 4;
        const under = [0, 1, 2].map((channel) => pixels[at + channel]) as [number, number, number];
        const over = under.map(
          (value, channel) => value + (overlay[cell * 4 + channel] - value) * alpha,
        ) as typeof under;
        const [before, after] = [labOf(under), labOf(over)];
        for (let channel = 0; channel < 3; channel++) sum[channel] += after[channel] - before[channel];
        count++;
      }
    }
  }
  return sum.map((value) => value / count);
}
