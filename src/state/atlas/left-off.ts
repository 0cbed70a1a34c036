/** What a page that is reloaded or left in the middle says when it is there again: sums are not stored, and are computed again. */
import type { AtlasChoice } from "./atlas-hash";

const KEY = "sagan-lens:atlas";

interface LeftOff {
  readonly choice: string;
  readonly done: number;
}

const nameOf = (choice: AtlasChoice) => JSON.stringify(Object.entries(choice).sort());

/** Notes how many seeds are done. */
export function noteProgress(choice: AtlasChoice, done: number): void {
  if (done > 0) write(JSON.stringify({ choice: nameOf(choice), done } satisfies LeftOff));
}

/** Nothing is under way any more. */
export function forgetProgress(): void {
  write(undefined);
}

/** Seeds of the same computation that were done when this tab was left in the middle of it; 0 where there were none. */
export function seedsLeftOff(choice: AtlasChoice): number {
  try {
    const left = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as LeftOff | null;
    return left?.choice === nameOf(choice) && Number.isInteger(left.done) ? left.done : 0;
  } catch {
    return 0;
  }
}

function write(text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, text);
  } catch {
    // Storage may be blocked; then nothing is known after a reload.
  }
}
