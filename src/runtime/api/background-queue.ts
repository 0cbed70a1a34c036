/** Requests that give way: made one at a time, each only while nothing else is waited for. */
import { LensError } from "../../model/errors";

export interface BackgroundQueue {
  /** Notes that a person waits for some work: no request of the queue begins before it is done. */
  ahead<T>(work: Promise<T>): Promise<T>;
  /**
   * Does some work when its turn comes.
   * @param signal withdraws it as long as it waits
   * @throws LensError `cancelled` where it was withdrawn; what the work throws
   */
  request<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** The requests that wait reject; the one that runs is not affected. */
  rejectWaiting(error: LensError): void;
}

export function createBackgroundQueue(): BackgroundQueue {
  interface Waiting {
    /** Never rejects. */
    run(): Promise<void>;
    reject(error: LensError): void;
  }
  const waiting = new Set<Waiting>();
  let ahead = 0;
  let running = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  // In a turn of its own: what follows an answer in the same turn, such as the image with interventions after the one without, is ahead.
  function nextSoon(): void {
    clearTimeout(timer);
    timer = waiting.size > 0 ? setTimeout(next) : undefined;
  }

  async function next(): Promise<void> {
    const [first] = waiting;
    if (!first || running || ahead > 0) return;
    waiting.delete(first);
    running = true;
    await first.run();
    running = false;
    nextSoon();
  }

  return {
    async ahead(work) {
      ahead++;
      try {
        return await work;
      } finally {
        ahead--;
        nextSoon();
      }
    },
    request: <T>(work: () => Promise<T>, signal?: AbortSignal) =>
      new Promise<T>((resolve, reject) => {
        const withdraw = () => {
          waiting.delete(one);
          reject(new LensError("cancelled"));
        };
        const one: Waiting = {
          reject,
          run() {
            signal?.removeEventListener("abort", withdraw);
            return work().then(resolve, reject);
          },
        };
        if (signal?.aborted) return withdraw();
        signal?.addEventListener("abort", withdraw, { once: true });
        waiting.add(one);
        nextSoon();
      }),
    rejectWaiting(error) {
      for (const { reject } of waiting) reject(error);
      waiting.clear();
    },
  };
}
