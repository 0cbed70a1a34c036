/** A row of beta as the pixels of its own grid: one pixel per key cell, enlarged by the browser. Pure; no canvas here. */
import { COLOR_STEPS, type ColormapName, colorTable } from "./colormap";

/** How the map is laid over the picture. */
export type HeatMapStyle =
  /** Colours of the map, evenly covering. */
  | { readonly kind: "colours"; readonly colormap: ColormapName; readonly opacity: number }
  /** Near-black where nothing is read, clear where most is read. */
  | { readonly kind: "spotlight"; readonly opacity: number };

/** The dark of the spotlight: near-black, a touch blue, as the page's dark ground. */
const SPOTLIGHT_DARK = [10, 12, 16] as const;

/** Step 0 to 255 of a weight on a scale that runs from 0 to `top`; weights above it get the last step. */
export function colorStep(weight: number, top: number): number {
  if (!(top > 0)) return 0;
  return Math.min(COLOR_STEPS - 1, Math.round((weight / top) * (COLOR_STEPS - 1)));
}

/**
 * Paints a row.
 * @param row [M] weights
 * @param top the weight that gets the last colour
 * @param pixels RGBA, [M, 4], overwritten
 */
export function paintHeatMap(row: Float32Array, top: number, style: HeatMapStyle, pixels: Uint8ClampedArray): void {
  if (style.kind === "colours") {
    const table = colorTable(style.colormap);
    const alpha = Math.round(style.opacity * 255);
    for (let i = 0, at = 0; i < row.length; i++, at += 4) {
      const step = colorStep(row[i], top) * 3;
      pixels[at] = table[step];
      pixels[at + 1] = table[step + 1];
      pixels[at + 2] = table[step + 2];
      pixels[at + 3] = alpha;
    }
    return;
  }
  const [r, g, b] = SPOTLIGHT_DARK;
  for (let i = 0, at = 0; i < row.length; i++, at += 4) {
    const unread = 1 - colorStep(row[i], top) / (COLOR_STEPS - 1);
    pixels[at] = r;
    pixels[at + 1] = g;
    pixels[at + 2] = b;
    pixels[at + 3] = Math.round(unread * style.opacity * 255);
  }
}
