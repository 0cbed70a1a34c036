/** The page's side of the transport: calls to one worker. Every call settles, whatever happens to the worker. */
import { asLensError, fromPlainError, LensError } from "../../model/errors";
import { livenessCheck } from "./liveness-check";
import type { Call, CallOptions, Endpoint, Operations, PageMessage, WorkerMessage } from "./protocol";
import { startWorker } from "./start-worker";
import { watchWorker } from "./worker-lifetime";

/** A worker, or its replacement in a test. */
export interface WorkerEndpoint extends Endpoint {
  terminate(): void;
}

/** No single piece of work takes a worker as long: it hangs. Milliseconds. */
const SILENCE_MS = 2 * 90_000;
/** A worker whose code has not come by then never will. Milliseconds. */
const HANDSHAKE_MS = 20_000;

interface Pending {
  resolve(value: unknown): void;
  reject(error: LensError): void;
  onProgress?: (progress: never) => void;
}

export interface ChannelOptions {
  /** How long a worker with calls to answer may be silent, in milliseconds of active time. */
  readonly silence?: number;
}

export class WorkerChannel<Table extends Operations<Table>> {
  readonly #worker: WorkerEndpoint;
  readonly #silence: number;
  readonly #pending = new Map<number, Pending>();
  readonly #pings = new Map<number, () => void>();
  readonly #lossListeners = new Set<(lost: LensError) => void>();
  /** Ends all that listens to the worker. */
  readonly #listening = new AbortController();
  #nextId = 0;
  #stopChecking: () => void = () => undefined;
  /** Why nothing is answered any more. */
  #ended: LensError | undefined;

  constructor(worker: WorkerEndpoint, { silence = SILENCE_MS }: ChannelOptions = {}) {
    this.#worker = worker;
    this.#silence = silence;
    worker.addEventListener("message", ({ data }: MessageEvent<WorkerMessage>) => this.#receive(data), {
      signal: this.#listening.signal,
    });
  }

  /**
   * Calls an operation of the worker.
   * @throws LensError what the operation throws; `cancelled` where the signal or `terminate` ends it; the loss of the worker or its
   * device
   */
  readonly call: Call<Table> = (name, input, options = {}) => {
    if (this.#ended) return Promise.reject(this.#ended);
    if (options.signal?.aborted) return Promise.reject(new LensError("cancelled"));
    return this.#send(name, input, options);
  };

  /** Calls a listener when the worker or its device is lost, before the pending calls reject; not after `terminate`. */
  onLoss(listener: (lost: LensError) => void): void {
    this.#lossListeners.add(listener);
  }

  /** The worker will answer nothing any more: pending and later calls reject with this error. */
  lose(lost: LensError): void {
    if (this.#ended) return;
    this.#ended = lost;
    for (const notify of this.#lossListeners) notify(lost);
    this.#end(lost);
  }

  /** Ends the worker. Pending and later calls reject with `cancelled`; no loss is reported. */
  terminate(): void {
    if (!this.#ended) {
      this.#ended = new LensError("cancelled");
      this.#end(this.#ended);
    }
    this.#worker.terminate();
  }

  /** Aborted when the channel has ended. */
  get ended(): AbortSignal {
    return this.#listening.signal;
  }

  #send<Name extends keyof Table & string>(
    name: Name,
    input: Table[Name]["input"],
    { signal, onProgress, transfer = [] }: CallOptions<Table[Name]["progress"]>,
  ): Promise<Table[Name]["output"]> {
    const id = this.#nextId++;
    const cancel = () => {
      this.#post({ type: "cancel", id });
      this.#settle(id, ({ reject }) => reject(new LensError("cancelled")));
    };
    const answer = new Promise<Table[Name]["output"]>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, ...(onProgress && { onProgress }) });
      try {
        this.#post({ type: "call", id, name, input }, transfer);
      } catch (error) {
        // What cannot be cloned.
        this.#pending.delete(id);
        reject(asLensError(error));
        return;
      }
      signal?.addEventListener("abort", cancel, { once: true });
      if (this.#pending.size === 1) this.#checkLiveness();
    });
    return answer.finally(() => signal?.removeEventListener("abort", cancel));
  }

  #receive(message: WorkerMessage): void {
    if (message.type === "lost") this.lose(fromPlainError(message.error));
    else if (message.type === "progress") {
      // A worker that makes progress is alive, and may have no time to answer.
      for (const answered of this.#pings.values()) answered();
      this.#pending.get(message.id)?.onProgress?.(message.progress as never);
    } else if (message.type === "error") {
      this.#settle(message.id, ({ reject }) => reject(fromPlainError(message.error)));
    } else if (message.type === "value") {
      this.#pings.get(message.id)?.();
      this.#settle(message.id, ({ resolve }) => resolve(message.value));
    }
  }

  #settle(id: number, settle: (pending: Pending) => void): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#stopChecking();
    settle(pending);
  }

  #checkLiveness(): void {
    const silent = () => this.lose(new LensError("worker-lost", { reason: "its worker does not answer" }));
    this.#stopChecking = livenessCheck(() => this.#ping(), this.#silence, silent);
  }

  #ping(): Promise<void> {
    const id = this.#nextId++;
    return new Promise<void>((resolve) => {
      this.#pings.set(id, resolve);
      this.#post({ type: "ping", id });
    }).finally(() => this.#pings.delete(id));
  }

  #end(reason: LensError): void {
    this.#stopChecking();
    // With a reason of its own: the error that a browser makes up else holds the stack, and all that the caller saw.
    this.#listening.abort("ended");
    this.#lossListeners.clear();
    for (const answered of this.#pings.values()) answered();
    for (const id of this.#pending.keys()) this.#settle(id, ({ reject }) => reject(reason));
  }

  #post(message: PageMessage, transfer: readonly Transferable[] = []): void {
    this.#worker.postMessage(message, [...transfer]);
  }
}

/**
 * Starts a module worker that `serveWorker` answers in, from the address that a build gives it.
 * @param name the worker's name: what it is given at its start
 * @param handshake how long its first message may take, in milliseconds of active time; infinite where its start has limits of its own
 */
export function openWorker<Table extends Operations<Table>>(
  address: string,
  { handshake = HANDSHAKE_MS, name }: { readonly handshake?: number; readonly name?: string } = {},
): WorkerChannel<Table> {
  const worker = startWorker(address, name);
  const channel = new WorkerChannel<Table>(worker);
  const lose = (reason: string) => channel.lose(new LensError("worker-lost", { reason }));
  const { ended: signal } = channel;
  worker.addEventListener("error", ({ message }) => lose(message || "its worker could not be loaded"), {
    signal,
  });
  watchWorker(worker, {
    onEnd: () => lose("its worker ended unexpectedly"),
    onSilence: () => lose("its worker did not begin"),
    limit: handshake,
    signal,
  });
  return channel;
}
