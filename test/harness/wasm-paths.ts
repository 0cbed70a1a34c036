/** Where the harness has the binaries of the WASM backend, for what runs in the page itself. */
import plainWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import type { WasmPaths } from "../../src/runtime/backends/wasm-backend";

const absolute = (url: string) => new URL(url, import.meta.url).href;

export const wasmPaths: WasmPaths = { plain: absolute(plainWasm), simd: absolute(simdWasm) };
