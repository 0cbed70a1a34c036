/** Everything a person can do, as functions on the store; buttons, keys and pointers all end here. */
import { type Cell, moveCell } from "../attention/grid";
import { MAX_SEED } from "../latent/noise";
import type { LensError } from "../model/errors";
import { currentSite } from "./derived";
import { defaultLensState, LATENT_LIMIT, type LensState, MAX_PINS } from "./lens-state";
import { useStore } from "./store";

function patch(change: Partial<LensState>): void {
  useStore.setState(({ lens }) => ({ lens: { ...lens, ...change } }));
}

export const sameCell = (a: Cell, b: Cell) => a.x === b.x && a.y === b.y;

/** The pinned cell among `pins` that is on show, if any. */
export function activePin({ pins, query }: Pick<LensState, "pins" | "query">): Cell | undefined {
  return pins.find((pin) => sameCell(pin, query));
}

/** The pointer stands on a cell: shown, unless a pin holds the map. */
export function pointAt(cell: Cell): void {
  const { lens } = useStore.getState();
  if (lens.pins.length > 0 || sameCell(cell, lens.query)) return;
  patch({ query: cell });
}

/** Pins a cell in place of all others, or beside them. A pinned cell is only put on show. */
export function pinCell(cell: Cell, beside = false): void {
  const { pins } = useStore.getState().lens;
  if (pins.some((pin) => sameCell(pin, cell))) patch({ query: cell });
  else patch({ query: cell, pins: beside ? [...pins, cell].slice(-MAX_PINS) : [cell] });
}

/** Lets go of the pin on show; another pin comes on show, if there is one. */
export function unpin(): void {
  const { pins, query } = useStore.getState().lens;
  const rest = pins.filter((pin) => !sameCell(pin, query));
  patch({ pins: rest, query: rest.at(-1) ?? query });
}

export function clearPins(): void {
  patch({ pins: [] });
}

/** Pins the query on show, or lets it go. */
export function togglePin(beside = false): void {
  const { lens } = useStore.getState();
  if (activePin(lens)) unpin();
  else pinCell(lens.query, beside);
}

/** Moves the query on show by whole cells; a pin on it moves along. */
export function moveQuery(dx: number, dy: number): void {
  const state = useStore.getState();
  const site = currentSite(state);
  if (!site) return;
  const { query, pins } = state.lens;
  const next = moveCell(site.queryGrid, query, dx, dy);
  const taken = pins.some((pin) => sameCell(pin, next));
  patch({
    query: next,
    pins: taken ? pins : pins.map((pin) => (sameCell(pin, query) ? next : pin)),
  });
}

export function setSeed(seed: number): void {
  patch({ seed });
}

/** A seed short enough to be read out in a classroom. */
export function newSeed(): void {
  const limit = Math.min(MAX_SEED, 99_999);
  const { seed } = useStore.getState().lens;
  let next = seed;
  while (next === seed) next = Math.floor(Math.random() * (limit + 1));
  patch({ seed: next });
}

export function setPsi(psi: number): void {
  patch({ psi });
}

/** Sets one latent entry, before truncation. */
export function editLatent(index: number, value: number): void {
  const bounded = Math.min(LATENT_LIMIT, Math.max(-LATENT_LIMIT, value));
  patch({ edits: { ...useStore.getState().lens.edits, [index]: bounded } });
}

/** Gives one latent entry back its seed's value. */
export function resetLatent(index: number): void {
  const { [index]: _, ...rest } = useStore.getState().lens.edits;
  patch({ edits: rest });
}

export function resetAllLatents(): void {
  patch({ edits: {} });
}

export function resetPicture(): void {
  const { seed, psi, edits } = defaultLensState;
  patch({ seed, psi, edits });
}

/** Shows a picture of the gallery: its recipe and its query. */
export function openRecipe(recipe: Pick<LensState, "seed" | "psi" | "query">): void {
  patch({ ...recipe, edits: {}, pins: [] });
}

export function setView(
  view: Partial<Pick<LensState, "scale" | "curve" | "colormap" | "overlay" | "opacity" | "smooth">>,
): void {
  patch(view);
}

let noticeCount = 0;

/** Tells something that went wrong and was worked around. */
export function addNotice(error: LensError): void {
  const id = noticeCount++;
  useStore.setState(({ notices }) => ({ notices: [...notices, { id, error }] }));
}

export function dismissNotice(id: number): void {
  useStore.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
