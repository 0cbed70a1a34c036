/** Starting one TensorFlow.js backend; each is its own chunk, loaded only when it is wanted. */
import { env, ready, setBackend } from "@tensorflow/tfjs-core";
import { LensError } from "../model/errors";
import type { BackendName } from "./types";

/** Addresses of the WASM binaries. */
export interface WasmPaths {
  readonly plain: string;
  readonly simd: string;
}

const loaders: Record<BackendName, (wasm: WasmPaths) => Promise<unknown>> = {
  webgpu: () => import("@tensorflow/tfjs-backend-webgpu"),
  webgl: () => import("@tensorflow/tfjs-backend-webgl"),
  wasm: async (paths) => {
    const wasm = await import("@tensorflow/tfjs-backend-wasm");
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    wasm.setWasmPaths({
      "tfjs-backend-wasm.wasm": paths.plain,
      "tfjs-backend-wasm-simd.wasm": paths.simd,
      // An address is demanded, though threads are off: they need an isolated page, and gain nothing here.
      "tfjs-backend-wasm-threaded-simd.wasm": paths.simd,
    });
  },
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
