/** Starting one TensorFlow.js backend; each is its own chunk, loaded only when it is wanted. */
import { env, ready, setBackend } from "@tensorflow/tfjs-core";
import { LensError } from "../../model/errors";
import type { BackendName } from "../api/types";
import { loadWasm, type WasmPaths } from "./wasm-backend";
import { loadWebgpu } from "./webgpu-backend";

const loaders: Record<BackendName, (wasm: WasmPaths) => Promise<unknown>> = {
  webgpu: loadWebgpu,
  webgl: () => import("@tensorflow/tfjs-backend-webgl"),
  wasm: loadWasm,
  cpu: () => import("@tensorflow/tfjs-backend-cpu"),
};

/**
 * Starts a backend and makes it the current one.
 * @throws LensError `backend-unavailable` with `backend` and `reason`
 */
export async function startBackend(backend: BackendName, wasm: WasmPaths): Promise<void> {
  const refuse = (reason: string) => new LensError("backend-unavailable", { backend, reason });
  let started: boolean;
  try {
    await loaders[backend](wasm);
    if (backend === "webgpu" || backend === "webgl") keepSmallTensorsOnGpu(backend);
    started = await setBackend(backend);
    await ready();
  } catch (error) {
    throw refuse((error as Error).message.split("\n")[0]);
  }
  // setBackend answers false, without throwing, when a registered backend fails to start.
  if (!started) throw refuse("it did not start");
}

/** Else tensors of under 1,000 elements are computed on the processor, and a self-check would not see the GPU's own work. */
function keepSmallTensorsOnGpu(backend: "webgpu" | "webgl"): void {
  env().set(backend === "webgpu" ? "WEBGPU_CPU_FORWARD" : "WEBGL_CPU_FORWARD", false);
}
