import { schemeTableau10 } from "d3-scale-chromatic";

/** Tableau 10 without its greys (brown stays last), whose hues survive the common colour blindnesses next to each other. */
const COLORS = schemeTableau10.filter((color) => color !== "#bab0ab");

/** Colour of the pin at a place in the list of pins. */
export function pinColor(index: number): string {
  return COLORS[index % COLORS.length];
}
