/** A cancellation that may come while something is waited for. */
import { LensError } from "../../model/errors";

/**
 * In place of `Promise.race` with a promise that may stay pending: such a promise would hold the result of every race for as long as it
 * lives itself.
 */
export interface Cancellation {
  /** Why, once it has come. */
  readonly reason: LensError | undefined;
  /** Cancels; the first reason counts. */
  cancel(reason: LensError): void;
  /** What some work gives. @throws LensError the reason where the cancellation comes first, or has come; else what the work throws */
  guard<T>(work: Promise<T>): Promise<T>;
  /** Calls a listener on the cancellation, or at once where it has come. */
  onCancel(listener: (reason: LensError) => void): void;
}

export function createCancellation(): Cancellation {
  let reason: LensError | undefined;
  const listeners = new Set<(reason: LensError) => void>();
  return {
    get reason() {
      return reason;
    },
    cancel(given) {
      if (reason) return;
      reason = given;
      for (const notify of listeners) notify(given);
      listeners.clear();
    },
    async guard<T>(work: Promise<T>) {
      if (reason) {
        work.catch(() => undefined);
        throw reason;
      }
      let notify: (reason: LensError) => void = () => undefined;
      const result = new Promise<T>((resolve, reject) => {
        notify = reject;
        listeners.add(notify);
        work.then(resolve, reject);
      });
      try {
        return await result;
      } finally {
        listeners.delete(notify);
      }
    },
    onCancel(listener) {
      if (reason) listener(reason);
      else listeners.add(listener);
    },
  };
}

/** Runs some work with a cancellation of reason `cancelled` that follows a signal. */
export async function withCancellation<T>(
  signal: AbortSignal | undefined,
  work: (cancellation: Cancellation) => Promise<T>,
): Promise<T> {
  const cancellation = createCancellation();
  const cancel = () => cancellation.cancel(new LensError("cancelled"));
  if (signal?.aborted) cancel();
  signal?.addEventListener("abort", cancel);
  try {
    return await work(cancellation);
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}

export interface LinkedAbort {
  /** Aborted by `abort`, or with the first of the signals. */
  readonly signal: AbortSignal;
  abort(): void;
  /** Removes its listeners from the signals. */
  unlink(): void;
}

/** `AbortSignal.any` with an own abort, for browsers that lack it, and without listeners that stay. */
export function linkedAbort(...signals: readonly (AbortSignal | undefined)[]): LinkedAbort {
  const controller = new AbortController();
  const abort = () => controller.abort();
  for (const signal of signals) {
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort);
  }
  return {
    signal: controller.signal,
    abort,
    unlink() {
      for (const signal of signals) signal?.removeEventListener("abort", abort);
    },
  };
}
