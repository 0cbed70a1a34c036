/** Outlines of sets of cells, as SVG paths along the edges of a grid. Pure. */
import type { Grid } from "../attention/grid";

/** An edge of a cell, one cell long. */
export interface Edge {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

/**
 * The border between marked and unmarked cells, in cells of the grid; the edge of the grid counts as unmarked.
 * @param inside [width * height], not 0 where marked
 */
export function outlineEdges(inside: Uint8Array, { width, height }: Grid): Edge[] {
  const marked = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && inside[y * width + x] !== 0;
  const edges: Edge[] = [];
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++) {
      if (x < width && marked(x, y) !== marked(x, y - 1)) edges.push({ from: [x, y], to: [x + 1, y] });
      if (y < height && marked(x, y) !== marked(x - 1, y)) edges.push({ from: [x, y], to: [x, y + 1] });
    }
  }
  return edges;
}

/** The same border as a path. */
export function outlinePath(inside: Uint8Array, grid: Grid): string {
  return outlineEdges(inside, grid)
    .map(({ from: [x, y], to }) => `M${x} ${y}${to[0] > x ? "h1" : "v1"}`)
    .join("");
}

/** The area of marked cells, in cells of the grid. */
export function areaPath(inside: Uint8Array, { width, height }: Grid): string {
  const parts: string[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!inside[y * width + x]) continue;
      let end = x;
      while (end < width && inside[y * width + end]) end++;
      parts.push(`M${x} ${y}h${end - x}v1h${x - end}z`);
      x = end;
    }
  }
  return parts.join("");
}
