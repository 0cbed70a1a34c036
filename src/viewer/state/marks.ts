/** Marks that an address asks for and the grid does not have. Pure. */
import { type Cell, sameCell } from "../../attention/grid";
import { defaultLensState, type LensState } from "./lens-state";

/** What is marked on the grid of the site on show. */
export type Marks = Pick<LensState, "query" | "pins" | "region">;

const text = ({ x, y }: Cell) => `${x}.${y}`;

/**
 * The marks that lie outside of the grid, as parts of an address.
 * @param asked what an address asked for; what a person marked since is none of it
 * @param inside what becomes of the marks that are changed
 */
export function marksOutside(asked: Partial<Marks>, { query, pins, region }: Marks, inside: Partial<Marks>): string[] {
  const outside: string[] = [];
  // The default is what an address says nothing of.
  const isAsked = query === asked.query && query !== defaultLensState.query;
  if (isAsked && inside.query && !sameCell(query, inside.query)) outside.push(`q=${text(query)}`);
  if (pins === asked.pins) {
    const moved = pins.filter((pin) => inside.pins && !inside.pins.some((other) => sameCell(other, pin)));
    outside.push(...moved.map((pin) => `pins=${text(pin)}`));
  }
  const [first] = region.filter((location) => inside.region && !inside.region.includes(location));
  if (region === asked.region && first !== undefined) outside.push(`region=${first}`);
  return outside;
}
