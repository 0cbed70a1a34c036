/**
 * How the page hears that a worker has ended: nothing else tells of one that closed itself or was ended by the browser. The worker
 * holds a lock of the browser's for as long as it lives; the page waits for the same lock, and gets it when the worker is gone.
 */
import { afterActiveTime } from "./active-time";

/** The lock's name, from the page. */
interface Lifeline {
  readonly lifeline: string;
}

/** The worker's first word: it runs, and holds the lock unless there is none to be had. */
interface FirstWord extends Lifeline {
  readonly held: boolean;
}

const isLifeline = (data: unknown): data is Lifeline =>
  typeof data === "object" && data !== null && "lifeline" in data;

/** In the worker, once: takes the lock that the page names, where the browser has locks and allows them here. */
export function holdLifeline(): void {
  addEventListener("message", ({ data }) => {
    if (!isLifeline(data)) return;
    const say = (held: boolean) => postMessage({ lifeline: data.lifeline, held } satisfies FirstWord);
    const hold = () => {
      say(true);
      return new Promise<never>(() => undefined);
    };
    if (navigator.locks) navigator.locks.request(data.lifeline, hold).catch(() => say(false));
    else say(false);
  });
}

export interface Watch {
  /** The worker is gone. */
  readonly onEnd: () => void;
  /** Nothing came of it for `limit`: it ended before it held its lock, which no lock tells, or its code never came. */
  readonly onSilence: () => void;
  /** How long the first word may take, in milliseconds in which the page is awake. */
  readonly limit: number;
  /** Aborted when the worker is let go: nothing is told after that. */
  readonly signal: AbortSignal;
}

/** On the page: calls one of both, once at most. */
export function watchLifeline(worker: Worker, { onEnd, onSilence, limit, signal }: Watch): void {
  const stop = afterActiveTime(limit, onSilence);
  // Once, or what is told of the worker would be held by what Comlink holds of it.
  signal.addEventListener("abort", stop, { once: true });
  const hear = ({ data }: MessageEvent) => {
    if (!isLifeline(data)) return;
    stop();
    const { lifeline, held } = data as FirstWord;
    if (held) void navigator.locks.request(lifeline, onEnd).catch(() => undefined);
  };
  worker.addEventListener("message", hear, { signal });
  // Where there are no locks, there is no `randomUUID` either.
  const lifeline = navigator.locks ? `sagan-lens:${crypto.randomUUID()}` : "";
  worker.postMessage({ lifeline } satisfies Lifeline);
}
