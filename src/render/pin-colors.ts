import { schemeTableau10 } from "d3-scale-chromatic";
import { type Cell, sameCell } from "../attention/grid";

/** Tableau 10 without its greys (brown stays last), whose hues survive the common colour blindnesses next to each other. */
const COLORS = schemeTableau10.filter((color) => color !== "#bab0ab");

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
