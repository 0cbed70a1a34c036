/** An engine that survives the loss of its worker or its device: what was lost is started again, and pending requests are made again. */
import { asLensError, LensError } from "../../model/errors";
import type { ModelFiles } from "../../model/storage/open-model";
import type { EngineClient } from "../api/client";
import { createEngineFacade, type RunOptions } from "../api/engine-facade";
import type { Engine, EngineOptions } from "../api/engine-types";
import type { Turn } from "../api/latest-wins";
import type { OperationName } from "../api/operations";
import { createRequestRunner, type RequestRunner } from "../api/request-runner";
import type { Attempt, BackendName } from "../api/types";
import { type Candidate, MOST_LOSSES, planAfterLoss } from "../backends/choose";
import { type StartedEngine, startEngine } from "../backends/engine-startup";
import { linkedAbort } from "../rpc/cancellation";
import { isLoss } from "../rpc/loss";
import { driverReset } from "./driver-reset";

export interface RecoveryParts {
  readonly options: EngineOptions;
  /** As `retainFiles` gives them. */
  readonly files: ModelFiles;
  /** All that this browser offers, best first. */
  readonly offer: readonly Candidate[];
  open(backend: BackendName): EngineClient;
}

type Running = StartedEngine & { readonly runner: RequestRunner };

/** What ran and was lost. */
interface Loss {
  readonly of: StartedEngine;
  readonly error: LensError;
}

export function createRecoveringEngine(parts: RecoveryParts, first: StartedEngine): Engine {
  const target = new RecoveringTarget(parts, first, (error) => facade.rejectWaiting(error));
  const facade = createEngineFacade(target);
  return {
    ...facade.methods,
    manifest: parts.files.manifest,
    get backend() {
      return target.last.backend;
    },
    get adapter() {
      return target.last.adapter;
    },
    get check() {
      return target.last.loaded;
    },
    get attempts() {
      return target.attempts;
    },
    dispose() {
      facade.dispose();
      target.dispose();
    },
  };
}

class RecoveringTarget {
  /** What runs, or ran last. */
  last: StartedEngine;
  attempts: readonly Attempt[];
  readonly #parts: RecoveryParts;
  readonly #rejectWaiting: (error: LensError) => void;
  #running: Running | undefined;
  /** Why nothing runs. */
  #loss: Loss | undefined;
  #recovery: Promise<Running> | undefined;
  #losses = new Map<BackendName, number>();
  readonly #disposed = new AbortController();

  constructor(parts: RecoveryParts, first: StartedEngine, rejectWaiting: (error: LensError) => void) {
    this.#parts = parts;
    this.#rejectWaiting = rejectWaiting;
    this.last = first;
    this.attempts = first.attempts;
    this.#adopt(first);
  }

  announce(name: OperationName, input: unknown): void {
    this.#running?.runner.announce(name, input);
  }

  /** Makes a request, again after each loss. @returns `undefined` where it was overtaken before it was made again */
  async run(name: OperationName, input: unknown, options: RunOptions, turn: Turn): Promise<unknown> {
    for (;;) {
      let running = this.#running;
      if (!running) {
        running = await this.#recovered();
        if (turn.isOvertaken()) return undefined;
      }
      try {
        return await running.runner.run(name, input, options);
      } catch (thrown) {
        const error = asLensError(thrown);
        if (isLoss(error)) this.#lose(running, error);
        // A loss also ends the downloads for its engine, by `cancelled`.
        else if (running === this.#running) throw error;
      }
    }
  }

  dispose(): void {
    this.#disposed.abort();
    this.#running?.runner.dispose();
    this.#running = undefined;
  }

  #adopt(started: StartedEngine): Running {
    const { source, onSnapshotProgress } = this.#parts.options;
    const { manifest } = this.#parts.files;
    const { client } = started;
    const runner = createRequestRunner({
      client,
      source,
      manifest,
      ...(onSnapshotProgress && { onSnapshotProgress }),
    });
    const running = { ...started, runner };
    this.#running = running;
    this.last = started;
    this.attempts = started.attempts;
    client.onLoss((lost) => this.#lose(running, lost));
    return running;
  }

  /** Several calls may report the same loss: the first counts, and a recovery begins at once. */
  #lose(of: Running, error: LensError): void {
    if (of !== this.#running) return;
    this.#running = undefined;
    this.#loss = { of, error };
    of.runner.dispose();
    // Its failure is reported by `onRecovery`, and to the requests that wait for it.
    this.#recovered().catch(() => undefined);
  }

  /** The engine that takes the place of a lost one. @throws LensError why nothing runs; `cancelled` after `dispose` */
  #recovered(): Promise<Running> {
    if (this.#disposed.signal.aborted || !this.#loss) return Promise.reject(new LensError("cancelled"));
    this.#recovery ??= this.#restart(this.#loss).finally(() => {
      this.#recovery = undefined;
    });
    return this.#recovery;
  }

  async #restart({ of, error: lost }: Loss): Promise<Running> {
    const { backend: from } = of;
    const { options, files, offer, open } = this.#parts;
    const losses = (this.#losses.get(from) ?? 0) + 1;
    this.#losses.set(from, losses);
    const before = losses < MOST_LOSSES ? this.attempts : [...this.attempts, { backend: from, error: lost }];
    const stop = linkedAbort(options.signal, this.#disposed.signal);
    const { signal } = stop;
    try {
      await driverReset(lost);
      const started = await startEngine(
        planAfterLoss(offer, of, losses),
        { open, files: Promise.resolve(files) },
        {
          signal,
          before,
          onProgress: (progress) => signal.aborted || options.onProgress?.(progress),
          ...(options.limits && { limits: options.limits }),
        },
      );
      if (this.#disposed.signal.aborted) {
        started.client.terminate();
        throw new LensError("cancelled");
      }
      const running = this.#adopt(started);
      options.onRecovery?.({ lost, from, to: started.backend });
      return running;
    } catch (thrown) {
      const error = asLensError(thrown);
      if (this.#disposed.signal.aborted) throw error;
      // The next request begins with all that there is.
      this.#losses.clear();
      this.attempts = [];
      this.#rejectWaiting(error);
      options.onRecovery?.({ lost, from, error });
      throw error;
    } finally {
      stop.unlink();
    }
  }
}
