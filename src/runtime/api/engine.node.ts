/** The engine in Node: the same `EngineCore` as in the browser's worker, on the caller's thread. */
import { asLensError, LensError } from "../../model/errors";
import { openModel } from "../../model/storage/open-model";
import { readInNode } from "../../model/storage/read.node";
import { anotherMayDo, noneLeft, PROCESSOR } from "../backends/choose";
import { wasmFiles } from "../backends/wasm-files.node";
import { CoreClient } from "../rpc/core-client";
import type { Engine, EngineOptions } from "./engine";
import { createEngineFacade } from "./engine-facade";
import type { Attempt, BackendName } from "./types";

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
  const source = { read: readInNode, ...options.source };
  const files = await openModel(source, {
    onProgress: (progress) => onProgress?.({ phase: "download", progress }),
    ...(signal && { signal }),
  });
  const attempts: Attempt[] = [];
  for (const backend of forced ? [forced] : OFFERED) {
    const client = new CoreClient(wasmFiles());
    try {
      onProgress?.({ phase: "start", backend });
      await client.start(backend);
      if (signal?.aborted) throw new LensError("cancelled");
      onProgress?.({ phase: "check", backend });
      const check = await client.load(files);
      if (signal?.aborted) throw new LensError("cancelled");
      const { manifest } = files;
      const parts = { client, source, manifest, backend, adapter: PROCESSOR, check };
      return {
        ...createEngineFacade({ ...parts, ...(onSnapshotProgress && { onSnapshotProgress }) }),
        attempts,
      };
    } catch (thrown) {
      client.terminate();
      const error = asLensError(thrown);
      if (forced || !anotherMayDo(error)) throw error;
      attempts.push({ backend, error });
    }
  }
  throw noneLeft(attempts);
}
