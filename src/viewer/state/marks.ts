/** Marks that an address asks for and the grid does not have. Pure. */
import { type Cell, cellCount, type Grid, sameCell } from "../../attention/grid";
import { defaultLensState, type LensState } from "./lens-state";

/** What is marked on the grid of the site on show. */
export type Marks = Pick<LensState, "query" | "pins" | "region">;
/** Those of them that something is asked of. */
export type SomeMarks = { readonly [Name in keyof Marks]?: Marks[Name] | undefined };

const text = ({ x, y }: Cell) => `${x}.${y}`;

/**
 * The query and pins that lie outside of the grid, as parts of an address.
 * @param asked what an address asked for; what a person marked since is none of it
 * @param inside what becomes of them
 */
export function marksOutside(
  asked: SomeMarks,
  { query, pins }: Marks,
  inside: Pick<Marks, "query" | "pins">,
): string[] {
  const outside: string[] = [];
  // The default is what an address says nothing of.
  const isAsked = query === asked.query && query !== defaultLensState.query;
  if (isAsked && !sameCell(query, inside.query)) outside.push(`q=${text(query)}`);
  if (pins !== asked.pins) return outside;
  const moved = pins.filter((pin) => !inside.pins.some((other) => sameCell(other, pin)));
  return [...outside, ...moved.map((pin) => `pins=${text(pin)}`)];
}

/** The same of the region. It stays as it is, since maps leave out what lies outside. */
export function regionOutside(region: Marks["region"], grid: Grid): string[] {
  const first = region.find((location) => location >= cellCount(grid));
  return first === undefined ? [] : [`region=${first}`];
}
