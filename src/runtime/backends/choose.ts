import { LensError } from "../../model/errors";
import { type Adapter, type Attempt, BACKENDS, type BackendName } from "../api/types";
import { isLoss } from "../rpc/loss";
import type { GpuOffer } from "./probe";

/** A backend to try, and what it would run on. */
export interface Candidate {
  readonly backend: BackendName;
  readonly adapter: Adapter;
}

/** What WASM and plain JavaScript run on. */
export const PROCESSOR: Adapter = { name: "processor", software: false };

/**
 * The backends to try, best first: WebGPU and WebGL on real GPUs, WASM, then software GPUs (measured slower
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
  return code.startsWith("backend-") || code === "engine-failed" || isLoss({ code });
}

/** After so many losses of a backend, the next one is tried. */
export const MOST_LOSSES = 2;

/**
 * The backends to try after a loss: the same one, unless it was lost too often; then those below it, from WebGPU over WebGL and WASM to
 * plain JavaScript.
 * @param offer all that this browser offers
 * @param losses of the lost one, this one included
 */
export function planAfterLoss(
  offer: readonly Candidate[],
  { backend, adapter }: Candidate,
  losses: number,
): Candidate[] {
  const below = BACKENDS.slice(BACKENDS.indexOf(backend) + 1);
  const rest = below.flatMap((name) => offer.filter((candidate) => candidate.backend === name));
  return losses < MOST_LOSSES ? [{ backend, adapter }, ...rest] : rest;
}

/** What is wrong where no backend is left: `no-backend`, or `image-not-finite` where all that ran gave no numbers. */
export function noneLeft(attempts: readonly Attempt[]): LensError {
  const names = (some: readonly Attempt[]) => some.map(({ backend }) => backend).join(", ");
  const ran = attempts.filter(({ error }) => error.code !== "backend-unavailable");
  const notFinite = ran.length > 0 && ran.every(({ error }) => error.code === "backend-not-finite");
  return notFinite
    ? new LensError("picture-not-finite", { tried: names(ran) })
    : new LensError("no-backend", { tried: names(attempts) });
}
