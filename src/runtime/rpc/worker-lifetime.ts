/**
 * How the page learns that a worker has ended: no event reports one that closed itself or was ended by the browser. The worker holds a
 * lock of the browser's for as long as it lives; the page waits for the same lock, and gets it when the worker is gone.
 */
import { afterActiveTime } from "./active-time";

/** The page names the lock. */
interface LockRequest {
  readonly type: "lock";
  readonly lock: string;
}

/** The worker's first message: it runs, and holds the lock unless there is none to be had. */
interface Handshake extends LockRequest {
  readonly held: boolean;
}

const isLockRequest = (data: unknown): data is LockRequest =>
  typeof data === "object" && data !== null && "type" in data && data.type === "lock";

/** In the worker, once: takes the lock that the page names, where the browser has locks and allows them here. */
export function holdWorkerLock(): void {
  addEventListener("message", ({ data }) => {
    if (!isLockRequest(data)) return;
    const { lock } = data;
    const reply = (held: boolean) => postMessage({ type: "lock", lock, held } satisfies Handshake);
    const hold = () => {
      reply(true);
      // On purpose: the lock is held until the worker ends, and nothing waits for this promise but the browser.
      return new Promise<never>(() => undefined);
    };
    if (navigator.locks) navigator.locks.request(lock, hold).catch(() => reply(false));
    else reply(false);
  });
}

export interface WorkerWatch {
  /** The worker is gone. */
  readonly onEnd: () => void;
  /** Nothing came of it for `limit`: it ended before it held its lock, which no lock shows, or its code never came. */
  readonly onSilence: () => void;
  /** How long the first message may take, in milliseconds of active time. */
  readonly limit: number;
  /** Aborted when the worker is no longer of interest: nothing is called after that. */
  readonly signal: AbortSignal;
}

/** On the page: calls `onEnd` or `onSilence`, once at most. */
export function watchWorker(worker: Worker, { onEnd, onSilence, limit, signal }: WorkerWatch): void {
  const stop = afterActiveTime(limit, onSilence);
  signal.addEventListener("abort", stop, { once: true });
  const receive = ({ data }: MessageEvent<unknown>) => {
    if (!isLockRequest(data)) return;
    stop();
    const { lock, held } = data as Handshake;
    // The request waits for as long as the worker lives; the signal takes it back where nothing is to be reported any more.
    if (held) void navigator.locks.request(lock, { signal }, onEnd).catch(() => undefined);
  };
  worker.addEventListener("message", receive, { signal });
  // Where there are no locks, there is no `randomUUID` either.
  const lock = navigator.locks ? `sagan-lens:${crypto.randomUUID()}` : "";
  worker.postMessage({ type: "lock", lock } satisfies LockRequest);
}
