/** Bringing a model up on the first of some backends that starts and proves exact, in a worker of its own. */
import { asLensError, LensError } from "../../model/errors";
import type { ModelFiles } from "../../model/storage/open-model";
import type { EngineOptions, EngineProgress } from "../api/engine";
import type { Adapter, Attempt, BackendName, SelfCheck } from "../api/types";
import { DEFAULT_LIMITS, type TimeLimits, WorkerClient } from "../rpc/worker-client";
import { anotherMayDo, type Candidate, noneLeft } from "./choose";

/** A worker that has loaded a model, and what it runs on. */
export interface Running {
  readonly client: WorkerClient;
  readonly backend: BackendName;
  readonly adapter: Adapter;
  readonly check: SelfCheck;
  /** Backends that were passed over before this one. */
  readonly attempts: readonly Attempt[];
}

export interface OpeningPlan {
  /** A worker whose code is on its way already, for the first candidate. */
  readonly worker?: WorkerClient;
  /** The one candidate is all that is wanted: its fault is told as it is. */
  readonly forced?: BackendName;
  /** Backends that were passed over already. */
  readonly before?: readonly Attempt[];
}

/** One way to a running engine: its worker of the moment, its progress, and its end. */
export class BackendStartup {
  readonly #onProgress: EngineOptions["onProgress"];
  readonly #limits: TimeLimits;
  readonly #stop = new AbortController();
  readonly #cancelled: Promise<never>;
  #over = false;

  constructor({ onProgress, limits, signal }: Pick<EngineOptions, "onProgress" | "limits" | "signal">) {
    this.#onProgress = onProgress;
    this.#limits = limits ?? DEFAULT_LIMITS;
    this.#cancelled = new Promise((_, reject) => {
      const cancel = () => {
        this.#stop.abort();
        reject(new LensError("cancelled"));
      };
      if (signal?.aborted) cancel();
      signal?.addEventListener("abort", cancel, { signal: this.#stop.signal });
      this.#stop.signal.addEventListener("abort", cancel);
    });
    // Heard by whatever waits at the time; nothing may.
    this.#cancelled.catch(() => undefined);
  }

  /** Ends a download, whether the caller cancels or no backend is left. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  tell(progress: EngineProgress): void {
    if (!this.#over) this.#onProgress?.(progress);
  }

  /**
   * Tries backends in order.
   * @throws LensError what no other backend could mend: a bad model, `cancelled`; the fault of a forced backend; what `noneLeft` says
   */
  async run(
    plan: readonly Candidate[],
    files: Promise<ModelFiles>,
    { worker: first, forced, before = [] }: OpeningPlan = {},
  ): Promise<Running> {
    let worker = first ?? new WorkerClient();
    const attempts = [...before];
    try {
      for (const candidate of plan) {
        const started = await this.#try(candidate, worker, files);
        if ("check" in started) return { client: worker, ...candidate, check: started.check, attempts };
        if (forced) throw started.error;
        worker.terminate();
        worker = new WorkerClient();
        attempts.push({ backend: candidate.backend, error: started.error });
      }
      throw noneLeft(attempts);
    } catch (error) {
      worker.terminate();
      throw error;
    }
  }

  /** Nothing is downloaded or told any more. */
  end(): void {
    this.#over = true;
    this.#stop.abort();
  }

  /** @throws LensError what no other backend could mend */
  async #try(
    { backend }: Candidate,
    client: WorkerClient,
    files: Promise<ModelFiles>,
  ): Promise<{ readonly check: SelfCheck } | { readonly error: LensError }> {
    this.tell({ phase: "start", backend });
    try {
      await Promise.race([client.start(backend, this.#limits.start), this.#cancelled]);
      const opened = await Promise.race([files, this.#cancelled]);
      this.tell({ phase: "check", backend });
      return { check: await Promise.race([client.load(opened, this.#limits.check), this.#cancelled]) };
    } catch (thrown) {
      const error = asLensError(thrown);
      if (anotherMayDo(error)) return { error };
      throw error;
    }
  }
}
