/**
 * How the page hears that a worker has ended: nothing else tells of one that closed itself or was ended by the browser. The worker
 * holds a lock of the browser's for as long as it lives; the page waits for the same lock, and gets it when the worker is gone.
 */

/** What goes both ways: the lock's name, from the worker once it holds it. */
interface Lifeline {
  readonly lifeline: string;
}

const isLifeline = (data: unknown): data is Lifeline =>
  typeof data === "object" && data !== null && "lifeline" in data;

/** In the worker, once: takes the lock that the page names, where the browser has locks and allows them here. */
export function holdLifeline(): void {
  addEventListener("message", ({ data }) => {
    if (!isLifeline(data)) return;
    const hold = () => {
      postMessage(data);
      return new Promise<never>(() => undefined);
    };
    navigator.locks?.request(data.lifeline, hold).catch(() => undefined);
  });
}

/** On the page: calls `tell` when the worker is gone. */
export function watchLifeline(worker: Worker, tell: () => void): void {
  if (!navigator.locks) return;
  const lifeline = `sagan-lens:${crypto.randomUUID()}`;
  worker.addEventListener("message", ({ data }) => {
    if (isLifeline(data)) void navigator.locks.request(data.lifeline, tell).catch(() => undefined);
  });
  worker.postMessage({ lifeline } satisfies Lifeline);
}
