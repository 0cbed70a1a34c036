import { type Cell, type Grid, sameCell } from "../attention/grid";

/**
 * Eight colours of d3-scale-chromatic's and Paul Tol's palettes, chosen so that any two of them stay apart in usual vision and in each of
 * the three kinds of colour blindness (`test/unit/colour-vision.test.ts`). Of Tableau 10, green and red are one colour without green cones.
 */
const COLORS = ["#4e79a7", "#f28e2c", "#882255", "#ffd92f", "#d62728", "#b2df8a", "#9c755f", "#cab2d6"];

/** White for a free query, else its pin's colour. */
export function queryColor({
  pins,
  query,
}: {
  readonly pins: readonly Cell[];
  readonly query: Cell;
}): string {
  const index = pins.findIndex((pin) => sameCell(pin, query));
  return index < 0 ? "#ffffff" : pinColor(index);
}

/** Colour of the pin at a place in the list of pins. */
export function pinColor(index: number): string {
  return COLORS[index % COLORS.length];
}

/** The image's side in the unit of marks: a stroke is as wide on a grid of 8 cells as on one of 32. */
const UNITS = 32;

/** One unit of a mark's strokes, in cells of a grid over the image. */
export function markUnit({ width }: Grid): number {
  return width / UNITS;
}

/** Black or white, whichever is readable on a pin's colour. */
export function pinInk(index: number): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(pinColor(index).slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#000000" : "#ffffff";
}
