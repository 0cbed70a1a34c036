/** What the stage's canvases show, as pairs of a selector on the store and a drawing. */
import { clearCanvas, drawHeatMap, drawPicture } from "../../render/canvas";
import type { HeatMapStyle } from "../../render/heat-map";
import { currentSite, currentTop, rowAt } from "../../state/derived";
import type { LensState } from "../../state/lens-state";
import type { Store } from "../../state/store";

export const selectPicture = ({ picture }: Store) => [picture?.pixels, picture?.size] as const;

export function drawPictureLayer(
  canvas: HTMLCanvasElement,
  [pixels, size]: ReturnType<typeof selectPicture>,
): void {
  if (pixels && size) drawPicture(canvas, pixels, size);
}

export const selectMap = (state: Store) => [currentSite(state), state.lens] as const;
type MapInput = ReturnType<typeof selectMap>;

/** The map over the picture, in the chosen way. */
export function drawOverlayLayer(canvas: HTMLCanvasElement, [site, lens]: MapInput): void {
  if (!site || lens.overlay === "none") clearCanvas(canvas);
  else drawRow(canvas, site, lens, overlayStyle(lens));
}

/** The plain map, on its own ground. */
export function drawPlainLayer(canvas: HTMLCanvasElement, [site, lens]: MapInput): void {
  if (!site) clearCanvas(canvas);
  else drawRow(canvas, site, lens, { kind: "colours", colormap: lens.colormap, opacity: 1 });
}

function drawRow(
  canvas: HTMLCanvasElement,
  site: NonNullable<MapInput[0]>,
  lens: LensState,
  style: HeatMapStyle,
): void {
  const scale = { top: currentTop(site, lens), curve: lens.curve };
  drawHeatMap(canvas, site.keyGrid, rowAt(site, lens.query).row, scale, style);
}

function overlayStyle({ overlay, colormap, opacity }: LensState): HeatMapStyle {
  return overlay === "colours" ? { kind: "colours", colormap, opacity } : { kind: "spotlight", opacity };
}
