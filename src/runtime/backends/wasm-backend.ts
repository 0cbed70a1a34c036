/** TensorFlow.js on WebAssembly; a chunk of its own, loaded only when it is wanted. */
import { env } from "@tensorflow/tfjs-core";

/** Addresses of the binaries. */
export interface WasmPaths {
  readonly plain: string;
  readonly simd: string;
}

/** Registers the backend; it is not yet the current one. */
export async function loadWasm(paths: WasmPaths): Promise<void> {
  const [wasm, { registerWasmKernels }] = await Promise.all([
    import("@tensorflow/tfjs-backend-wasm"),
    import("../../network/kernels/wasm-kernels"),
  ]);
  registerWasmKernels();
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  wasm.setWasmPaths({
    "tfjs-backend-wasm.wasm": paths.plain,
    "tfjs-backend-wasm-simd.wasm": paths.simd,
    // An address is demanded, though threads are off: they need an isolated page, and gain nothing (decision 11).
    "tfjs-backend-wasm-threaded-simd.wasm": paths.simd,
  });
}
