/** The tour that a person writes: kept in this browser until it is cleared. */
import { create } from "zustand";
import {
  inLanguage,
  MOST_STEPS,
  readTour,
  type Tour,
  type TourStep,
  writeTour,
} from "../../viewer/tour/tour";
import { tourLink } from "../../viewer/tour/tour-link";
import { currentHash } from "./link";
import { openTour } from "./tour";

const STORED = "sagan-lens:tour-draft";

/** A step with a number that stays the same when the order changes. */
export interface DraftStep extends TourStep {
  readonly key: number;
}

interface Draft {
  readonly title: Tour["title"];
  readonly steps: readonly DraftStep[];
  /** The step that was removed last and where it stood: it can be put back. */
  readonly removed: { readonly step: DraftStep; readonly at: number } | undefined;
}

const EMPTY: Draft = { title: { en: "" }, steps: [], removed: undefined };
let keys = 0;

const asDraft = ({ title, steps }: Tour): Draft => ({
  title,
  steps: steps.map((step) => ({ ...step, key: keys++ })),
  removed: undefined,
});

export const useDraft = create<Draft>()(() => stored() ?? EMPTY);

useDraft.subscribe((draft) => {
  try {
    if (draft.steps.length === 0) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, draftFile(draft));
  } catch {
    // Storage may be blocked or full; then the draft lasts as long as the page.
  }
});

function stored(): Draft | undefined {
  try {
    const text = localStorage.getItem(STORED);
    return text === null ? undefined : asDraft(readTour(text, STORED));
  } catch {
    return undefined;
  }
}

const asTour = ({ title, steps }: Draft) => ({ title, steps: steps.map(({ key: _, ...step }) => step) });

/** The draft as the file of a tour. */
export function draftFile(draft: Draft = useDraft.getState()): string {
  return writeTour(asTour(draft));
}

/** A link that plays the draft. @throws LensError `tour-link-long` */
export function draftLink(): string {
  const page = new URL(window.location.href);
  page.hash = "";
  return tourLink(page.href, asTour(useDraft.getState()));
}

const putSteps = (steps: readonly DraftStep[]) => useDraft.setState({ steps });
const changeStep = (key: number, change: (step: DraftStep) => DraftStep) =>
  putSteps(useDraft.getState().steps.map((step) => (step.key === key ? change(step) : step)));

const withoutStep = (steps: readonly DraftStep[], at: number) => steps.filter((_, place) => place !== at);
const withStep = (steps: readonly DraftStep[], at: number, step: DraftStep) => [
  ...steps.slice(0, at),
  step,
  ...steps.slice(at),
];

/** What is on show becomes the last step. */
export function addStep(): void {
  const { steps } = useDraft.getState();
  if (steps.length < MOST_STEPS)
    putSteps([...steps, { key: keys++, state: currentHash(), caption: { en: "" } }]);
}

/** A step shows what is on show now. */
export const replaceView = (key: number) => changeStep(key, (step) => ({ ...step, state: currentHash() }));

export const setCaption = (key: number, language: string, text: string) =>
  changeStep(key, (step) => ({ ...step, caption: inLanguage(step.caption, language, text) }));

export const setHighlight = (key: number, highlight: TourStep["highlight"]) =>
  changeStep(key, ({ highlight: _, ...step }) => (highlight ? { ...step, highlight } : step));

/** Whether the step asks where its query looks, before it shows the row. */
export const setAsk = (key: number, asks: boolean) =>
  changeStep(key, ({ ask: _, ...step }) => (asks ? { ...step, ask: "row" } : step));

export const setTitle = (language: string, text: string) =>
  useDraft.setState(({ title }) => ({ title: inLanguage(title, language, text) }));

/** Exchanges a step with its neighbour. @param by -1 for the one before, 1 for the one after */
export function moveStep(at: number, by: -1 | 1): void {
  const { steps } = useDraft.getState();
  putSteps(withStep(withoutStep(steps, at), at + by, steps[at]));
}

export function removeStep(at: number): void {
  const { steps } = useDraft.getState();
  useDraft.setState({ steps: withoutStep(steps, at), removed: { step: steps[at], at } });
}

export function putBack(): void {
  const { steps, removed } = useDraft.getState();
  if (removed) useDraft.setState({ steps: withStep(steps, removed.at, removed.step), removed: undefined });
}

export const clearDraft = () => useDraft.setState(EMPTY);

/** Takes a tour's file as the draft. @throws LensError `tour-malformed` */
export function editTour(text: string, where: string): void {
  useDraft.setState(asDraft(readTour(text, where)));
}

/** Plays the draft from one of its steps on. */
export const previewFrom = (at: number) => openTour(draftFile(), "tour.json", at);
