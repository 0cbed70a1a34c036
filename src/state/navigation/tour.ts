/** The tour that is being played: its steps change the state as an address does, one undo step each. */
import { create } from "zustand";
import { asLensError, LensError } from "../../model/errors";
import { readTour, type Tour } from "../../viewer/tour/tour";
import { unpackTour } from "../../viewer/tour/tour-link";
import { addNotice } from "../store/notices";
import { beginStep, endStep, useStore } from "../store/store";
import { showHash } from "./link";
import { forgetAnswers } from "./prediction";
import { HELD } from "./tour-address";

/** The tours of this site: `tours/<id>.json`. */
export const TOURS = ["lens", "cats64", "eurosat64"] as const;
const STORED = "sagan-lens:tour";

/** The tour whose step the store names, once it is loaded. */
export const useTour = create<{ readonly id: string; readonly tour: Tour } | Record<string, never>>()(
  () => ({}),
);

/** Begins a tour of this site. A fault is reported in a notice. */
export async function startTour(id: string): Promise<void> {
  forgetAnswers();
  const place = { id, at: 0 };
  // Its place is there at once, so that nothing moves later.
  useStore.setState({ tour: place, offersTour: false });
  const tour = await load(id);
  if (useStore.getState().tour !== place) return;
  if (tour) goTo(0);
  else leaveTour();
}

/**
 * Begins a tour from the text of its file.
 * @param at the step to begin with, from 0
 * @throws LensError `tour-malformed`
 */
export function openTour(text: string, where: string, at = 0): void {
  const tour = readTour(text, where);
  forgetAnswers();
  try {
    sessionStorage.setItem(STORED, text);
  } catch {
    // Storage may be blocked; then a reload ends the tour.
  }
  useTour.setState({ id: HELD, tour }, true);
  goTo(at);
}

/** Shows a step of the tour that is loaded. @param at from 0 */
export function goTo(at: number): void {
  const { id, tour } = useTour.getState();
  const step = tour?.steps[at];
  if (!id || !step) return;
  beginStep();
  showHash(step.state);
  endStep();
  useStore.setState({ tour: { id, at } });
}

/** What is on show stays. */
export function leaveTour(): void {
  forgetAnswers();
  useStore.setState({ tour: undefined });
}

/** Loads the tour that an address names; its state is on show already, unless the address names the step alone. */
export async function followTour(): Promise<void> {
  const { tour } = useStore.getState();
  if (!tour) return;
  if (tour.packed) return playPacked(tour.packed);
  // One that cannot be loaded has no steps.
  const steps = (await load(tour.id))?.steps.length ?? 0;
  if (useStore.getState().tour !== tour) return;
  if (tour.at >= steps) leaveTour();
  else if (tour.isBare) goTo(tour.at);
}

function playPacked(packed: string): void {
  try {
    openTour(unpackTour(packed), "link");
  } catch (thrown) {
    addNotice(asLensError(thrown));
    leaveTour();
  }
}

async function load(id: string): Promise<Tour | undefined> {
  const held = useTour.getState();
  if (held.id === id) return held.tour;
  try {
    const tour = readTour(await textOf(id), `${id}.json`);
    useTour.setState({ id, tour }, true);
    return tour;
  } catch (thrown) {
    addNotice(
      thrown instanceof LensError ? thrown : new LensError("file-unreachable", { file: `${id}.json` }),
    );
    return undefined;
  }
}

/** @throws LensError `tour-missing`, `file-unreachable` */
async function textOf(id: string): Promise<string> {
  if (id === HELD) {
    const stored = sessionStorage.getItem(STORED);
    if (stored === null) throw new LensError("tour-missing");
    return stored;
  }
  const response = await fetch(`./tours/${id}.json`);
  if (!response.ok) throw new LensError("file-unreachable", { file: `${id}.json` });
  return response.text();
}
