/** What keys do to pins and the query, on the page and in `<sagan-lens>` alike. Pure. */
import { type Cell, cellsBetween, type Grid, moveCell } from "../../attention/grid";
import { arrowStep } from "./arrow-keys";
import type { LensState } from "./lens-state";
import { activePin, clicked, escaped, moved, pinMoved, withoutPin, withPin } from "./pins";

export type Key = Pick<KeyboardEvent, "key" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey">;
type Marks = Pick<LensState, "pins" | "query" | "region">;

const NOTHING: Partial<LensState> = {};

export function isEnter({ key }: Pick<Key, "key">): boolean {
  return key === "Enter" || key === " ";
}

/**
 * @param beside whether the next pin was asked to stand beside the others
 * @returns what changes, perhaps nothing; `undefined` for a key that is none of these
 */
export function keyed(event: Key, marks: Marks, grid: Grid, beside = false): Partial<LensState> | undefined {
  // Ctrl and Command belong to the browser and to undo.
  if (event.ctrlKey || event.metaKey) return undefined;
  const arrow = arrowStep(event);
  if (arrow) return event.altKey ? pinMoved(marks, grid, ...arrow) : moved(marks, grid, ...arrow);
  if (isEnter(event)) {
    return beside || event.shiftKey ? withPin(marks, marks.query, true) : clicked(marks, marks.query, false);
  }
  if (event.key === "Escape") return escaped(marks);
  if (event.key === "Delete" || event.key === "Backspace")
    return activePin(marks) ? withoutPin(marks) : NOTHING;
  if (!/^[1-8]$/.test(event.key)) return undefined;
  const pin = marks.pins[Number(event.key) - 1];
  return pin ? { query: pin } : NOTHING;
}

/** A rectangle that is being stretched with the keys. */
export interface Stretch {
  readonly from: Cell;
  /** The region before, for Escape. */
  readonly before: readonly number[];
}

/**
 * A key while the rectangle is the tool: Enter sets a corner, arrows stretch, Enter ends, Escape cancels.
 * @returns `undefined` for a key that does what it does with every tool
 */
export function stretched(
  event: Key,
  stretch: Stretch | undefined,
  { query, region }: Marks,
  grid: Grid,
): { readonly stretch: Stretch | undefined; readonly change: Partial<LensState> } | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (!stretch) {
    if (!isEnter(event)) return undefined;
    const change = { region: cellsBetween(query, query, grid) };
    return { stretch: { from: query, before: region }, change };
  }
  if (isEnter(event)) return { stretch: undefined, change: {} };
  if (event.key === "Escape") {
    return { stretch: undefined, change: { region: [...stretch.before], query: stretch.from } };
  }
  const arrow = arrowStep(event);
  if (!arrow) return undefined;
  const to = moveCell(grid, query, ...arrow);
  return { stretch, change: { query: to, region: cellsBetween(stretch.from, to, grid) } };
}
