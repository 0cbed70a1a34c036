/** The state of the page that compares: two lenses side by side, looking at the same place of their images. */
import { create } from "zustand";
import { subscribeWithSelector } from "zustand/middleware";
import { type Cell, cellOn, sameCell } from "../../attention/grid";
import {
  defaultPair,
  type Pair,
  type SideName,
  type SideState,
  sideState,
} from "../../viewer/address/pair-address";
import { arrowStep } from "../../viewer/state/arrow-keys";
import type { LensState } from "../../viewer/state/lens-state";
import { isEnter, type Key } from "../../viewer/state/mark-keys";
import { moved } from "../../viewer/state/pins";
import type { ViewerState } from "../../viewer/state/viewer-state";
import type { ViewerModel } from "../../viewer/viewer-model";
import { siteOfMarks } from "../../viewer/views/derived";
import { createSide } from "./sides";

export const SIDES = ["a", "b"] as const satisfies readonly SideName[];

const otherOf = (name: SideName): SideName => (name === "a" ? "b" : "a");

export interface PairStore {
  readonly a: ViewerState;
  readonly b: ViewerState;
  /** The side that was pointed at last: the other one follows, on its own grid. */
  readonly leader: SideName;
  /** Whether the query stays where it is while the pointer moves on. */
  readonly held: boolean;
}

let viewers: Readonly<Record<SideName, ViewerModel>> = { a: createSide(), b: createSide() };

export const usePair = create<PairStore>()(
  subscribeWithSelector<PairStore>(() => ({
    a: viewers.a.state,
    b: viewers.b.state,
    leader: defaultPair.leader,
    held: false,
  })),
);

/** The lens of a side. */
export function sideViewer(name: SideName): ViewerModel {
  return viewers[name];
}

/** Begins to follow both sides, and to load; called once, after the address was read. */
export function startPair(): void {
  for (const viewer of Object.values(viewers)) viewer.subscribe(follow);
  follow();
  for (const name of SIDES) void viewers[name].start();
}

/** Takes up what the sides became; the side that was not pointed at looks at the same place. */
function follow(): void {
  const { leader } = usePair.getState();
  const follower = viewers[otherOf(leader)];
  const query = queryOn(follower.state, viewers[leader].state);
  if (query && !sameCell(query, follower.state.lens.query)) {
    // Its own report comes back here.
    follower.set({ query });
    return;
  }
  usePair.setState({ a: viewers.a.state, b: viewers.b.state });
}

/** Where a side looks, to look at the place of another one's query; `undefined` while that cannot be known. */
function queryOn(side: ViewerState, leader: ViewerState): Cell | undefined {
  const [grid, from] = [siteOfMarks(side)?.queryGrid, siteOfMarks(leader)?.queryGrid];
  if (grid && from) return cellOn(grid, from, leader.lens.query);
  return grid ? undefined : leader.lens.query;
}

/** Looks at a cell of one side, and at its place on the other one. */
export function lookAt(name: SideName, query: Cell): void {
  usePair.setState({ leader: name });
  viewers[name].set({ query });
}

/** The pointer stands on a cell: both sides look there, unless the query is held. */
export function pointAtSide(name: SideName, query: Cell): void {
  if (!usePair.getState().held && !sameCell(query, viewers[name].state.lens.query)) lookAt(name, query);
}

/** A click holds the query; a click on the held one lets it follow the pointer again. */
export function clickSide(name: SideName, query: Cell): void {
  const { held } = usePair.getState();
  const isHere = sameCell(query, viewers[name].state.lens.query);
  usePair.setState({ held: !(held && isHere) });
  if (!isHere) lookAt(name, query);
}

/** A key on one side's image. @returns whether it did something */
export function pressSideKey(name: SideName, event: Key): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { lens } = viewers[name].state;
  const grid = siteOfMarks(viewers[name].state)?.queryGrid;
  const arrow = arrowStep(event);
  if (arrow && grid) lookAt(name, moved(lens, grid, ...arrow).query ?? lens.query);
  else if (isEnter(event)) usePair.setState(({ held }) => ({ held: !held }));
  else if (event.key === "Escape") usePair.setState({ held: false });
  else return false;
  return true;
}

/** Changes what a side shows. Where it looks stays: `lookAt` moves both. */
export function patchSide(name: SideName, { query: _, ...change }: Partial<LensState>): void {
  viewers[name].set(change);
}

/** A becomes B, and B becomes A, with all that they have. */
export function swapSides(): void {
  viewers = { a: viewers.b, b: viewers.a };
  usePair.setState(({ a, b, leader }) => ({ a: b, b: a, leader: otherOf(leader) }));
}

/** Shows on one side what the other one shows. */
export function copySide(from: SideName): void {
  viewers[otherOf(from)].set(sideState(viewers[from].state.lens));
}

/** The comparison as an address carries it. */
export function currentPair({ a, b, leader }: PairStore = usePair.getState()): Pair {
  const side = ({ lens }: ViewerState): SideState => sideState(lens);
  return { a: side(a), b: side(b), leader, query: { a, b }[leader].lens.query };
}

/** Shows a comparison. */
export function showPair({ leader, query, ...sides }: Pair): void {
  usePair.setState({ leader });
  for (const name of SIDES) {
    const viewer = viewers[name];
    if (name === leader) viewer.corrections.noteAddress({ ...viewer.state.lens, ...sides[name], query });
    viewer.set({ ...sides[name], query });
  }
}
