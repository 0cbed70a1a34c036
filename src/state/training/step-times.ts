/** How long the steps of a run take, for an estimate of what is left. */

/** Steps that the median is taken of: a pause of the tab or the first compilation then changes nothing. */
const WINDOW = 41;
/** Fewer say nothing yet. */
const LEAST = 5;

export class StepTimes {
  #seconds: number[] = [];

  add(seconds: number): void {
    this.#seconds = [...this.#seconds.slice(1 - WINDOW), seconds];
  }

  clear(): void {
    this.#seconds = [];
  }

  /** Seconds of a step; `undefined` before there are enough. */
  median(): number | undefined {
    if (this.#seconds.length < LEAST) return undefined;
    const sorted = [...this.#seconds].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

/** Time in words: whole minutes, or steps of five seconds below two minutes, never less than five seconds. */
export interface TimeLeft {
  readonly minutes: number;
  readonly seconds: number;
}

/** @param steps still to take. @param stepSeconds of one of them; nothing is known where it is absent */
export function timeLeft(steps: number, stepSeconds: number | undefined): TimeLeft | undefined {
  if (stepSeconds === undefined || steps <= 0) return undefined;
  const seconds = Math.max(5, 5 * Math.ceil((steps * stepSeconds) / 5));
  return seconds >= 120
    ? { minutes: Math.round(seconds / 60), seconds: 0 }
    : { minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
}
