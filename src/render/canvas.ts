/** Drawing pixels on a canvas whose own size is that of the data; CSS enlarges it. */
import type { Grid } from "../attention/grid";
import { type ColorScale, type HeatMapStyle, paintHeatMap } from "./heat-map";

function contextOfSize(canvas: HTMLCanvasElement, { width, height }: Grid): CanvasRenderingContext2D {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser gives no 2d canvas");
  return context;
}

/** Draws RGBA bytes, [size, size, 4]. */
export function drawPicture(
  canvas: HTMLCanvasElement,
  pixels: Uint8ClampedArray<ArrayBuffer>,
  size: number,
): void {
  contextOfSize(canvas, { width: size, height: size }).putImageData(new ImageData(pixels, size, size), 0, 0);
}

/** Draws a row of beta, one pixel per key cell. */
export function drawHeatMap(
  canvas: HTMLCanvasElement,
  grid: Grid,
  row: Float32Array,
  scale: ColorScale,
  style: HeatMapStyle,
): void {
  const context = contextOfSize(canvas, grid);
  const image = new ImageData(grid.width, grid.height);
  paintHeatMap(row, scale, style, image.data);
  context.putImageData(image, 0, 0);
}

/** Leaves a canvas empty. */
export function clearCanvas(canvas: HTMLCanvasElement): void {
  canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
}
