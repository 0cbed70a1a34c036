/** How long something with progress will still take. */

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

/** Milliseconds of progress that the pace is taken of: what came before says little of the present. */
const WINDOW_MS = 15_000;
/** Less says nothing yet. */
const LEAST_MS = 2000;

/** How fast something proceeds, from what was done at several times. */
export class Pace {
  #marks: { readonly at: number; readonly done: number }[] = [];

  /** @param at milliseconds. @param done in any unit; less than before begins again */
  add(at: number, done: number): void {
    const last = this.#marks.at(-1);
    if (last && done < last.done) this.#marks = [];
    this.#marks = [...this.#marks.filter((mark) => at - mark.at <= WINDOW_MS), { at, done }];
  }

  /** Seconds for a unit; `undefined` before there is enough to say it. */
  secondsPerUnit(): number | undefined {
    const [first] = this.#marks;
    const last = this.#marks.at(-1);
    if (!first || !last || last.at - first.at < LEAST_MS || last.done === first.done) return undefined;
    return (last.at - first.at) / 1000 / (last.done - first.done);
  }
}
