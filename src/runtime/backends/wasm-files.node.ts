import { createRequire } from "node:module";
import type { WasmPaths } from "./wasm-backend";

/** TensorFlow.js's own binaries, as it was installed. */
export function wasmFiles(): WasmPaths {
  const { resolve } = createRequire(import.meta.url);
  const file = (name: string) => resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}.wasm`);
  return { plain: file("tfjs-backend-wasm"), simd: file("tfjs-backend-wasm-simd") };
}
