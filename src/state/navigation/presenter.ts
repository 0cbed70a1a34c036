/** The presenter's view: what is next and what was before, and the dot that shows the query to a class. */
import { create } from "zustand";
import { type Cell, moveCell, sameCell } from "../../attention/grid";
import { BOUNDS } from "../../viewer/controls/bounds";
import { currentSite } from "../../viewer/views/derived";
import { patch } from "../engine/viewer";
import { setSeed } from "../store/actions";
import { beginStep, endStep, type Store, useStore } from "../store/store";
import { answerOf, usePrediction } from "./prediction";
import { goTo, useTour } from "./tour";

interface Presenter {
  /** Whether the dot is on show. */
  readonly dot: boolean;
  /** The pin that was shown last, from 0; -1 before any was. The dot moves the query away from it. */
  readonly pin: number;
  /** The visit to a step that asks whose row a class was shown. */
  readonly revealed: Store["tour"];
}

const NEW: Presenter = { dot: false, pin: -1, revealed: undefined };

export const usePresenter = create<Presenter>()(() => NEW);

/** What is stepped through, and where in it. */
export interface Place {
  readonly kind: "step" | "pin" | "seed";
  /** From 0; -1 before the first pin. */
  readonly at: number;
  readonly count: number;
}

/** The steps of the tour that is played; without one the pins; without these the seeds. */
export function placeOf({ tour, lens }: Pick<Store, "tour" | "lens">, { pin }: Presenter): Place {
  // A tour that is still being loaded has no steps to go to yet.
  if (tour) return { kind: "step", at: tour.at, count: useTour.getState().tour?.steps.length ?? 0 };
  const { pins, query, seed } = lens;
  if (pins.length === 0) return { kind: "seed", at: seed, count: BOUNDS.seed.max + 1 };
  const shown = pins.findIndex((other) => sameCell(other, query));
  return { kind: "pin", at: shown < 0 ? Math.min(pin, pins.length - 1) : shown, count: pins.length };
}

/** Whether the row is hidden: the step asks where its query looks, and nobody has seen it yet. */
export function hidesRow({ tour }: Pick<Store, "tour">, { revealed }: Presenter): boolean {
  if (!tour || revealed === tour) return false;
  const asks = useTour.getState().tour?.steps[tour.at]?.ask !== undefined;
  return asks && answerOf(usePrediction.getState(), tour) === undefined;
}

/** Opens the view, on the full screen where the browser has one to give. */
export function present(): void {
  usePresenter.setState(NEW);
  useStore.setState({ presenting: true });
  fillScreen();
}

/** Has to be called by what a person did; without one, and on phones that have none, the view stays in the window. */
export function fillScreen(): void {
  void document.documentElement.requestFullscreen?.().catch(() => undefined);
}

/** What is on show stays. */
export function stopPresenting(): void {
  useStore.setState({ presenting: false });
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
}

/** Shows the row that a step asks for, else the next or the one before; nothing at the ends. */
export function step(by: 1 | -1): void {
  const state = useStore.getState();
  if (by === 1 && hidesRow(state, usePresenter.getState())) {
    usePresenter.setState({ revealed: state.tour });
    return;
  }
  const { kind, at, count } = placeOf(state, usePresenter.getState());
  const to = Math.max(at + by, 0);
  if (to === at || to >= count) return;
  usePresenter.setState({ dot: false, ...(kind === "pin" && { pin: to }) });
  if (kind === "step") goTo(to);
  else if (kind === "pin") patch({ query: state.lens.pins[to] });
  else {
    beginStep();
    setSeed(to);
    endStep();
  }
}

/** Points the dot at a cell: it is the query, whatever is pinned. The pins stay. */
export function pointDot(query: Cell): void {
  const { lens } = useStore.getState();
  const { pins } = lens;
  const shown = pins.findIndex((other) => sameCell(other, lens.query));
  usePresenter.setState({ dot: true, ...(shown >= 0 && { pin: shown }) });
  if (!sameCell(lens.query, query)) patch({ query });
}

/** Moves the dot by whole cells, inside the grid. */
export function moveDot(dx: number, dy: number): void {
  const state = useStore.getState();
  const site = currentSite(state);
  if (site) pointDot(moveCell(site.queryGrid, state.lens.query, dx, dy));
}

export function hideDot(): void {
  usePresenter.setState({ dot: false });
}
