/** The engine as its users see it. */
import type { LensError } from "../../model/errors";
import type { Manifest } from "../../model/formats/manifest";
import type { DownloadProgress, ModelSource } from "../../model/storage/open-model";
import type { EngineMethods } from "./operations";
import type { Adapter, Attempt, BackendName, SelfCheck, TimeLimits } from "./types";

export type EngineProgress =
  | { readonly phase: "download"; readonly progress: DownloadProgress }
  | { readonly phase: "start"; readonly backend: BackendName }
  /** The weights are brought into the form in which the backend uses them. */
  | { readonly phase: "prepare"; readonly backend: BackendName; readonly progress: DownloadProgress }
  /** The first image is computed. @property compared whether it is compared with reference values */
  | { readonly phase: "check"; readonly backend: BackendName; readonly compared: boolean };

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
  /** Called while a snapshot's weights download, and with `undefined` afterwards. */
  readonly onSnapshotProgress?: (progress: DownloadProgress | undefined) => void;
  /** Called when the engine has lost its device or its worker and has started again, or could not. */
  readonly onRecovery?: (recovery: Recovery) => void;
  /** Ends the opening. */
  readonly signal?: AbortSignal;
}

/** Facts about an engine that do not change between two losses. */
export interface EngineFacts {
  readonly manifest: Manifest;
  readonly backend: BackendName;
  readonly adapter: Adapter;
  /** Largest errors against the golden values, on this machine; null for a model without golden values. */
  readonly check: SelfCheck;
  /** Backends that were passed over on the way to this one. */
  readonly attempts: readonly Attempt[];
}

/**
 * Answers requests about one model: the operations of `ENGINE_OPERATIONS`, each a method.
 *
 * Every call settles. Where the newest request wins, a request that a newer one overtook resolves `undefined`; one that runs already is
 * answered. After `dispose`, every pending and every later call rejects with `LensError` `cancelled`.
 *
 * An engine that has lost its device or its worker starts again by itself, maybe on another backend, and answers what was pending, where
 * no newer request took its place. Where nothing starts again, pending calls reject with the reason, and the next request tries again.
 */
export interface Engine extends EngineFacts, EngineMethods {
  /** Ends the engine and frees its memory. */
  dispose(): void;
}
