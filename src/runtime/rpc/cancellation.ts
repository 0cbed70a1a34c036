/** An end that may come while something is waited for. */
import type { LensError } from "../../model/errors";

/**
 * In place of `Promise.race` with a promise that may never settle: such a promise would keep the result of every race for as long as
 * it lives itself.
 */
export interface Ending {
  /** The end has come; the first one counts. */
  tell(reason: LensError): void;
  /** What some work gives. @throws LensError the end's reason where that comes first, or has come; else what the work throws */
  unless<T>(work: Promise<T>): Promise<T>;
  /** Calls a listener when the end comes, or at once where it has come. */
  whenTold(listener: (reason: LensError) => void): void;
}

export function ending(): Ending {
  let told: LensError | undefined;
  const waiting = new Set<(reason: LensError) => void>();
  return {
    tell(reason) {
      if (told) return;
      told = reason;
      for (const hear of waiting) hear(reason);
      waiting.clear();
    },
    async unless<T>(work: Promise<T>) {
      if (told) {
        work.catch(() => undefined);
        throw told;
      }
      let hear: (reason: LensError) => void = () => undefined;
      const given = new Promise<T>((resolve, reject) => {
        hear = reject;
        waiting.add(hear);
        work.then(resolve, reject);
      });
      try {
        return await given;
      } finally {
        waiting.delete(hear);
      }
    },
    whenTold(listener) {
      if (told) listener(told);
      else waiting.add(listener);
    },
  };
}
