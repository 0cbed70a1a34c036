/** Parts of a figure: the outline of queries, their numbers and the colour scale. */
import type { Cell, Grid } from "../attention/grid";
import { COLOR_STEPS, cssColor } from "../render/colormap";
import { formatWeight } from "../render/format";
import { spotlightColor } from "../render/heat-map";
import { outlineEdges } from "../render/outline";
import { pinColor, pinInk } from "../render/pin-colors";
import type { Box, FigureInput, FigureItem, Point } from "./figure";
import { cellInGrid } from "./place";

export const INK = "#16191d";
export const QUIET = "#586069";
export const FRAME = "#8b939c";
/** Height of small text, in pixels at scale 1. */
export const SMALL = 12;

/** The border of queries, in their colour within black, so that it shows on any image. */
export function mark(items: FigureItem[], box: Box, grid: Grid, cells: readonly Cell[], color: string): void {
  if (cells.length === 1) {
    const place = cellInGrid(box, grid, cells[0]);
    const grown = { x: place.x - 1.5, y: place.y - 1.5, width: place.width + 3, height: place.height + 3 };
    items.push({ kind: "frame", box: grown, color: "#000000", width: 4 });
    items.push({ kind: "frame", box: grown, color, width: 2 });
    return;
  }
  const inside = new Uint8Array(grid.width * grid.height);
  for (const { x, y } of cells) inside[y * grid.width + x] = 1;
  const edges = outlineEdges(inside, grid);
  const at = ([x, y]: readonly [number, number]): Point => {
    const place = cellInGrid(box, grid, { x, y });
    return { x: place.x, y: place.y };
  };
  for (const stroke of [
    { color: "#000000", width: 4 },
    { color, width: 2 },
  ]) {
    for (const { from, to } of edges) items.push({ kind: "line", from: at(from), to: at(to), ...stroke });
  }
}

/** Side of the square that holds a pin's number. */
const BADGE = 13;

/** A pin's number beside its cell, above it to the right, or on the inner side at the borders of the image. */
export function pinNumber(items: FigureItem[], box: Box, grid: Grid, cell: Cell, place: number): void {
  const at = cellInGrid(box, grid, cell);
  const gap = 3;
  const right = at.x + at.width + gap;
  const badge: Box = {
    x: right + BADGE > box.x + box.width ? at.x - gap - BADGE : right,
    y: at.y - gap - BADGE < box.y ? at.y + at.height + gap : at.y - gap - BADGE,
    width: BADGE,
    height: BADGE,
  };
  items.push({ kind: "area", box: badge, color: pinColor(place) });
  items.push({ kind: "frame", box: badge, color: "#000000", width: 1 });
  items.push({
    kind: "text",
    at: { x: badge.x + BADGE / 2, y: badge.y + BADGE - 3 },
    text: String(place + 1),
    size: 11,
    color: pinInk(place),
    anchor: "middle",
    bold: true,
  });
}

export function colorBar(
  items: FigureItem[],
  bar: Box,
  { scale: { top, curve }, colormap, over, uniform, text }: FigureInput,
): void {
  const steps = Array.from({ length: 64 }, (_, step) => step / 63);
  const spotlight = over?.kind === "spotlight" ? over : undefined;
  const colors = steps.map((place) =>
    spotlight === undefined
      ? cssColor(colormap, Math.round(place * (COLOR_STEPS - 1)) / (COLOR_STEPS - 1))
      : spotlightColor(place, spotlight),
  );
  items.push({ kind: "strip", box: bar, colors });
  items.push({ kind: "frame", box: bar, color: FRAME, width: 1 });
  const end = bar.x + bar.width;
  items.push({
    kind: "text",
    at: { x: end, y: bar.y - 6 },
    text: text.axis,
    size: SMALL,
    color: QUIET,
    anchor: "end",
  });
  const bottom = bar.y + bar.height;
  for (const place of [0, 0.25, 0.5, 0.75, 1]) {
    const x = bar.x + place * bar.width;
    items.push({ kind: "line", from: { x, y: bottom }, to: { x, y: bottom + 4 }, color: FRAME, width: 1 });
    // Ticks stand at even places of the strip, whatever weights that makes them.
    const weight = top * (curve === "root" ? place * place : place);
    items.push({
      kind: "text",
      at: { x, y: bottom + 17 },
      text: formatWeight(weight),
      size: 11,
      color: QUIET,
      anchor: "middle",
    });
  }
  if (uniform === undefined || uniform >= top / 2 || text.uniform === "") return;
  const share = uniform / top;
  const x = bar.x + (curve === "root" ? Math.sqrt(share) : share) * bar.width;
  items.push({ kind: "line", from: { x, y: bar.y - 3 }, to: { x, y: bottom }, color: INK, width: 1 });
  items.push({
    kind: "text",
    at: { x: x + 3, y: bar.y - 6 },
    text: text.uniform,
    size: 11,
    color: QUIET,
    anchor: "start",
  });
}
