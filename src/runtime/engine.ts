/** The engine as the page sees it: opens a model on the best backend that starts and proves exact. No TensorFlow.js here. */
import { asLensError, LensError } from "../model/errors";
import type { Manifest } from "../model/manifest";
import { type DownloadProgress, type ModelSource, openModel } from "../model/open-model";
import { type Candidate, candidates } from "./choose";
import { type LatestWins, latestWins } from "./latest-wins";
import { probeGpus } from "./probe";
import type {
  Adapter,
  Attempt,
  BackendName,
  GenerateRequest,
  Generation,
  MemoryReport,
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
  readonly signal?: AbortSignal;
}

export interface Engine {
  readonly manifest: Manifest;
  readonly backend: BackendName;
  readonly adapter: Adapter;
  /** Largest errors against the golden values, on this machine, in this session. */
  readonly check: SelfCheck;
  /** Backends that were passed over on the way to this one. */
  readonly attempts: readonly Attempt[];
  /** Newest request wins: a request that a newer one overtook before it began gives `undefined`. */
  readonly generate: LatestWins<GenerateRequest, Generation>;
  memory(): Promise<MemoryReport>;
  dispose(): void;
}

/**
 * Opens a model. Download and backend start run side by side; backends are tried in order until one passes its self-check.
 * @throws LensError the model's own faults as they are; `backend-unavailable`, `backend-timeout` or `backend-inexact` where
 * one backend was forced; `no-backend` where none is left; `cancelled`
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { source, backend: forced, limits = DEFAULT_LIMITS, onProgress, signal } = options;
  const opened = openModel(source, {
    onProgress: (progress) => onProgress?.({ phase: "download", progress }),
    ...(signal && { signal }),
  });
  // Awaited below, once a backend is up; until then a failure must not count as unhandled.
  opened.catch(() => undefined);

  // Its code loads while the browser is asked for its GPUs; the first candidate takes it.
  let worker = new WorkerClient();
  const attempts: Attempt[] = [];
  const plan = candidates(await probeGpus(), forced);
  if (plan.length === 0 && forced) {
    worker.terminate();
    throw new LensError("backend-unavailable", { backend: forced, reason: "this browser offers none" });
  }
  for (const candidate of plan) {
    const started = await tryBackend(candidate, worker, opened, limits, onProgress, signal);
    if ("engine" in started) return { ...started.engine, attempts };
    if (forced) throw started.error;
    worker = new WorkerClient();
    attempts.push({ backend: candidate.backend, error: started.error });
  }
  worker.terminate();
  throw new LensError("no-backend", { tried: attempts.map(({ backend }) => backend).join(", ") });
}

type Started = { engine: Omit<Engine, "attempts"> } | { error: LensError };

async function tryBackend(
  { backend, adapter }: Candidate,
  client: WorkerClient,
  opened: ReturnType<typeof openModel>,
  limits: TimeLimits,
  onProgress: EngineOptions["onProgress"],
  signal: AbortSignal | undefined,
): Promise<Started> {
  onProgress?.({ phase: "start", backend });
  try {
    await client.start(backend, limits.start);
  } catch (error) {
    client.terminate();
    return { error: asLensError(error) };
  }
  try {
    const files = await opened;
    if (signal?.aborted) throw new LensError("cancelled");
    onProgress?.({ phase: "check", backend });
    const check = await client.load(files, limits.check);
    return {
      engine: {
        manifest: files.manifest,
        backend,
        adapter,
        check,
        generate: latestWins((request) => client.generate(request)),
        memory: () => client.memory(),
        dispose: () => client.terminate(),
      },
    };
  } catch (thrown) {
    client.terminate();
    const error = asLensError(thrown);
    // Another backend may do better; a bad model is bad on every one.
    if (error.code.startsWith("backend-") || error.code === "engine-failed") return { error };
    throw error;
  }
}
