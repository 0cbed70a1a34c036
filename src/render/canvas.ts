/** Drawing pixels on a canvas whose own size is that of the data; CSS enlarges it. */
import type { Grid } from "../attention/grid";
import { paintDifference } from "./difference";
import { type ColorScale, type HeatMapStyle, paintHeatMap } from "./heat-map";

function contextOfSize(canvas: HTMLCanvasElement, { width, height }: Grid): CanvasRenderingContext2D {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser gives no 2d canvas");
  return context;
}

/** Draws RGBA bytes, [size, size, 4]. */
export function drawImagePixels(
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

/** Draws a signed difference, one pixel per cell, on a scale from -top to top. */
export function drawDifference(
  canvas: HTMLCanvasElement,
  signed: Float32Array,
  top: number,
  grid: Grid,
): void {
  const context = contextOfSize(canvas, grid);
  const image = new ImageData(grid.width, grid.height);
  paintDifference(signed, top, image.data);
  context.putImageData(image, 0, 0);
}

/** Draws one channel of features in grey, from its smallest value to its largest. */
export function drawFeatures(canvas: HTMLCanvasElement, grid: Grid, values: Float32Array): void {
  const context = contextOfSize(canvas, grid);
  const image = new ImageData(grid.width, grid.height);
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const range = high - low || 1;
  values.forEach((value, at) => {
    const grey = ((value - low) / range) * 255;
    image.data.set([grey, grey, grey, 255], at * 4);
  });
  context.putImageData(image, 0, 0);
}

/** Leaves a canvas empty. */
export function clearCanvas(canvas: HTMLCanvasElement): void {
  canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
}
