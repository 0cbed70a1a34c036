/** Holds the one engine of a viewer: opens it, replaces it, releases it, reports what becomes of it. */
import { asLensError, LensError } from "../../model/errors";
import type { Manifest } from "../../model/formats/manifest";
import type { DownloadProgress } from "../../model/storage/open-model";
import type { Engine, EngineProgress, Recovery } from "../../runtime/api/engine";
import type { EngineStatus } from "../state/viewer-state";
import { recovered } from "../views/recovered";
import type { ViewerContext } from "./context";

export interface EngineRequest {
  /** Folder of the model, with a slash at the end. */
  readonly folder: URL;
  /** Cancels the opening. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: EngineProgress) => void;
  /** Called while a snapshot's weights are being downloaded, with `undefined` at the end. */
  readonly onSnapshotProgress: (progress: DownloadProgress | undefined) => void;
  /** Called when the engine was lost and runs again, or cannot. */
  readonly onRecovery: (recovery: Recovery) => void;
}

export interface EngineLease {
  readonly engine: Engine;
  /** Ends the use of the engine. Pending requests reject with `cancelled`, or are dropped where others use the engine, too. */
  release(): void;
}

/** Opens engines. @throws LensError what `createEngine` throws */
export type EngineProvider = (request: EngineRequest) => Promise<EngineLease>;

export function statusOf({ backend, adapter, check, attempts }: Engine): EngineStatus {
  return { phase: "ready", backend, adapter, check, attempts };
}

export class EngineHolder {
  readonly #context: ViewerContext;
  readonly #provider: EngineProvider | undefined;
  #lease: EngineLease | undefined;
  #stop: AbortController | undefined;
  #model: string | undefined;

  constructor(context: ViewerContext, provider: EngineProvider | undefined) {
    this.#context = context;
    this.#provider = provider;
  }

  get engine(): Engine | undefined {
    return this.#lease?.engine;
  }

  /** The model that is open or being opened. */
  get model(): string | undefined {
    return this.#model;
  }

  /**
   * Opens a model in place of the one before.
   * @param prepare called with the manifest before the engine counts as ready; what it brings is put into the state with it
   * @returns whether the model is open; `false` where another was opened meanwhile, or `release` was called
   * @throws LensError what the provider throws
   */
  async open(
    model: string,
    prepare: (manifest: Manifest) => Promise<Parameters<ViewerContext["put"]>[0]>,
  ): Promise<boolean> {
    const { gate, put, modelFolder } = this.#context;
    this.release();
    if (!this.#provider) throw new LensError("no-backend", { tried: "" });
    this.#model = model;
    const stop = new AbortController();
    this.#stop = stop;
    const isCurrent = gate.period();
    put({ engine: { phase: "download", progress: { loaded: 0, total: 0 } } });
    const lease = await gate.each(() =>
      this.#lend(
        {
          folder: modelFolder(model),
          signal: stop.signal,
          onProgress: (engine) => isCurrent() && put({ engine }),
          onSnapshotProgress: (snapshotProgress) => isCurrent() && put({ snapshotProgress }),
          onRecovery: (recovery) => isCurrent() && this.#recovered(recovery),
        },
        isCurrent,
      ),
    );
    if (!lease) return false;
    const { engine } = lease;
    const prepared = await prepare(engine.manifest);
    if (!isCurrent()) {
      lease.release();
      return false;
    }
    this.#lease = lease;
    const { manifest } = engine;
    put({ ...prepared, manifest, latentSize: manifest.latent.size, engine: statusOf(engine) });
    return true;
  }

  /** Ends the opening that is under way; it fails with `cancelled`. */
  cancel(): void {
    this.#stop?.abort();
  }

  /** Releases the engine, and drops whatever it was asked for. */
  release(): void {
    this.#context.gate.close();
    this.#stop?.abort();
    this.#stop = undefined;
    this.#model = undefined;
    const lease = this.#lease;
    this.#lease = undefined;
    lease?.release();
  }

  /** An engine that comes too late is released at once. */
  async #lend(request: EngineRequest, isCurrent: () => boolean): Promise<EngineLease | undefined> {
    const lease = await this.#provider?.(request);
    if (isCurrent()) return lease;
    lease?.release();
    return undefined;
  }

  /** What was requested meanwhile, the engine answers by itself. */
  #recovered(recovery: Recovery): void {
    if ("error" in recovery) {
      this.release();
      this.#context.put({ engine: { phase: "failed", error: asLensError(recovery.error) } });
      return;
    }
    this.#context.notify(recovered(recovery.from, recovery.to), ["engine-restarted", "engine-stepped-down"]);
    if (this.#lease) this.#context.put({ engine: statusOf(this.#lease.engine) });
  }
}
