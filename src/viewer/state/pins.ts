/** How pins and the query on show change together, as parts of a new state. Pure. */
import { type Cell, type Grid, moveCell, sameCell } from "../../attention/grid";
import { type LensState, MAX_PINS } from "./lens-state";

type Marks = Pick<LensState, "pins" | "query">;

/** The pinned cell that is on show, if any. */
export function activePin({ pins, query }: Marks): Cell | undefined {
  return pins.find((pin) => sameCell(pin, query));
}

/** A cell pinned in place of all others, or beside them. A pinned cell is only put on show. */
export function withPin({ pins }: Marks, cell: Cell, beside: boolean): Partial<Marks> {
  if (pins.some((pin) => sameCell(pin, cell))) return { query: cell };
  return { query: cell, pins: beside ? [...pins, cell].slice(-MAX_PINS) : [cell] };
}

/** Without the pin on show; another pin comes on show, if there is one. */
export function withoutPin({ pins, query }: Marks): Marks {
  const rest = pins.filter((pin) => !sameCell(pin, query));
  return { pins: rest, query: rest.at(-1) ?? query };
}

/** A click on a cell: the pinned query on show is unpinned, any other cell is pinned. */
export function clicked(marks: Marks, cell: Cell, beside: boolean): Partial<Marks> {
  const shown = activePin(marks);
  return shown && sameCell(shown, cell) ? withoutPin(marks) : withPin(marks, cell, beside);
}

/** The pointer stands on a cell: it is shown, unless a pin holds the map. `undefined` where nothing changes. */
export function pointed({ pins, query }: Marks, cell: Cell): Partial<Marks> | undefined {
  return pins.length > 0 || sameCell(cell, query) ? undefined : { query: cell };
}

/** Escape: clears the region first, then unpins the pin on show. */
export function escaped(marks: Marks & Pick<LensState, "region">): Partial<LensState> {
  return marks.region.length > 0 ? { region: [] } : withoutPin(marks);
}

/** The query on show moved by whole cells, inside the grid. A pin under it stays. */
export function moved({ query }: Pick<Marks, "query">, grid: Grid, dx: number, dy: number): Partial<Marks> {
  return { query: moveCell(grid, query, dx, dy) };
}

/** The pin on show moved by whole cells; nothing where none is on show or another one stands there. */
export function pinMoved(marks: Marks, grid: Grid, dx: number, dy: number): Partial<Marks> {
  const shown = activePin(marks);
  const next = moveCell(grid, marks.query, dx, dy);
  if (!shown || marks.pins.some((pin) => sameCell(pin, next))) return {};
  return { query: next, pins: marks.pins.map((pin) => (sameCell(pin, shown) ? next : pin)) };
}

/** The marks inside a grid; `undefined` where all lie inside already. Pins that meet in one cell become one. */
export function insideGrid({ pins, query }: Marks, grid: Grid): Marks | undefined {
  const inside = (cell: Cell) => moveCell(grid, cell, 0, 0);
  if ([query, ...pins].every((cell) => sameCell(cell, inside(cell)))) return undefined;
  const moved = pins.map(inside);
  return {
    query: inside(query),
    pins: moved.filter((pin, at) => moved.findIndex((other) => sameCell(other, pin)) === at),
  };
}
