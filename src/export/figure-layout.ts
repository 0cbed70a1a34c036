/** Lays a figure out: tiles in rows, the colour scale under them, then caption and provenance. */
import type { Cell } from "../attention/grid";
import { paintHeatMap } from "../render/heat-map";
import { pinColor } from "../render/pin-colors";
import type { Box, Figure, FigureInput, FigureItem, FigureTile, Raster } from "./figure";
import { colorBar, FRAME, INK, mark, pinNumber, QUIET, SMALL } from "./figure-marks";
import { wrapped } from "./wrap-text";

/** Width of a tile, about. */
const TILE = 192;
const GAP = 16;
const MARGIN = 24;
/** Tiles side by side, the image's own among them. */
const MOST_ACROSS = 4;
const LABEL = 13;
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
  // Several queries have their numbers, as the pins on the page.
  const isNumbered = maps.length > 1 && maps.every(({ queries }) => queries.length === 1);
  const markQueries = (box: Box, queries: readonly Cell[], place: number) => {
    mark(items, box, queryGrid, queries, colorOf(place));
    if (isNumbered) pinNumber(items, box, queryGrid, queries[0], place);
  };

  const first = boxOf(0);
  photograph(first);
  for (const [place, { queries }] of maps.entries()) markQueries(first, queries, place);
  label(first, text.image, INK);

  for (const [place, map] of maps.entries()) {
    const box = boxOf(place + 1);
    const ofQueries = map.queries.length > 0;
    if (input.over) photograph(box);
    items.push({ kind: "cells", raster: cellsOf(map, input), box });
    markQueries(box, map.queries, place);
    items.push({ kind: "frame", box, color: ofQueries ? colorOf(place) : FRAME, width: ofQueries ? 2 : 1 });
    label(
      box,
      isNumbered ? `${place + 1}: ${map.label}` : map.label,
      ofQueries ? darker(colorOf(place)) : INK,
    );
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

/** A pin's colour as text on white, where some of them are too light to read. */
function darker(color: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => Math.round(Number.parseInt(color.slice(at, at + 2), 16) * 0.62));
  return `rgb(${r}, ${g}, ${b})`;
}
