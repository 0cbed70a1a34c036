/** An `EngineCore` on the caller's own thread, for Node: each request is computed where it is asked for. */

import { asLensError, LensError } from "../../model/errors";
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
import type { WasmPaths } from "../backends/wasm-backend";
import { EngineCore } from "../jobs/engine-core";

/** TensorFlow.js has one current backend for all engines of a thread, so they must agree on it. */
const running = new Map<CoreClient, BackendName>();

export class CoreClient implements EngineClient {
  readonly #core = new EngineCore();
  readonly #wasm: WasmPaths;

  constructor(wasm: WasmPaths) {
    this.#wasm = wasm;
  }

  /** @throws LensError `backend-unavailable`, also while another engine runs on another backend */
  start(backend: BackendName): Promise<void> {
    return outcome(async () => {
      const other = [...running.values()].find((name) => name !== backend);
      if (other) {
        const reason = `an engine of this process runs on ${other}, and all must run on the same`;
        throw new LensError("backend-unavailable", { backend, reason });
      }
      running.set(this, backend);
      await this.#core.start(backend, this.#wasm);
    });
  }

  load(files: ModelFiles): Promise<SelfCheck> {
    return outcome(() => this.#core.load(files));
  }

  use(weights: Uint8Array | undefined, where: string): Promise<void> {
    return outcome(() => this.#core.use(weights, where));
  }

  generate(request: GenerateRequest): Promise<Generation> {
    return outcome(() => this.#core.generate(request));
  }

  vectorsOf(request: GenerateRequest, site: string, query: number): Promise<QueryVectors> {
    return outcome(() => this.#core.vectorsOf(request, site, query));
  }

  features(request: GenerateRequest, channels: Readonly<Record<number, number>>): Promise<FeatureMap[]> {
    return outcome(() => this.#core.features(request, channels));
  }

  findDirections(request: DirectionsRequest, { onProgress, signal }: DirectionsOptions): Promise<Directions> {
    return outcome(() => this.#core.findDirections(request, onProgress, () => signal.aborted));
  }

  loadDiscriminator(weights: Uint8Array): Promise<void> {
    return outcome(() => this.#core.loadDiscriminator(weights));
  }

  discriminate(input: DiscriminatorInput): Promise<DiscriminatorOutput> {
    return outcome(() => this.#core.discriminate(input));
  }

  memory(): Promise<MemoryReport> {
    return outcome(() => this.#core.memory());
  }

  terminate(): void {
    running.delete(this);
    this.#core.dispose();
  }
}

async function outcome<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asLensError(error);
  }
}
