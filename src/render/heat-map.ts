/** A row of beta as the pixels of its own grid: one pixel per key cell, enlarged by the browser. Pure; no canvas here. */
import { COLOR_STEPS, type ColormapName, colorTable } from "./colormap";
import { VEILS, type Veil, veilOf } from "./veil";

/** How weights become colours between 0 and the top of the scale. */
export type Curve =
  /** Evenly. */
  | "linear"
  /** By the square root: a hundredth of the top still shows. Flat rows stay flat. */
  | "root";

/** What the colours of a map stand for. */
export interface ColorScale {
  /** The weight that gets the last colour; the first is always 0. */
  readonly top: number;
  readonly curve: Curve;
}

/** How the map is laid over the image. */
export type HeatMapStyle =
  /** Colours of the map, evenly covering. */
  | { readonly kind: "colours"; readonly colormap: ColormapName; readonly opacity: number }
  /** Veiled where nothing is read, clear where most is read. */
  | Spotlight;

export interface Spotlight {
  readonly kind: "spotlight";
  readonly opacity: number;
  readonly veil: Veil;
}

export interface OverlayChoice {
  readonly overlay: "spotlight" | "colours" | "none";
  readonly colormap: ColormapName;
  /** 0 to 1 */
  readonly opacity: number;
}

/**
 * How the map lies over an image, where it does.
 * @param pixels of the image, RGBA bytes
 */
export function overlayStyle(
  { overlay, colormap, opacity }: OverlayChoice,
  pixels: Uint8ClampedArray,
): HeatMapStyle {
  if (overlay === "colours") return { kind: "colours", colormap, opacity };
  return { kind: "spotlight", opacity, veil: veilOf(pixels) };
}

/**
 * What a spotlight leaves of a white image, or under a light veil of a black one, where a weight stands at `position`, 0 to 1, of the
 * colour steps.
 */
export function spotlightColor(position: number, { opacity, veil }: Omit<Spotlight, "kind">): string {
  const covered = (1 - position) * opacity;
  const under = veil === "dark" ? 255 : 0;
  const channels = VEILS[veil].map((value) => Math.round(under + (value - under) * covered));
  return `rgb(${channels.join(", ")})`;
}

/** Step 0 to 255 of a weight; weights above the top get the last step. */
export function colorStep(weight: number, { top, curve }: ColorScale): number {
  if (!(top > 0)) return 0;
  const position = Math.min(1, weight / top);
  return Math.round((curve === "root" ? Math.sqrt(position) : position) * (COLOR_STEPS - 1));
}

/**
 * Paints a row.
 * @param row [M] weights
 * @param scale what the colours stand for
 * @param pixels RGBA, [M, 4], overwritten
 */
export function paintHeatMap(
  row: Float32Array,
  scale: ColorScale,
  style: HeatMapStyle,
  pixels: Uint8ClampedArray,
): void {
  if (style.kind === "colours") {
    const table = colorTable(style.colormap);
    const alpha = Math.round(style.opacity * 255);
    for (let i = 0, at = 0; i < row.length; i++, at += 4) {
      const step = colorStep(row[i], scale) * 3;
      pixels[at] = table[step];
      pixels[at + 1] = table[step + 1];
      pixels[at + 2] = table[step + 2];
      pixels[at + 3] = alpha;
    }
    return;
  }
  const [r, g, b] = VEILS[style.veil];
  for (let i = 0, at = 0; i < row.length; i++, at += 4) {
    const unread = 1 - colorStep(row[i], scale) / (COLOR_STEPS - 1);
    pixels[at] = r;
    pixels[at + 1] = g;
    pixels[at + 2] = b;
    pixels[at + 3] = Math.round(unread * style.opacity * 255);
  }
}
