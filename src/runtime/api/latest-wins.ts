/** "The newest request wins": the one place where this is decided. */
import { asLensError, type LensError } from "../../model/errors";

/**
 * Takes requests of which only the newest counts: while a slider moves, images that nobody will see are never made.
 * Gives the result, or `undefined` where a newer request took this one's place.
 */
export type LatestWins<In, Out> = (input: In) => Promise<Out | undefined>;

/** What a job knows of its place in the queue. */
export interface Turn {
  /** Whether a newer request waits, or `cancel` was called: the result is no longer wanted. */
  isOvertaken(): boolean;
  /** Aborted on `cancel`, and in a queue that preempts as soon as a newer request comes. */
  readonly signal: AbortSignal;
}

export interface RequestQueue<In, Out> {
  /** Makes a request, after the one that runs. */
  readonly request: LatestWins<In, Out>;
  /** No result is wanted any more: the requests that run and wait resolve `undefined`. */
  cancel(): void;
  /** The request that waits rejects; the one that runs is not affected. */
  rejectWaiting(error: LensError): void;
}

export interface QueueOptions {
  /** A newer request ends the one that runs, by its signal. Otherwise that one runs to its end and is answered. */
  readonly preempt?: boolean;
}

/**
 * Keeps one job running and only the newest request waiting. A job that was overtaken and throws `cancelled`, or returns `undefined`,
 * resolves `undefined`.
 */
export function createQueue<In, Out>(
  job: (input: In, turn: Turn) => Promise<Out | undefined>,
  { preempt = false }: QueueOptions = {},
): RequestQueue<In, Out> {
  interface Waiting {
    readonly input: In;
    resolve(out: Out | undefined): void;
    reject(error: unknown): void;
  }
  let running: AbortController | undefined;
  let waiting: Waiting | undefined;

  async function run({ input, resolve, reject }: Waiting): Promise<void> {
    const stop = new AbortController();
    running = stop;
    const isOvertaken = () => waiting !== undefined || stop.signal.aborted;
    try {
      resolve(await job(input, { isOvertaken, signal: stop.signal }));
    } catch (error) {
      if (isOvertaken() && asLensError(error).code === "cancelled") resolve(undefined);
      else reject(error);
    }
    running = undefined;
    next();
  }

  function next(): void {
    if (running || !waiting) return;
    const first = waiting;
    waiting = undefined;
    void run(first);
  }

  return {
    request: (input) =>
      new Promise((resolve, reject) => {
        waiting?.resolve(undefined);
        waiting = { input, resolve, reject };
        if (preempt) running?.abort();
        next();
      }),
    cancel() {
      waiting?.resolve(undefined);
      waiting = undefined;
      running?.abort();
    },
    rejectWaiting(error) {
      waiting?.reject(error);
      waiting = undefined;
    },
  };
}

/** A queue's `request` alone. */
export function latestWins<In, Out>(job: (input: In) => Promise<Out>): LatestWins<In, Out> {
  return createQueue<In, Out>(job).request;
}
