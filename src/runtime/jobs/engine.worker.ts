/** The worker: an `EngineCore` behind Comlink. */

import plainWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import * as Comlink from "comlink";
import type { AttentionSite } from "../../attention/site";
import type { Directions } from "../../model/formats/directions";
import type { ModelFiles } from "../../model/storage/open-model";
import type {
  BackendName,
  DirectionsRequest,
  DiscriminatorInput,
  DiscriminatorOutput,
  FeatureMap,
  GenerateRequest,
  Generation,
  MemoryReport,
  QueryVectors,
  SelfCheck,
} from "../api/types";
import { currentDevice, type Device } from "../backends/device-loss";
import { type Outcome, outcome } from "../rpc/outcome";
import { release } from "../rpc/release";
import { holdLifeline } from "../rpc/worker-lifetime";
import { EngineCore } from "./engine-core";

function buffersOf(sites: readonly AttentionSite[]): ArrayBufferLike[] {
  return sites.flatMap(({ queries, keys, keyLogSumExp }) => [
    queries.buffer,
    keys.buffer,
    ...(keyLogSumExp ? [keyLogSumExp.buffer] : []),
  ]);
}

const core = new EngineCore();
let device: Device | undefined;
const NEVER = new Promise<never>(() => undefined);
/** What some work on the device gives, or that the device is gone. */
const onDevice = <T>(work: () => T | Promise<T>) => outcome(() => (device ? device.run(work) : work()));
/** Searches for directions that go on, by their numbers, and whether they were cancelled. */
const searches = new Map<number, { cancelled: boolean }>();
/** By this file's own address: the worker's may be that of a few bytes that import it. */
const absolute = (url: string) => new URL(url, import.meta.url).href;

const api = {
  start: (backend: BackendName): Promise<Outcome<void>> =>
    outcome(async () => {
      await core.start(backend, { plain: absolute(plainWasm), simd: absolute(simdWasm) });
      device = currentDevice(backend);
    }),
  /** Answered once the device is gone. */
  untilLost: (): Promise<Outcome<never>> => outcome(() => device?.loss.unless(NEVER) ?? NEVER),
  alive: (): true => true,
  load: (files: ModelFiles): Promise<Outcome<SelfCheck>> => onDevice(() => core.load(files)),
  use: (weights: Uint8Array | undefined, where: string): Promise<Outcome<void>> =>
    onDevice(() => core.use(weights, where)),
  generate: async (request: GenerateRequest): Promise<Outcome<Generation>> => {
    const made = await onDevice(() => core.generate(request));
    if ("error" in made) return made;
    const { image, sites } = made.value;
    return Comlink.transfer(made, [image.buffer, ...buffersOf(sites)]);
  },
  vectorsOf: (request: GenerateRequest, site: string, query: number): Promise<Outcome<QueryVectors>> =>
    onDevice(() => core.vectorsOf(request, site, query)),
  features: (
    request: GenerateRequest,
    channels: Readonly<Record<number, number>>,
  ): Promise<Outcome<FeatureMap[]>> => onDevice(() => core.features(request, channels)),
  /** @param job number that `cancelDirections` names it by */
  findDirections: async (
    request: DirectionsRequest,
    job: number,
    onProgress: (share: number) => void,
  ): Promise<Outcome<Directions>> => {
    const search = { cancelled: false };
    searches.set(job, search);
    const found = await onDevice(() => core.findDirections(request, onProgress, () => search.cancelled));
    searches.delete(job);
    release(onProgress);
    return found;
  },
  cancelDirections: (job: number): void => {
    const search = searches.get(job);
    if (search) search.cancelled = true;
  },
  loadDiscriminator: (weights: Uint8Array): Promise<Outcome<void>> =>
    onDevice(() => core.loadDiscriminator(weights)),
  discriminate: async (input: DiscriminatorInput): Promise<Outcome<DiscriminatorOutput>> => {
    const made = await onDevice(() => core.discriminate(input));
    if ("error" in made) return made;
    const { gradient, sites } = made.value;
    return Comlink.transfer(made, [...(gradient ? [gradient.buffer] : []), ...buffersOf(sites)]);
  },
  memory: (): Promise<Outcome<MemoryReport>> => outcome(() => core.memory()),
};

export type EngineWorkerApi = typeof api;

holdLifeline();
Comlink.expose(api);
