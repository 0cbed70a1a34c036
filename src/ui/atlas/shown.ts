/** What the views and the files of the page have in common. */
import type { AtlasFigures } from "../../atlas/atlas";
import type { ColorScale } from "../../render/heat-map";
import type { QueryRow } from "../../runtime/atlas/atlas-worker";
import type { AtlasMap } from "../../state/atlas/atlas-hash";
import { imagePixels } from "../../viewer/views/image";
import { layerMapOf } from "./layer-maps";

/** The mean image as pixels. */
export function meanImage({ image }: AtlasFigures) {
  const channels = Number.isInteger(Math.sqrt(image.length / 3)) ? 3 : 1;
  const size = Math.round(Math.sqrt(image.length / channels));
  return { size, pixels: imagePixels(image, size) };
}

/** A mean row and its deviation on one scale; by the square root, since most of their weights are small. */
export function rowMaps({ keyGrid }: AtlasFigures, { mean, deviation }: QueryRow) {
  const scale: ColorScale = { top: Math.max(largest(mean), largest(deviation)), curve: "root" };
  const mapOf = (values: Float32Array) => ({ grid: keyGrid, values, scale });
  return { mean: mapOf(mean), deviation: mapOf(deviation), scale };
}

/** A map of all places, from 0 to its largest value; attention received by the square root, since a few keys receive most of it. */
export function shownMap(figures: AtlasFigures, map: AtlasMap) {
  const { grid, values } = layerMapOf(figures, map);
  const scale: ColorScale = { top: largest(values), curve: map === "received" ? "root" : "linear" };
  return { grid, values, scale };
}

/** The cell of a query, by column and row. */
export function placeOf({ queryGrid: { width } }: AtlasFigures, query: number) {
  return { x: query % width, y: Math.floor(query / width) };
}

const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, value), 0);
