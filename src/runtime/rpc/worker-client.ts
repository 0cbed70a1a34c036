/** One worker and its start: every call is answered in time or the worker is ended. */
import * as Comlink from "comlink";
import { fromPlainError, LensError } from "../../model/errors";
import type { Directions } from "../../model/formats/directions";
import type { ModelFiles } from "../../model/storage/open-model";
import type { DirectionsOptions, EngineClient } from "../api/client";
import type {
  BackendName,
  DirectionsRequest,
  DiscriminatorInput,
  DiscriminatorOutput,
  FeatureMap,
  GenerateRequest,
  Generation,
  MemoryReport,
  QueryVectors,
  SelfCheck,
} from "../api/types";
import type { EngineWorkerApi } from "../jobs/engine.worker";
import workerAddress from "../jobs/engine.worker?worker&url";
import { afterActiveTime } from "./active-time";
import type { Ending } from "./cancellation";
import { livenessCheck } from "./liveness-check";
import { type Outcome, unwrapped } from "./outcome";
import { startWatched, type Watched } from "./start-worker";

/** Time limits of one backend's start, in milliseconds. */
export interface TimeLimits {
  /** Loading its code and starting it. */
  readonly start: number;
  /** Uploading the weights and the two checked runs; a software GPU compiles shaders for ten seconds here. */
  readonly check: number;
}

/** No single piece of work takes a backend as long that has passed its check in time: its worker hangs. Milliseconds. */
const SILENCE = 2 * 90_000;

export const DEFAULT_LIMITS: TimeLimits = { start: 20_000, check: 90_000 };

export class WorkerClient implements EngineClient {
  readonly #watched: Watched;
  readonly #api: Comlink.Remote<EngineWorkerApi>;
  /** Known from `start` on. */
  #backend: BackendName | undefined;
  #loaded = false;
  /** Directions that were asked for. */
  #jobs = 0;
  /** Calls that are not answered yet, and what ends the asking whether the worker lives. */
  #waiting = 0;
  #stopAsking: () => void = () => undefined;
  /**
   * Told once nothing will be answered any more: `device-lost`, `worker-lost`, or `backend-unavailable` where the worker broke before
   * it had loaded a model.
   */
  get loss(): Ending {
    return this.#watched.loss;
  }

  /** Loads the worker's code; the backend is chosen later. */
  constructor() {
    this.#watched = startWatched(workerAddress, {
      faultOf: (reason) =>
        this.#loaded
          ? new LensError("worker-lost", { reason })
          : new LensError("backend-unavailable", { backend: this.#backend ?? "", reason }),
      // `TimeLimits` bound its start; until then it may wait for the page, behind other downloads.
      handshake: Number.POSITIVE_INFINITY,
    });
    this.#api = Comlink.wrap<EngineWorkerApi>(this.#watched.endpoint);
  }

  async start(backend: BackendName, limit: number): Promise<void> {
    this.#backend = backend;
    await this.#timed(this.#api.start(backend), limit);
    void this.#api.untilLost().then((loss) => "error" in loss && this.loss.tell(fromPlainError(loss.error)));
  }

  async load(files: ModelFiles, limit: number): Promise<SelfCheck> {
    const check = await this.#timed(this.#api.load(files), limit);
    this.#loaded = true;
    return check;
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

  discriminate(input: DiscriminatorInput): Promise<DiscriminatorOutput> {
    return this.#answered(this.#api.discriminate(input));
  }

  memory(): Promise<MemoryReport> {
    return this.#answered(this.#api.memory());
  }

  /** Calls that are under way then are never answered, and no loss is told. */
  terminate(): void {
    this.#stopAsking();
    this.#watched.terminate();
  }

  async #answered<T>(call: Promise<Outcome<T>>): Promise<T> {
    if (this.#waiting++ === 0) {
      const silent = () =>
        this.loss.tell(new LensError("worker-lost", { reason: "its worker does not answer" }));
      this.#stopAsking = livenessCheck(() => this.#api.alive(), SILENCE, silent);
    }
    try {
      return unwrapped(await this.loss.unless(call));
    } finally {
      if (--this.#waiting === 0) this.#stopAsking();
    }
  }

  async #timed<T>(call: Promise<Outcome<T>>, limit: number): Promise<T> {
    let stop: () => void = () => undefined;
    const late = new Promise<never>((_, reject) => {
      const seconds = Math.round(limit / 1000);
      const error = new LensError("backend-timeout", { backend: this.#backend ?? "", seconds });
      stop = afterActiveTime(limit, () => reject(error));
    });
    try {
      return await Promise.race([this.#answered(call), late]);
    } finally {
      stop();
    }
  }
}
