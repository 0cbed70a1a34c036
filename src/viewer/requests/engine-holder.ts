/** Holds the one engine of a viewer: opens it, replaces it, releases it, reports what becomes of it. */
import { asLensError } from "../../model/errors";
import type { Manifest } from "../../model/formats/manifest";
import type { Engine, Recovery } from "../../runtime/api/engine";
import type { EngineLease, EngineRequest } from "../../runtime/api/shared-engine";
import type { EngineStatus } from "../state/viewer-state";
import { recovered } from "../views/recovered";
import type { ViewerContext } from "./context";

/** Opens engines. @throws LensError what `createEngine` throws */
export type EngineProvider = (request: EngineRequest) => Promise<EngineLease>;

export function statusOf({ backend, adapter, check, attempts }: Engine): EngineStatus {
  return { phase: "ready", backend, adapter, check, attempts };
}

export class EngineHolder {
  readonly #context: ViewerContext;
  readonly #provider: EngineProvider;
  #lease: EngineLease | undefined;
  #stop: AbortController | undefined;

  constructor(context: ViewerContext, provider: EngineProvider) {
    this.#context = context;
    this.#provider = provider;
  }

  get engine(): Engine | undefined {
    return this.#lease?.engine;
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
    const { gate, put, modelSource } = this.#context;
    this.release();
    const stop = new AbortController();
    this.#stop = stop;
    const isCurrent = gate.period();
    const lease = await gate.each(() =>
      this.#lend(
        {
          folder: modelSource(model).folder,
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
    const lease = this.#lease;
    this.#lease = undefined;
    lease?.release();
  }

  /** An engine that comes too late is released at once. */
  async #lend(request: EngineRequest, isCurrent: () => boolean): Promise<EngineLease | undefined> {
    const lease = await this.#provider(request);
    if (isCurrent()) return lease;
    lease.release();
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
