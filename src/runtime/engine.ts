/** The engine as the page sees it: opens a model on the best backend that starts and proves exact. No TensorFlow.js here. */
import type { Directions } from "../model/directions";
import { asLensError, LensError } from "../model/errors";
import type { Manifest } from "../model/manifest";
import { type DownloadProgress, type ModelSource, openModel } from "../model/open-model";
import { anotherMayDo, type Candidate, candidates, noneLeft } from "./choose";
import type { DirectionsOptions } from "./client";
import { engineOver } from "./engine-over";
import type { JudgeRequest } from "./judge";
import type { LatestWins } from "./latest-wins";
import { probeGpus } from "./probe";
import type {
  Adapter,
  Attempt,
  BackendName,
  DirectionsRequest,
  FeatureMap,
  GenerateRequest,
  Generation,
  Judgement,
  MemoryReport,
  QueryVectors,
  SelfCheck,
} from "./types";
import { DEFAULT_LIMITS, type TimeLimits, WorkerClient } from "./worker-client";

export type EngineProgress =
  | { readonly phase: "download"; readonly progress: DownloadProgress }
  | { readonly phase: "start"; readonly backend: BackendName }
  | { readonly phase: "check"; readonly backend: BackendName };

export interface EngineOptions {
  readonly source: ModelSource;
  /** This backend and no other. */
  readonly backend?: BackendName;
  readonly limits?: TimeLimits;
  readonly onProgress?: (progress: EngineProgress) => void;
  /** Told while a snapshot's weights are on their way, `undefined` when they are no longer. */
  readonly onSnapshotProgress?: (progress: DownloadProgress | undefined) => void;
  readonly signal?: AbortSignal;
}

export interface VectorsRequest {
  readonly request: GenerateRequest;
  /** Name of the site, such as `g.attn`. */
  readonly site: string;
  /** j */
  readonly query: number;
}

export interface FeaturesRequest {
  readonly request: GenerateRequest;
  /** The channel to show, by stage (number of the layer in the manifest). */
  readonly channels: Readonly<Record<number, number>>;
}

export interface Engine {
  readonly manifest: Manifest;
  readonly backend: BackendName;
  readonly adapter: Adapter;
  /** Largest errors against the golden values, on this machine; null for a model without golden values. */
  readonly check: SelfCheck;
  /** Backends that were passed over on the way to this one. */
  readonly attempts: readonly Attempt[];
  /** Newest request wins: a request that a newer one overtook before it began gives `undefined`. */
  readonly generate: LatestWins<GenerateRequest, Generation>;
  /** A small picture beside the one on show; each request is answered. */
  readonly preview: (request: GenerateRequest) => Promise<Generation>;
  /** x_j, o_j and y_j of a query in the picture of a request; newest request wins. */
  readonly vectorsOf: LatestWins<VectorsRequest, QueryVectors>;
  /** One channel of each stage in the picture of a request; newest request wins. */
  readonly features: LatestWins<FeaturesRequest, FeatureMap[]>;
  /**
   * Principal directions of the finished generator, for a model that comes without. A matter of half a minute without a GPU;
   * other requests are answered meanwhile. Latents and labels are copied.
   * @throws LensError `cancelled` as soon as the signal says so; `directions-failed` with `reason` where the features are not
   * finite or do not vary; `engine-failed` for latents or labels that do not fit the model
   */
  findDirections(request: DirectionsRequest, options: DirectionsOptions): Promise<Directions>;
  /**
   * What the model's discriminator says of a picture, with its attention and, where it is asked for, the gradient of the score by
   * the picture; newest request wins. The first request downloads the discriminator's weights.
   * @throws LensError `no-discriminator` for a model without one; the file's faults as they are; `cancelled` by the request's signal
   * before the weights are there, or by `dispose`; `judgement-not-finite`; `engine-failed` for a picture or class weights that do
   * not fit the model
   */
  readonly judge: LatestWins<JudgeRequest, Judgement>;
  memory(): Promise<MemoryReport>;
  dispose(): void;
}

/**
 * Opens a model. Download and backend start run side by side; backends are tried in order until one passes its self-check.
 * @throws LensError the model's own faults as they are; `backend-unavailable`, `backend-timeout`, `backend-inexact` or
 * `backend-not-finite` where one backend was forced; `no-backend` or `picture-not-finite` where none is left; `cancelled`
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const attempt = new OpeningAttempt(options);
  try {
    return await attempt.run();
  } finally {
    attempt.end();
  }
}

type Started = { engine: Omit<Engine, "attempts"> } | { error: LensError };

/** One call of `createEngine`: its download, its worker of the moment, and their end. */
class OpeningAttempt {
  readonly #options: EngineOptions;
  readonly #limits: TimeLimits;
  /** Ends the download, whether the caller cancels or no backend is left. */
  readonly #stop = new AbortController();
  readonly #cancelled: Promise<never>;
  #over = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#limits = options.limits ?? DEFAULT_LIMITS;
    const { signal } = options;
    this.#cancelled = new Promise((_, reject) => {
      const cancel = () => {
        this.#stop.abort();
        reject(new LensError("cancelled"));
      };
      if (signal?.aborted) cancel();
      signal?.addEventListener("abort", cancel, { signal: this.#stop.signal });
    });
    // Heard by whatever waits at the time; nothing may.
    this.#cancelled.catch(() => undefined);
  }

  async run(): Promise<Engine> {
    const { source, backend: forced } = this.#options;
    const opened = openModel(source, {
      onProgress: (progress) => this.#tell({ phase: "download", progress }),
      signal: this.#stop.signal,
    });
    // Awaited below, once a backend is up; until then a failure must not count as unhandled.
    opened.catch(() => undefined);

    // Its code loads while the browser is asked for its GPUs; the first candidate takes it.
    let worker = new WorkerClient();
    try {
      const plan = candidates(await probeGpus(), forced);
      if (plan.length === 0 && forced) {
        throw new LensError("backend-unavailable", { backend: forced, reason: "this browser offers none" });
      }
      const attempts: Attempt[] = [];
      for (const candidate of plan) {
        const started = await this.#try(candidate, worker, opened);
        if ("engine" in started) return { ...started.engine, attempts };
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

  #tell(progress: EngineProgress): void {
    if (!this.#over) this.#options.onProgress?.(progress);
  }

  /** @throws LensError what no other backend could mend: a bad model, `cancelled` */
  async #try(
    { backend, adapter }: Candidate,
    client: WorkerClient,
    opened: ReturnType<typeof openModel>,
  ): Promise<Started> {
    this.#tell({ phase: "start", backend });
    try {
      await Promise.race([client.start(backend, this.#limits.start), this.#cancelled]);
      const files = await Promise.race([opened, this.#cancelled]);
      this.#tell({ phase: "check", backend });
      const check = await Promise.race([client.load(files, this.#limits.check), this.#cancelled]);
      const { manifest } = files;
      const { source, onSnapshotProgress } = this.#options;
      return {
        engine: engineOver({
          client,
          source,
          manifest,
          backend,
          adapter,
          check,
          ...(onSnapshotProgress && { onSnapshotProgress }),
        }),
      };
    } catch (thrown) {
      const error = asLensError(thrown);
      if (anotherMayDo(error)) return { error };
      throw error;
    }
  }
}
