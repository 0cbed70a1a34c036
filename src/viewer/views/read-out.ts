/** What one cell of the map on show says: its quantity, its place and its value. One table for the page and `<sagan-lens>`. */
import { type Cell, type Grid, keyAt, queryAt } from "../../attention/grid";
import { type AttentionSite, keyPatch } from "../../attention/site";
import type { LensState } from "../state/lens-state";
import { currentSite } from "./derived";
import { currentMap, type MapInputs, type MapUnit } from "./map-view";
import { cellInside, regionInside } from "./rows";

/** The quantities that a map can show; each has a sentence of its own in every language. */
export type Quantity = Exclude<LensState["map"], "row"> | LensState["part"] | "regionRow";

export interface ReadOut {
  readonly quantity: Quantity;
  /** On the grid of the map. */
  readonly cell: Cell;
  readonly value: number;
  readonly unit: MapUnit;
}

/** What the values of the map on show are. */
export function shownQuantity(site: AttentionSite, lens: LensState): Quantity {
  if (lens.map !== "row") return lens.map;
  return regionInside(site, lens.region).length > 0 ? "regionRow" : lens.part;
}

/** Views with a value for each key; all others have one for each query. */
const OVER_KEYS: ReadonlySet<Quantity> = new Set([
  ...(["beta", "pairwise", "unary", "regionRow"] as const),
  ...(["meanRow", "received"] as const),
]);

/** The key cell that a query cell lies in. */
export function keyCellOf(site: AttentionSite, { x, y }: Cell): Cell {
  const patch = keyPatch(site);
  return { x: Math.floor(x / patch), y: Math.floor(y / patch) };
}

/**
 * What the map says at a place of the image.
 * @param place a cell of the query grid
 * @returns `undefined` while there is no map
 */
export function readOutAt(state: MapInputs, place: Cell): ReadOut | undefined {
  const site = currentSite(state);
  const map = currentMap(state);
  if (!site || !map) return undefined;
  const quantity = shownQuantity(site, state.lens);
  const inside = cellInside(site, place);
  const overKeys = OVER_KEYS.has(quantity);
  const cell = overKeys ? keyCellOf(site, inside) : inside;
  const at: (grid: Grid, cell: Cell) => number = overKeys ? keyAt : queryAt;
  return { quantity, cell, value: map.values[at(map.grid, cell)], unit: map.unit };
}
