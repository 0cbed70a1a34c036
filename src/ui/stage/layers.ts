/** What the stage's canvases show, as pairs of a selector on the store and a drawing. */
import { clearCanvas, drawDifference, drawHeatMap, drawImagePixels } from "../../render/canvas";
import { type HeatMapStyle, overlayStyle } from "../../render/heat-map";
import { wipedPixels } from "../../render/wipe";
import type { Store } from "../../state/store/store";
import { changedImage, shownImage } from "../../viewer/views/derived";
import { currentDifference } from "../../viewer/views/difference";
import { currentMap, type MapView } from "../../viewer/views/map-view";

/** The difference that replaces the image, if requested. */
function shownDifference(state: Store) {
  return state.lens.compare === "difference" ? currentDifference(state) : undefined;
}

/** The image before the changes, where it is wiped over the one after them. */
export function wipedImage(state: Store) {
  const wipes = state.lens.compare === "wipe" && !state.userImage;
  return wipes && changedImage(state) ? state.image : undefined;
}

export const selectPicture = (state: Store) =>
  [shownImage(state), shownDifference(state), wipedImage(state)?.pixels, state.wipe] as const;

export function drawPictureLayer(
  canvas: HTMLCanvasElement,
  [image, difference, before, share]: ReturnType<typeof selectPicture>,
): void {
  if (difference) drawDifference(canvas, difference.signed, difference.top, difference.grid);
  else if (image && before?.length === image.pixels.length)
    drawImagePixels(canvas, wipedPixels(before, image.pixels, image.size, share), image.size);
  else if (image) drawImagePixels(canvas, image.pixels, image.size);
}

export const selectMap = (state: Store) =>
  [
    currentMap(state),
    state.lens,
    (shownDifference(state) ?? wipedImage(state)) !== undefined,
    shownImage(state)?.pixels,
  ] as const;
type MapInput = ReturnType<typeof selectMap>;

/** The map over the image, in the chosen way; where two images are compared, they are left as they are. */
export function drawOverlayLayer(canvas: HTMLCanvasElement, [map, lens, covered, pixels]: MapInput): void {
  if (!map || !pixels || covered || lens.overlay === "none") clearCanvas(canvas);
  else drawMap(canvas, map, overlayStyle(lens, pixels));
}

/** The plain map, on its own ground. */
export function drawPlainLayer(canvas: HTMLCanvasElement, [map, lens]: MapInput): void {
  if (!map) clearCanvas(canvas);
  else drawMap(canvas, map, { kind: "colours", colormap: lens.colormap, opacity: 1 });
}

function drawMap(canvas: HTMLCanvasElement, map: MapView, style: HeatMapStyle): void {
  drawHeatMap(canvas, map.grid, map.values, { top: map.top, curve: map.curve }, style);
}
