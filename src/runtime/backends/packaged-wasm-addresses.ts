/** Addresses of the WebAssembly binaries in a worker of the package, in place of wasm-addresses.ts: what starts it names them. */
import type { WasmPaths } from "./wasm-backend";

/** A worker of another backend has none. */
export const WASM_ADDRESSES = JSON.parse(self.name || "{}") as WasmPaths;
