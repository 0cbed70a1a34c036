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
