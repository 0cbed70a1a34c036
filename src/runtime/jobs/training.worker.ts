/** A run that learns, in a worker of its own. Errors cross as data, since a thrown class would lose its facts on the way. */
import plainWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { memory } from "@tensorflow/tfjs-core";
import * as Comlink from "comlink";
import type { LearningConfig } from "../../learning/config";
import { exportModel } from "../../learning/export-model";
import {
  type LayerSpectrum,
  Learner,
  type LearnerState,
  type StepFigures,
  type Weights,
} from "../../learning/learner";
import type { Look } from "../../learning/look";
import { type RuleScore, scoreRule } from "../../learning/rule";
import { LensError } from "../../model/errors";
import type { BackendName } from "../api/types";
import { currentDevice, type Device } from "../backends/device-loss";
import { startBackend } from "../backends/start-backend";
import { type Outcome, outcome } from "../rpc/outcome";
import { holdLifeline } from "../rpc/worker-lifetime";

const absolute = (url: string) => new URL(url, import.meta.url).href;

/** Parameters of both networks. */
export interface Sizes {
  readonly generator: number;
  readonly discriminator: number;
}

let learner: Learner | undefined;
let device: Device | undefined;

/** What some work on the device gives, or that the device is gone. */
const onDevice = <T>(work: () => Promise<T>) => outcome(() => (device ? device.run(work) : work()));

function running(): Learner {
  if (!learner) throw new LensError("engine-failed", { reason: "no run is open" });
  return learner;
}

const api = {
  start: (backend: BackendName): Promise<Outcome<void>> =>
    outcome(async () => {
      await startBackend(backend, { plain: absolute(plainWasm), simd: absolute(simdWasm) });
      device = currentDevice(backend);
    }),

  /** Begins a run, or goes on with one, in place of the one before. */
  open: (config: LearningConfig, state?: LearnerState): Promise<Outcome<Sizes>> =>
    outcome(() => {
      learner?.dispose();
      learner = undefined;
      learner = new Learner(config, state);
      return { generator: learner.generator.values.size, discriminator: learner.discriminator.values.size };
    }),

  step: (): Promise<Outcome<StepFigures>> => onDevice(() => running().advance()),

  look: (count: number, weights: Weights): Promise<Outcome<Look>> =>
    onDevice(() => running().look(count, weights)),

  rule: (samples: number): Promise<Outcome<RuleScore>> =>
    onDevice(async () => scoreRule(await running().sample(samples), running().config)),

  spectra: (): Promise<Outcome<{ generator: LayerSpectrum[]; discriminator: LayerSpectrum[] }>> =>
    onDevice(() => running().spectra()),

  state: (): Promise<Outcome<LearnerState>> => onDevice(() => running().state()),

  /** The averaged generator as a model folder, file by file. */
  exported: (id: string, title: string): Promise<Outcome<ReadonlyMap<string, Uint8Array>>> =>
    onDevice(async () => (await exportModel(running(), id, title)).files),

  tensors: (): Promise<Outcome<number>> => outcome(() => memory().numTensors),
};

export type LearningWorkerApi = typeof api;

holdLifeline();
Comlink.expose(api);
