/**
 * The workers in the package, in place of worker-files.ts. Bundlers copy a file that is named by `new URL("./…", import.meta.url)` and look
 * at nothing that it imports. So each worker is one file with all that it needs: an engine's has one backend.
 */
import cpu from "virtual:packaged/engine.worker-cpu";
import wasm from "virtual:packaged/engine.worker-wasm";
import webgl from "virtual:packaged/engine.worker-webgl";
import webgpu from "virtual:packaged/engine.worker-webgpu";
import summary from "virtual:packaged/summary.worker";
import plain from "virtual:packaged/tfjs-backend-wasm";
import simd from "virtual:packaged/tfjs-backend-wasm-simd";
import type { BackendName } from "../api/types";
import type { WasmPaths } from "../backends/wasm-backend";
import { assetAddress } from "./asset-folder";
import type { WorkerFile } from "./worker-files";

const ENGINES = { webgpu, webgl, wasm, cpu };

/** None can start every backend. */
export const earlyEngineWorker: WorkerFile | undefined = undefined;

export function engineWorker(backend: BackendName): WorkerFile {
  const address = assetAddress(ENGINES[backend]);
  if (backend !== "wasm") return { address };
  // Only this side knows where a bundler put them (packaged-wasm-addresses.ts).
  const binaries: WasmPaths = { plain: assetAddress(plain), simd: assetAddress(simd) };
  return { address, name: JSON.stringify(binaries) };
}

export const summaryWorker = (): string => assetAddress(summary);
