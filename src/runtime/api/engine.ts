/** The engine as the page sees it: opens a model on the best backend that starts and proves exact. No TensorFlow.js here. */

import { LensError } from "../../model/errors";
import type { Directions } from "../../model/formats/directions";
import type { Manifest } from "../../model/formats/manifest";
import { type DownloadProgress, type ModelSource, openModel } from "../../model/storage/open-model";
import { BackendStartup } from "../backends/backend-startup";
import { candidates } from "../backends/choose";
import { probeGpus } from "../backends/probe";
import type { DiscriminatorRequest } from "../jobs/discriminator";
import { RecoveringEngine } from "../recovery/recovering-engine";
import { type TimeLimits, WorkerClient } from "../rpc/worker-client";
import type { DirectionsOptions } from "./client";
import type { LatestWins } from "./latest-wins";
import type {
  Adapter,
  Attempt,
  BackendName,
  DirectionsRequest,
  DiscriminatorOutput,
  FeatureMap,
  GenerateRequest,
  Generation,
  MemoryReport,
  QueryVectors,
  SelfCheck,
} from "./types";

export type EngineProgress =
  | { readonly phase: "download"; readonly progress: DownloadProgress }
  | { readonly phase: "start"; readonly backend: BackendName }
  | { readonly phase: "check"; readonly backend: BackendName };

/** How a running engine that lost its device or its worker has come back, or that it could not. */
export type Recovery = {
  /** What was lost: `device-lost` or `worker-lost`. */
  readonly lost: LensError;
  readonly from: BackendName;
} & (
  | {
      /** The backend that runs now: the same one, or after two losses another. */
      readonly to: BackendName;
    }
  | {
      /** Why nothing runs; the next request tries again. */
      readonly error: LensError;
    }
);

export interface EngineOptions {
  readonly source: ModelSource;
  /** This backend and no other, unless it is lost twice. */
  readonly backend?: BackendName;
  readonly limits?: TimeLimits;
  readonly onProgress?: (progress: EngineProgress) => void;
  /** Told while a snapshot's weights are on their way, `undefined` when they are no longer. */
  readonly onSnapshotProgress?: (progress: DownloadProgress | undefined) => void;
  /** Told when the engine has lost its device or its worker and is there again, or is not. */
  readonly onRecovery?: (recovery: Recovery) => void;
  /** Ends the opening, and any start again after a loss. */
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

/**
 * An engine that has lost its device or its worker starts again by itself; what it runs on may be another one then, and what was asked
 * for meanwhile is answered, where nothing newer was.
 */
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
  /** A small image beside the one on show; each request is answered. */
  readonly preview: (request: GenerateRequest) => Promise<Generation>;
  /** x_j, o_j and y_j of a query in the image of a request; newest request wins. */
  readonly vectorsOf: LatestWins<VectorsRequest, QueryVectors>;
  /** One channel of each stage in the image of a request; newest request wins. */
  readonly features: LatestWins<FeaturesRequest, FeatureMap[]>;
  /**
   * Principal directions of the finished generator, for a model that comes without. A matter of half a minute without a GPU;
   * other requests are answered meanwhile. Latents and labels are copied.
   * @throws LensError `cancelled` as soon as the signal says so; `directions-failed` with `reason` where the features are not
   * finite or do not vary; `engine-failed` for latents or labels that do not fit the model
   */
  findDirections(request: DirectionsRequest, options: DirectionsOptions): Promise<Directions>;
  /**
   * What the model's discriminator says of an image, with its attention and, where it is asked for, the gradient of the score by
   * the image; newest request wins. The first request downloads the discriminator's weights.
   * @throws LensError `no-discriminator` for a model without one; the file's faults as they are; `cancelled` by the request's signal
   * before the weights are there, or by `dispose`; `judgement-not-finite`; `engine-failed` for an image or class weights that do
   * not fit the model
   */
  readonly discriminate: LatestWins<DiscriminatorRequest, DiscriminatorOutput>;
  memory(): Promise<MemoryReport>;
  dispose(): void;
}

/**
 * Opens a model. Download and backend start run side by side; backends are tried in order until one passes its self-check.
 * @throws LensError the model's own faults as they are; `backend-unavailable`, `backend-timeout`, `backend-inexact` or
 * `backend-not-finite` where one backend was forced; `no-backend` or `image-not-finite` where none is left; `cancelled`
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { source, backend: forced } = options;
  const opening = new BackendStartup(options);
  try {
    const opened = openModel(source, {
      onProgress: (progress) => opening.tell({ phase: "download", progress }),
      signal: opening.signal,
    });
    // Awaited once a backend is up; until then a failure must not count as unhandled.
    opened.catch(() => undefined);
    // Its code loads while the browser is asked for its GPUs; the first candidate takes it.
    const worker = new WorkerClient();
    const offer = await probeGpus();
    const plan = candidates(offer, forced);
    if (plan.length === 0 && forced) {
      worker.terminate();
      throw new LensError("backend-unavailable", { backend: forced, reason: "this browser offers none" });
    }
    const first = await opening.run(plan, opened, { worker, ...(forced && { forced }) });
    return new RecoveringEngine(options, first, await opened, candidates(offer));
  } finally {
    opening.end();
  }
}
