/**
 * The two grids of an attention site, and the image's. Query locations (j) and key locations (i) are numbered row by
 * row; the brands make it a compile error to use one where the other is meant.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = number & { readonly [brand]: Name };

/** Query location j: a cell of the attention layer's output grid, 0 <= j < N. */
export type QueryIndex = Branded<"query">;
/** Key location i: a cell of the grid the layer reads from, 0 <= i < M. */
export type KeyIndex = Branded<"key">;

/** A grid of cells. */
export interface Grid {
  readonly width: number;
  readonly height: number;
}

/** A cell by column and row, both from 0 at the top left. */
export interface Cell {
  readonly x: number;
  readonly y: number;
}

/** Whether two cells are the same. */
export function sameCell(a: Cell, b: Cell): boolean {
  return a.x === b.x && a.y === b.y;
}

/** Number of cells. */
export function cellCount(grid: Grid): number {
  return grid.width * grid.height;
}

function indexOf(grid: Grid, { x, y }: Cell): number {
  if (!(x >= 0 && x < grid.width && y >= 0 && y < grid.height)) {
    throw new RangeError(`cell (${x}, ${y}) lies outside a ${grid.width} x ${grid.height} grid`);
  }
  return y * grid.width + x;
}

function cellOf(grid: Grid, index: number): Cell {
  return { x: index % grid.width, y: Math.floor(index / grid.width) };
}

/** j of a cell of the query grid. @throws RangeError outside the grid */
export function queryAt(grid: Grid, cell: Cell): QueryIndex {
  return indexOf(grid, cell) as QueryIndex;
}

/** i of a cell of the key grid. @throws RangeError outside the grid */
export function keyAt(grid: Grid, cell: Cell): KeyIndex {
  return indexOf(grid, cell) as KeyIndex;
}

/** The cell of a query location. */
export function cellOfQuery(grid: Grid, query: QueryIndex): Cell {
  return cellOf(grid, query);
}

/** The cell of a key location. */
export function cellOfKey(grid: Grid, key: KeyIndex): Cell {
  return cellOf(grid, key);
}

/** The cell under a point given in fractions of the grid's width and height; points outside go to the nearest cell. */
export function cellUnder(grid: Grid, fractionX: number, fractionY: number): Cell {
  const clamp = (value: number, size: number) => Math.min(size - 1, Math.max(0, Math.floor(value * size)));
  return { x: clamp(fractionX, grid.width), y: clamp(fractionY, grid.height) };
}

/** The cell of another grid over the same image. */
export function cellOn(grid: Grid, from: Grid, { x, y }: Cell): Cell {
  return cellUnder(grid, (x + 0.5) / from.width, (y + 0.5) / from.height);
}

/** A cell moved by whole steps, kept inside the grid. */
export function moveCell(grid: Grid, cell: Cell, dx: number, dy: number): Cell {
  const clamp = (value: number, size: number) => Math.min(size - 1, Math.max(0, value));
  return { x: clamp(cell.x + dx, grid.width), y: clamp(cell.y + dy, grid.height) };
}

/** Numbers of the cells of the rectangle between two corners, in order, cut off at the border. */
export function cellsBetween(a: Cell, b: Cell, { width, height }: Grid): number[] {
  const cells: number[] = [];
  for (let y = Math.max(0, Math.min(a.y, b.y)); y <= Math.min(height - 1, Math.max(a.y, b.y)); y++) {
    for (let x = Math.max(0, Math.min(a.x, b.x)); x <= Math.min(width - 1, Math.max(a.x, b.x)); x++) {
      cells.push(y * width + x);
    }
  }
  return cells;
}
