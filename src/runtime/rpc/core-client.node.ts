/** An `EngineCore` on the caller's own thread, for Node: requests are computed on this thread. */
import { asLensError, LensError } from "../../model/errors";
import type { EngineClient } from "../api/client";
import type { WorkerCalls } from "../api/operations";
import type { BackendName } from "../api/types";
import { isStarted, releaseBackend, startNoted } from "../backends/release-backend.node";
import type { WasmPaths } from "../backends/wasm-backend";
import { EngineCore } from "../jobs/engine-core";
import { createCancellation, withCancellation } from "./cancellation";
import type { Call, Handlers } from "./protocol";

/** TensorFlow.js has one current backend for all engines of a thread, so they must agree on it. */
const running = new Map<EngineCore, BackendName>();
/** Backends that run for engines alone; one that somebody else had started is theirs to end. */
const started = new Set<BackendName>();

class ThreadCore extends EngineCore {
  /** @throws LensError `backend-unavailable`, also while another engine runs on another backend */
  override async start(backend: BackendName): Promise<void> {
    const other = [...running.values()].find((name) => name !== backend);
    if (other) {
      const reason = `an engine of this process runs on ${other}, and all must run on the same`;
      throw new LensError("backend-unavailable", { backend, reason });
    }
    running.set(this, backend);
    if (isStarted(backend)) return super.start(backend);
    started.add(backend);
    await startNoted(() => super.start(backend));
  }

  override dispose(): void {
    const backend = running.get(this);
    running.delete(this);
    super.dispose();
    if (backend === undefined || !started.has(backend) || [...running.values()].includes(backend)) return;
    releaseBackend(backend);
    if (!isStarted(backend)) started.delete(backend);
  }
}

export class CoreClient implements EngineClient {
  readonly #core: EngineCore;
  readonly #ended = createCancellation();

  constructor(wasm: WasmPaths) {
    this.#core = new ThreadCore(wasm);
  }

  readonly call: Call<WorkerCalls> = async (name, input, { signal, onProgress } = {}) => {
    if (this.#ended.reason) throw this.#ended.reason;
    const handlers: Handlers<WorkerCalls> = this.#core;
    const stop = new AbortController();
    this.#ended.onCancel(() => stop.abort());
    try {
      return await withCancellation(signal, ({ guard, onCancel }) => {
        onCancel(() => stop.abort());
        const report = (progress: never) => {
          if (!stop.signal.aborted) onProgress?.(progress);
        };
        const work = async () => handlers[name](input, { report, signal: stop.signal });
        return this.#ended.guard(guard(work()));
      });
    } catch (error) {
      throw asLensError(error);
    }
  };

  /** Nothing is lost on the same thread. */
  onLoss(): void {}

  terminate(): void {
    this.#ended.cancel(new LensError("cancelled"));
    this.#core.dispose();
  }
}
