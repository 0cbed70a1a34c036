/** The engine in Node: the same `EngineCore` as in the browser's worker, on the caller's thread. */
import { LensError } from "../../model/errors";
import { diskFile } from "../../model/storage/disk-file.node";
import { type ModelSource, openModel } from "../../model/storage/open-model";
import { readInNode } from "../../model/storage/read.node";
import { NO_LIMITS } from "../backends/backend-startup";
import { PROCESSOR } from "../backends/choose";
import { startEngine } from "../backends/engine-startup";
import { wasmFiles } from "../backends/wasm-files.node";
import { CoreClient } from "../rpc/core-client.node";
import { createEngineFacade } from "./engine-facade";
import type { Engine, EngineOptions } from "./engine-types";
import { createRequestRunner } from "./request-runner";
import type { BackendName } from "./types";

/** Nothing can end a run on the same thread, and nothing of it is lost: there are neither time limits nor recoveries. */
export type NodeEngineOptions = Omit<EngineOptions, "limits" | "onRecovery">;

/** Best first. */
const OFFERED: readonly BackendName[] = ["wasm", "cpu"];

/**
 * Opens a model, from `file:`, `http:` or `https:`, on WebAssembly, or plain JavaScript where that does not start or proves inexact.
 * @throws LensError the model's own faults as they are; `backend-unavailable`, `backend-inexact` or `backend-not-finite` where one
 * backend was forced; `no-backend` or `image-not-finite` where none is left; `cancelled`
 */
export async function createEngine(options: NodeEngineOptions): Promise<Engine> {
  const { backend: forced, onProgress, onSnapshotProgress, signal } = options;
  if (forced && !OFFERED.includes(forced)) {
    throw new LensError("backend-unavailable", { backend: forced, reason: "only browsers offer it" });
  }
  const { folder, read } = options.source;
  const source: ModelSource = {
    read: readInNode,
    ...(folder.protocol === "file:" && !read && { stored: (file) => diskFile(file, folder, signal) }),
    ...options.source,
  };
  // Before a backend starts: TensorFlow.js is not loaded for a model that is not there.
  const files = await openModel(source, {
    onProgress: (progress) => onProgress?.({ phase: "download", progress }),
    ...(signal && { signal }),
  });
  const plan = (forced ? [forced] : OFFERED).map((backend) => ({ backend, adapter: PROCESSOR }));
  const started = await startEngine(
    plan,
    { open: () => new CoreClient(wasmFiles()), files: Promise.resolve(files) },
    {
      limits: NO_LIMITS,
      ...(onProgress && { onProgress }),
      ...(signal && { signal }),
      ...(forced && { forced }),
    },
  );
  const { manifest } = files;
  const { client, backend, adapter, loaded: check, attempts } = started;
  const runner = createRequestRunner({
    client,
    source,
    manifest,
    ...(onSnapshotProgress && { onSnapshotProgress }),
  });
  const facade = createEngineFacade(runner);
  return {
    ...facade.methods,
    ...{ manifest, backend, adapter, check, attempts },
    dispose() {
      facade.dispose();
      runner.dispose();
    },
  };
}
