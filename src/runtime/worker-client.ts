/** One worker and its start: every call is answered in time or the worker is ended. */
import * as Comlink from "comlink";
import type { Directions } from "../model/directions";
import { LensError } from "../model/errors";
import type { ModelFiles } from "../model/open-model";
import type { DirectionsOptions, EngineClient } from "./client";
import type { EngineWorkerApi } from "./engine.worker";
import workerAddress from "./engine.worker?worker&url";
import { type Outcome, unwrapped } from "./outcome";
import { broken, startWorker } from "./start-worker";
import type {
  BackendName,
  DirectionsRequest,
  DiscriminatorInput,
  FeatureMap,
  GenerateRequest,
  Generation,
  Judgement,
  MemoryReport,
  QueryVectors,
  SelfCheck,
} from "./types";

/** Time limits of one backend's start, in milliseconds. */
export interface TimeLimits {
  /** Loading its code and starting it. */
  readonly start: number;
  /** Uploading the weights and the two checked runs; a software GPU compiles shaders for ten seconds here. */
  readonly check: number;
}

export const DEFAULT_LIMITS: TimeLimits = { start: 20_000, check: 90_000 };

export class WorkerClient implements EngineClient {
  readonly #worker: Worker;
  readonly #api: Comlink.Remote<EngineWorkerApi>;
  /** Known from `start` on. */
  #backend: BackendName | undefined;
  /** Directions that were asked for. */
  #jobs = 0;
  readonly #broken: Promise<never>;

  /** Loads the worker's code; the backend is chosen later. */
  constructor() {
    this.#worker = startWorker(workerAddress);
    this.#api = Comlink.wrap<EngineWorkerApi>(this.#worker);
    this.#broken = broken(
      this.#worker,
      (reason) => new LensError("backend-unavailable", { backend: this.#backend ?? "", reason }),
    );
  }

  start(backend: BackendName, limit: number): Promise<void> {
    this.#backend = backend;
    return this.#timed(this.#api.start(backend), limit);
  }

  load(files: ModelFiles, limit: number): Promise<SelfCheck> {
    return this.#timed(this.#api.load(files), limit);
  }

  use(weights: Uint8Array | undefined, where: string): Promise<void> {
    return this.#answered(this.#api.use(weights, where));
  }

  generate(request: GenerateRequest): Promise<Generation> {
    return this.#answered(this.#api.generate(request));
  }

  vectorsOf(request: GenerateRequest, site: string, query: number): Promise<QueryVectors> {
    return this.#answered(this.#api.vectorsOf(request, site, query));
  }

  features(request: GenerateRequest, channels: Readonly<Record<number, number>>): Promise<FeatureMap[]> {
    return this.#answered(this.#api.features(request, channels));
  }

  async findDirections(
    request: DirectionsRequest,
    { onProgress, signal }: DirectionsOptions,
  ): Promise<Directions> {
    if (signal.aborted) throw new LensError("cancelled");
    const job = this.#jobs++;
    const over = new AbortController();
    const cancelled = new Promise<never>((_, reject) => {
      const cancel = () => {
        void this.#api.cancelDirections(job);
        reject(new LensError("cancelled"));
      };
      signal.addEventListener("abort", cancel, { signal: over.signal });
    });
    const tell = (share: number) => {
      if (!over.signal.aborted) onProgress(share);
    };
    try {
      const found = this.#answered(this.#api.findDirections(request, job, Comlink.proxy(tell)));
      return await Promise.race([found, cancelled]);
    } finally {
      over.abort();
    }
  }

  loadDiscriminator(weights: Uint8Array): Promise<void> {
    return this.#answered(this.#api.loadDiscriminator(weights));
  }

  judge(input: DiscriminatorInput): Promise<Judgement> {
    return this.#answered(this.#api.judge(input));
  }

  memory(): Promise<MemoryReport> {
    return this.#answered(this.#api.memory());
  }

  terminate(): void {
    this.#worker.terminate();
  }

  async #answered<T>(call: Promise<Outcome<T>>): Promise<T> {
    return unwrapped(await Promise.race([call, this.#broken]));
  }

  async #timed<T>(call: Promise<Outcome<T>>, limit: number): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const seconds = Math.round(limit / 1000);
      const error = new LensError("backend-timeout", { backend: this.#backend ?? "", seconds });
      timer = setTimeout(() => reject(error), limit);
    });
    try {
      return await Promise.race([this.#answered(call), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
