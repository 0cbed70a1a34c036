import type { Cell, Grid } from "../attention/grid";
import type { Box } from "./figure";

/** Where a cell of a grid lies that fills a box. */
export function cellInGrid(box: Box, grid: Grid, { x, y }: Cell): Box {
  const [width, height] = [box.width / grid.width, box.height / grid.height];
  return { x: box.x + x * width, y: box.y + y * height, width, height };
}
