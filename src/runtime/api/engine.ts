/** Opening an engine in a browser: on the best backend that starts and proves exact, in a worker. No TensorFlow.js here. */
import { openModel } from "../../model/storage/open-model";
import { candidates } from "../backends/choose";
import { startEngine } from "../backends/engine-startup";
import { probeGpus } from "../backends/probe";
import { openEarlyEngineWorker, openEngineWorker } from "../jobs/engine-client";
import { createRecoveringEngine } from "../recovery/recovering-engine";
import { retainFiles } from "../recovery/retained-files";
import { linkedAbort } from "../rpc/cancellation";
import type { Engine, EngineOptions, EngineProgress } from "./engine-types";
import type { BackendName } from "./types";

export type { Engine, EngineFacts, EngineOptions, EngineProgress, Recovery } from "./engine-types";
export type { FeaturesRequest, VectorsRequest } from "./types";

/**
 * Opens a model. Download and backend start run side by side; backends are tried in order until one passes its self-check.
 * @throws LensError the model's own faults as they are; `backend-unavailable`, `backend-timeout`, `backend-inexact` or
 * `backend-not-finite` where one backend was forced; `no-backend` or `image-not-finite` where none is left; `cancelled`
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { source, backend: forced, limits, signal } = options;
  const stop = linkedAbort(signal);
  const onProgress = (progress: EngineProgress) => {
    if (!stop.signal.aborted) options.onProgress?.(progress);
  };
  // Its code loads while the browser looks for its GPUs; the first candidate takes it.
  let first = openEarlyEngineWorker();
  const open = (backend: BackendName) => {
    const client = first ?? openEngineWorker(backend);
    first = undefined;
    return client;
  };
  try {
    const files = openModel(source, {
      onProgress: (progress) => onProgress({ phase: "download", progress }),
      signal: stop.signal,
    }).then(retainFiles);
    files.catch(() => undefined);
    const offer = await probeGpus();
    const started = await startEngine(
      candidates(offer, forced),
      { open, files },
      { onProgress, signal: stop.signal, ...(limits && { limits }), ...(forced && { forced }) },
    );
    return createRecoveringEngine({ options, files: await files, offer: candidates(offer), open }, started);
  } finally {
    first?.terminate();
    // No backend is left, or the engine runs: nothing is downloaded or reported any more.
    stop.abort();
    stop.unlink();
  }
}
