import type { LensError } from "../model/errors";
import type { GpuOffer } from "./probe";
import type { Adapter, BackendName } from "./types";

/** A backend to try, and what it would run on. */
export interface Candidate {
  readonly backend: BackendName;
  readonly adapter: Adapter;
}

/** What WASM and plain JavaScript run on. */
export const PROCESSOR: Adapter = { name: "processor", software: false };

/**
 * The backends to try, best first: WebGPU and WebGL on real GPUs, WASM, then GPUs imitated in software (measured slower
 * than WASM), then plain JavaScript.
 * @param forced one backend and no other
 */
export function candidates(offer: GpuOffer, forced?: BackendName): Candidate[] {
  const { webgpu, webgl } = offer;
  const gpus: Candidate[] = [];
  if (webgpu) gpus.push({ backend: "webgpu", adapter: webgpu });
  if (webgl) gpus.push({ backend: "webgl", adapter: webgl });
  const all: Candidate[] = [
    ...gpus.filter(({ adapter }) => !adapter.software),
    { backend: "wasm", adapter: PROCESSOR },
    // Software WebGL is several times faster than software WebGPU.
    ...gpus.filter(({ adapter }) => adapter.software).reverse(),
    { backend: "cpu", adapter: PROCESSOR },
  ];
  return forced ? all.filter(({ backend }) => backend === forced) : all;
}

/** Whether another backend may do better after a failed start; a bad model is bad on every one. */
export function anotherMayDo({ code }: LensError): boolean {
  return code.startsWith("backend-") || code === "engine-failed";
}
