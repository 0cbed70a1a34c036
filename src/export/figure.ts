/**
 * The paper's figure as a layout: the image with its queries marked, one map for each query, the scale, a caption and where it
 * all comes from. Pure: an SVG or any canvas is made from it.
 */
import type { Cell, Grid } from "../attention/grid";
import { COLOR_STEPS, type ColormapName, cssColor } from "../render/colormap";
import { formatWeight } from "../render/format";
import { type ColorScale, type HeatMapStyle, paintHeatMap, spotlightGrey } from "../render/heat-map";
import { outlineEdges } from "../render/outline";
import { pinColor } from "../render/pin-colors";
import { cellInGrid } from "./place";

/** RGBA bytes, [height, width, 4]. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
}

/** The map of one query. */
export interface FigureMap {
  readonly query: Cell;
  /** Weights on the key grid, [M]. */
  readonly values: Float32Array;
}

/** Any map: of a query, of a region of queries, or of the whole layer. */
export interface FigureTile {
  readonly label: string;
  /** Cells of the query grid that the map belongs to, outlined together; none for a map of the whole layer. */
  readonly queries: readonly Cell[];
  readonly values: Float32Array;
  /** The values' own grid. */
  readonly grid: Grid;
}

export interface FigureInput {
  readonly image: Raster;
  readonly queryGrid: Grid;
  readonly tiles: readonly FigureTile[];
  readonly scale: ColorScale;
  readonly colormap: ColormapName;
  /** How maps lie over the image; absent for maps on their own ground. */
  readonly over?: HeatMapStyle;
  /** The value everywhere if all keys were read alike. */
  readonly uniform?: number;
  readonly text: {
    readonly image: string;
    readonly axis: string;
    readonly uniform: string;
    readonly caption: string;
    /** Model, seed, query, scale and so on: enough to make the figure again. */
    readonly provenance: string;
  };
  /** Opens exactly this in the lens. */
  readonly link?: string;
}

/** What a figure is drawn from, bottom first; lengths in pixels at scale 1. */
export type FigureItem =
  | { readonly kind: "photograph"; readonly raster: Raster; readonly box: Box }
  /** One colour for each cell. */
  | { readonly kind: "cells"; readonly raster: Raster; readonly box: Box }
  | { readonly kind: "frame"; readonly box: Box; readonly color: string; readonly width: number }
  | { readonly kind: "strip"; readonly box: Box; readonly colors: readonly string[] }
  | {
      readonly kind: "line";
      readonly from: Point;
      readonly to: Point;
      readonly color: string;
      readonly width: number;
    }
  | {
      readonly kind: "text";
      readonly at: Point;
      readonly text: string;
      readonly size: number;
      readonly color: string;
      readonly anchor: "start" | "middle" | "end";
      readonly bold?: boolean;
    };

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly items: readonly FigureItem[];
  readonly title: string;
  readonly caption: string;
  readonly provenance: string;
  readonly link: string | undefined;
}

/** A figure goes into papers: dark on white, whatever the page's own theme. */
export const FIGURE_GROUND = "#ffffff";
export const FIGURE_FONT =
  "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK KR', 'DejaVu Sans', sans-serif";
const INK = "#16191d";
const QUIET = "#586069";
const FRAME = "#8b939c";
/** Width of a tile, about. */
const TILE = 192;
const GAP = 16;
const MARGIN = 24;
/** Tiles side by side, the image's own among them. */
const MOST_ACROSS = 4;
const LABEL = 13;
const SMALL = 12;
const BAR = { width: 280, height: 12 } as const;

/** The figure of an image and its queries. */
export function layoutFigure(input: FigureInput): Figure {
  const { image, tiles: maps, queryGrid, text } = input;
  const tile = tileFor(image.width);
  const tiles = maps.length + 1;
  const across = Math.min(MOST_ACROSS, tiles);
  const width = Math.max(2 * MARGIN + across * tile + (across - 1) * GAP, 2 * MARGIN + 2 * tile + GAP);
  const boxOf = (place: number): Box => ({
    x: MARGIN + (place % across) * (tile + GAP),
    y: MARGIN + Math.floor(place / across) * (tile + LABEL + 8 + GAP),
    width: tile,
    height: tile,
  });
  const items: FigureItem[] = [];
  const photograph = (box: Box) => items.push({ kind: "photograph", raster: image, box });
  const label = (box: Box, said: string, color: string) =>
    items.push({
      kind: "text",
      at: { x: box.x, y: box.y + box.height + LABEL + 5 },
      text: said,
      size: LABEL,
      color,
      anchor: "start",
      bold: color !== INK,
    });
  const colorOf = (place: number) => pinColor(place);

  const first = boxOf(0);
  photograph(first);
  for (const [place, { queries }] of maps.entries()) mark(items, first, queryGrid, queries, colorOf(place));
  label(first, text.image, INK);

  for (const [place, map] of maps.entries()) {
    const box = boxOf(place + 1);
    const ofQueries = map.queries.length > 0;
    if (input.over) photograph(box);
    items.push({ kind: "cells", raster: cellsOf(map, input), box });
    mark(items, box, queryGrid, map.queries, colorOf(place));
    items.push({ kind: "frame", box, color: ofQueries ? colorOf(place) : FRAME, width: ofQueries ? 2 : 1 });
    label(box, map.label, ofQueries ? darker(colorOf(place)) : INK);
  }

  const last = boxOf(tiles - 1);
  const bar: Box = { x: MARGIN, y: last.y + tile + LABEL + 8 + 36, ...BAR };
  colorBar(items, bar, input);
  let y = bar.y + BAR.height + 44;
  const room = width - 2 * MARGIN;
  for (const line of wrapped(text.caption, LABEL, room)) {
    items.push({ kind: "text", at: { x: MARGIN, y }, text: line, size: LABEL, color: INK, anchor: "start" });
    y += LABEL * 1.45;
  }
  y += 4;
  for (const line of wrapped(text.provenance, SMALL, room)) {
    items.push({
      kind: "text",
      at: { x: MARGIN, y },
      text: line,
      size: SMALL,
      color: QUIET,
      anchor: "start",
    });
    y += SMALL * 1.45;
  }
  return {
    width,
    height: Math.ceil(y - SMALL + MARGIN / 2 + 4),
    items,
    title: text.image,
    caption: text.caption,
    provenance: text.provenance,
    link: input.link,
  };
}

/** One colour for each cell, with the darkness of a spotlight in alpha. */
function cellsOf({ values, grid }: FigureTile, { scale, colormap, over }: FigureInput): Raster {
  const pixels = new Uint8ClampedArray(values.length * 4);
  paintHeatMap(values, scale, over ?? { kind: "colours", colormap, opacity: 1 }, pixels);
  return { ...grid, pixels };
}

/** A whole number of figure pixels for each of the image's, so that no seam shows between two of them. */
function tileFor(size: number): number {
  return size * Math.max(1, Math.round(TILE / size));
}

/** The border of queries, in their colour within black, so that it shows on any image. */
function mark(items: FigureItem[], box: Box, grid: Grid, cells: readonly Cell[], color: string): void {
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

function colorBar(
  items: FigureItem[],
  bar: Box,
  { scale: { top, curve }, colormap, over, uniform, text }: FigureInput,
): void {
  const steps = Array.from({ length: 64 }, (_, step) => step / 63);
  const spotlight = over?.kind === "spotlight" ? over.opacity : undefined;
  const colors = steps.map((place) =>
    spotlight === undefined
      ? cssColor(colormap, Math.round(place * (COLOR_STEPS - 1)) / (COLOR_STEPS - 1))
      : spotlightGrey(place, spotlight),
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

/** A pin's colour as text on white, where some of them are too light to read. */
function darker(color: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => Math.round(Number.parseInt(color.slice(at, at + 2), 16) * 0.62));
  return `rgb(${r}, ${g}, ${b})`;
}

/** Lines no longer than `room`, by the common width of letters: no font can be measured here. */
export function wrapped(text: string, size: number, room: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).flatMap((long) => pieces(long, size, room))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer, size) > room && line !== "") {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}

/** An address is one long word. */
function pieces(word: string, size: number, room: number): string[] {
  const most = Math.max(1, Math.floor(room / (size * 0.6)));
  return word.match(new RegExp(`.{1,${most}}`, "gu")) ?? [];
}

function widthOf(text: string, size: number): number {
  let width = 0;
  // Hangul and its like are as wide as high.
  for (const letter of text)
    width += letter >= "\u1100" && letter < "\uff00" && !(letter >= "\u2000" && letter < "\u2e80") ? 1 : 0.56;
  return width * size;
}
