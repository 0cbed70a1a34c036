/** Addresses of TensorFlow.js's WebAssembly binaries, in a worker. */
import plainWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import type { WasmPaths } from "./wasm-backend";

/** By this file's own address: the worker's may be that of a few bytes that import it. */
const absolute = (url: string) => new URL(url, import.meta.url).href;

export const WASM_ADDRESSES: WasmPaths = { plain: absolute(plainWasm), simd: absolute(simdWasm) };
