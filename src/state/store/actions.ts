/** Everything a person can do, as functions on the store; buttons, keys and pointers all end here. */
import { type Cell, cellCount, cellOn, moveCell, sameCell } from "../../attention/grid";
import type { SiteIntervention } from "../../attention/intervention";
import { isOfDiscriminator } from "../../attention/site";
import { MAX_SEED, normalNoise } from "../../latent/noise";
import { varied } from "../../latent/vary";
import { LensError } from "../../model/errors";
import { BOUNDS, clamped } from "../../viewer/controls/bounds";
import { intervened, replaced } from "../../viewer/state/interventions";
import { defaultLensState } from "../../viewer/state/lens-state";
import { isEnter, type Key, keyed, stretched } from "../../viewer/state/mark-keys";
import { openedModel } from "../../viewer/state/opened-model";
import { clicked, pointed, withoutPin, withPin } from "../../viewer/state/pins";
import { AS_SEEDED } from "../../viewer/state/recipe";
import { drawSeed } from "../../viewer/state/seeds";
import {
  currentIntervention,
  currentSite,
  discriminatorSites,
  shelfOf,
  shownImage,
  shownLatent,
} from "../../viewer/views/derived";
import { patch } from "../engine/viewer";
import { addNotice } from "./notices";
import { type Tool, useStore } from "./store";

/** The pointer stands on a cell: shown, unless a pin holds the map. */
export function pointAt(cell: Cell): void {
  const change = pointed(useStore.getState().lens, cell);
  if (change) patch(change);
}

/** Pins a cell in place of all others, or beside them. A pinned cell is only put on show. */
export function pinCell(cell: Cell, beside = false): void {
  patch(withPin(useStore.getState().lens, cell, beside));
}

/** Unpins the pin on show; another pin is shown, if there is one. */
export function unpin(): void {
  patch(withoutPin(useStore.getState().lens));
}

export function clearPins(): void {
  patch({ pins: [] });
}

/** Removes one pin, on show or not. */
export function removePin(cell: Cell): void {
  const { pins, query } = useStore.getState().lens;
  if (sameCell(cell, query)) unpin();
  else patch({ pins: pins.filter((pin) => !sameCell(pin, cell)) });
}

/** A click on the pinned query unpins it; anywhere else pins. The next pin that was asked for stands beside the others. */
export function clickCell(cell: Cell, beside: boolean): void {
  const { lens, pinNext } = useStore.getState();
  patch(pinNext ? withPin(lens, cell, true) : clicked(lens, cell, beside));
  setPinNext(false);
}

/** Whether the next click, tap or Enter pins beside the other pins. */
export function setPinNext(pinNext: boolean): void {
  if (useStore.getState().pinNext !== pinNext) useStore.setState({ pinNext });
}

/** Drags a pin to another cell, where no other pin stands; it comes on show. */
export function movePin(from: Cell, to: Cell): void {
  const { pins } = useStore.getState().lens;
  if (pins.some((pin) => sameCell(pin, to))) return;
  patch({ query: to, pins: pins.map((pin) => (sameCell(pin, from) ? to : pin)) });
}

/** Marks queries whose mean row is shown; none shows the single query again. */
export function setRegion(queries: readonly number[]): void {
  patch({ region: [...queries] });
}

/** Changes the attention layer on show. A mask of all keys is refused with a notice. */
export function intervene(change: Partial<SiteIntervention>): void {
  const state = useStore.getState();
  const site = currentSite(state);
  if (!site || isOfDiscriminator(site.name)) return;
  const { maskedKeys } = { ...currentIntervention(state), ...change };
  if (new Set(maskedKeys).size >= cellCount(site.keyGrid)) {
    addNotice(new LensError("all-keys-masked", { site: site.name }));
    return;
  }
  patch(intervened(state, change));
}

/** Every layer unmodified. */
export function resetInterventions(): void {
  patch(replaced(useStore.getState().lens, {}));
}

/** Masks locations, or frees them. */
export function paintMask(
  which: "maskedKeys" | "maskedQueries",
  cells: readonly number[],
  masked: boolean,
): void {
  const before = new Set(currentIntervention(useStore.getState())[which]);
  for (const cell of cells) {
    if (masked) before.add(cell);
    else before.delete(cell);
  }
  intervene({ [which]: [...before].sort((a, b) => a - b) });
}

/** Chooses an attention site. The query stays at its place of the image; what was marked on another grid is cleared. */
export function setSite(site: string): void {
  const state = useStore.getState();
  const from = currentSite(state)?.queryGrid;
  const to = [...(shownImage(state)?.sites ?? []), ...discriminatorSites(state)].find(
    ({ name }) => name === site,
  )?.queryGrid;
  const { query: before } = state.lens;
  const query = from && to ? cellOn(to, from, before) : before;
  useStore.setState({ stretch: undefined });
  patch({ site, query, region: [], pins: [] });
}

export function setTool(tool: Tool): void {
  useStore.setState({ tool, stretch: undefined, pinNext: false });
}

/** Reads the map's value at a cell of the query grid, or no longer. */
export function setProbe(probe: Cell | undefined): void {
  const { probe: before } = useStore.getState();
  if (probe && before ? !sameCell(probe, before) : probe !== before) useStore.setState({ probe });
}

/** Moves the line between the image before the changes and the one after them. @param wipe share of the width, held within 0 to 1 */
export function setWipe(wipe: number): void {
  useStore.setState({ wipe: clamped({ min: 0, max: 1 }, wipe) });
}

/** Points at a key from somewhere on the page, or at none. */
export function setFocusKey(focusKey: number | undefined): void {
  if (useStore.getState().focusKey !== focusKey) useStore.setState({ focusKey });
}

/** Points at the query on show from somewhere on the page, or no longer. */
export function setFocusQuery(focusQuery: boolean): void {
  useStore.setState({ focusQuery });
}

/** Pins the query on show, or unpins it. */
export function togglePin(beside = false): void {
  clickCell(useStore.getState().lens.query, beside);
}

/**
 * A key on the image or on a map: moves, pins, unpins, or stretches the rectangle.
 * @returns whether it was such a key
 */
export function pressKey(event: Key): boolean {
  const state = useStore.getState();
  const site = currentSite(state);
  if (!site) return false;
  const marks = { ...state.lens, query: moveCell(site.queryGrid, state.lens.query, 0, 0) };
  if (state.tool === "rectangle") {
    const next = stretched(event, state.stretch, marks, site.queryGrid);
    if (next) {
      useStore.setState({ stretch: next.stretch });
      patch(next.change);
      return true;
    }
  }
  if (event.key === "Escape" && state.pinNext) {
    setPinNext(false);
    return true;
  }
  const change = keyed(event, marks, site.queryGrid, state.pinNext);
  if (!change) return false;
  patch(change);
  if (isEnter(event)) setPinNext(false);
  return true;
}

export function setSeed(seed: number): void {
  patch({ seed });
}

/** Another seed; edited latent entries stay. */
export function newSeed(): void {
  patch({ seed: drawSeed(useStore.getState().lens.seed) });
}

/** Gives one latent entry back its seed's value. */
export function resetLatent(index: number): void {
  const { edits, locks } = useStore.getState().lens;
  const { [index]: _, ...rest } = edits;
  patch({ edits: rest, locks: locks.filter((other) => other !== index) });
}

/** Gives every entry that is not locked back its seed's value. */
export function resetAllLatents(): void {
  const { edits, locks } = useStore.getState().lens;
  patch({
    edits: Object.fromEntries(Object.entries(edits).filter(([index]) => locks.includes(Number(index)))),
  });
}

/** Locks a latent entry at its value, whatever the seed, or frees it. */
export function toggleLock(index: number): void {
  const state = useStore.getState();
  const { locks, edits } = state.lens;
  if (locks.includes(index)) patch({ locks: locks.filter((other) => other !== index) });
  else patch({ locks: [...locks, index], edits: { ...edits, [index]: shownLatent(state)[index] } });
}

/** Moves every entry that is not locked a little, at random. */
export function varyLatent(): void {
  const state = useStore.getState();
  const fresh = normalNoise(Math.floor(Math.random() * MAX_SEED), state.latentSize);
  const moved = varied(shownLatent(state), fresh, new Set(state.lens.locks));
  // Rounded, so that a link to the image stays short.
  const bounded = Object.entries(moved).map(([index, value]) => [
    index,
    Math.round(clamped(BOUNDS.latent, value) * 1000) / 1000,
  ]);
  patch({ edits: { ...state.lens.edits, ...Object.fromEntries(bounded) } });
}

export function resetDirections(): void {
  patch({ directions: {}, own: {} });
}

/** Shows the generator as it was at a step of its training; null for the finished one. */
export function setSnapshot(snapshot: number | null): void {
  patch({ snapshot });
}

/** Back to the model's first image. */
export function resetImage(): void {
  const state = useStore.getState();
  const { seed, psi, classes } = shelfOf(state, state.lens.model)?.stills[0] ?? defaultLensState;
  patch({ seed, psi, classes, locks: [], ...AS_SEEDED });
}

/** Weights of the classes by id; they are made to sum to 1. */
export function setClasses(classes: Readonly<Record<string, number>>): void {
  patch({ classes: { ...classes } });
}

/** Another model, on the first of its prepared images where it has some. */
export function setModel(model: string): void {
  patch(openedModel(useStore.getState(), model));
}
