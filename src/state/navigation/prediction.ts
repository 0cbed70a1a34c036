/** What a learner marks at a step of a tour that asks, until the step is left; and the answers so far, for the summary at the end. */
import { create } from "zustand";
import { type Cell, keyAt, sameCell } from "../../attention/grid";
import { MOST_MARKED, type PredictionScore, scorePrediction } from "../../attention/prediction";
import { currentSite, isStale } from "../../viewer/views/derived";
import { rowAt } from "../../viewer/views/rows";
import { type Store, useStore } from "../store/store";

/** An answer that was given. */
export interface Answer extends PredictionScore {
  /** From 1, as in an address. */
  readonly step: number;
  /** Of the key grid, in the order in which they were marked. */
  readonly cells: readonly Cell[];
}

interface Prediction {
  /** The visit to a step that the cells belong to; another visit has none. */
  readonly of: Store["tour"];
  readonly cells: readonly Cell[];
  /** Once the row was revealed. */
  readonly answer: Answer | undefined;
  /** The first answer of each step. */
  readonly answers: readonly Answer[];
  /** Whether the summary is on show. */
  readonly isSummed: boolean;
}

const NONE: Prediction = { of: undefined, cells: [], answer: undefined, answers: [], isSummed: false };

export const usePrediction = create<Prediction>()(() => NONE);

const NO_CELLS: readonly Cell[] = [];

/** The cells that are marked at the step on show. */
export const markedCells = ({ of, cells }: Prediction, place: Store["tour"]): readonly Cell[] =>
  of === place ? cells : NO_CELLS;

/** The answer to the step on show, once it was given. */
export const answerOf = ({ of, answer }: Prediction, place: Store["tour"]): Answer | undefined =>
  of === place ? answer : undefined;

/** Marks a cell of the key grid, or takes its mark away. More than five are not taken. */
export function toggleMark(cell: Cell): void {
  const of = useStore.getState().tour;
  const state = usePrediction.getState();
  if (!of || answerOf(state, of)) return;
  const before = markedCells(state, of);
  const others = before.filter((one) => !sameCell(one, cell));
  const cells = others.length < before.length ? others : [...before, cell].slice(0, MOST_MARKED);
  usePrediction.setState({ of, cells, answer: undefined });
}

/** Whether there is a row to reveal: that of the image on show. */
export const canReveal = (state: Store): boolean => currentSite(state) !== undefined && !isStale(state);

/** Reveals the row of the step on show. @returns the answer with its score; `undefined` where nothing is marked, or no row is there */
export function reveal(): Answer | undefined {
  const lens = useStore.getState();
  const place = lens.tour;
  const site = currentSite(lens);
  const state = usePrediction.getState();
  const cells = markedCells(state, place);
  if (!place || !site || !canReveal(lens) || cells.length === 0 || answerOf(state, place)) return undefined;
  const { row } = rowAt(site, lens.lens.query);
  const step = place.at + 1;
  const answer = {
    step,
    cells,
    ...scorePrediction(
      row,
      cells.map((cell) => keyAt(site.keyGrid, cell)),
    ),
  };
  const isFirst = state.answers.every((one) => one.step !== step);
  usePrediction.setState({ answer, answers: isFirst ? [...state.answers, answer] : state.answers });
  return answer;
}

/** Shows the summary, where there is anything to sum up. */
export function sumUp(): boolean {
  const isSummed = usePrediction.getState().answers.length > 0;
  usePrediction.setState({ isSummed });
  return isSummed;
}

/** Forgets everything: a tour begins or ends. */
export const forgetAnswers = () => usePrediction.setState(NONE);
