/** A run that learns, as the page sees it: a worker on the best backend that starts. No TensorFlow.js here. */
import * as Comlink from "comlink";
import type { LearningConfig } from "../../learning/config";
import type { LayerSpectrum, LearnerState, StepFigures, Weights } from "../../learning/learner";
import type { Look } from "../../learning/look";
import type { RuleScore } from "../../learning/rule";
import { asLensError, LensError } from "../../model/errors";
import type { Adapter, BackendName } from "../api/types";
import { candidates, isLoss } from "../backends/choose";
import { probeGpus } from "../backends/probe";
import { type Outcome, unwrapped } from "../rpc/outcome";
import { startWatched } from "../rpc/start-worker";
import type { LearningWorkerApi, Sizes } from "./training.worker";
import workerAddress from "./training.worker?worker&url";

export type { LearningConfig } from "../../learning/config";
export { DEFAULT_CONFIG } from "../../learning/config";
export type { LayerSpectrum, LearnerState, StepFigures } from "../../learning/learner";
export type { Look } from "../../learning/look";
export type { RuleScore } from "../../learning/rule";
export { readRun, type SavedRun, writeRun } from "../../learning/run-file";
export type { Sizes } from "./training.worker";

/** Largest singular values of all weights. */
export interface Spectra {
  readonly generator: readonly LayerSpectrum[];
  readonly discriminator: readonly LayerSpectrum[];
}

/** Every call throws a LensError where the worker or its backend fails; after a loss none is answered any more. */
export interface LearningRun {
  readonly backend: BackendName;
  readonly adapter: Adapter;
  /** One update of each network. */
  step(): Promise<StepFigures>;
  /** Of the parameters of both networks. */
  readonly sizes: Sizes;
  /** Images of the generator and their attention. */
  look(count: number, weights: Weights): Promise<Look>;
  /** How many of the averaged generator's images keep the matching rule. */
  rule(samples: number): Promise<RuleScore>;
  spectra(): Promise<Spectra>;
  /** All that is needed to go on. */
  state(): Promise<LearnerState>;
  /**
   * The averaged generator as a model folder: its files by path.
   * @param title in English
   */
  exported(id: string, title: string): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Tensors alive, for tests of leaks. */
  tensors(): Promise<number>;
  /** Calls a listener when the worker or the device is lost, before whoever waits for an answer hears of it. */
  whenLost(listener: (reason: LensError) => void): void;
  end(): void;
}

/** A backend that has not started by then never will. */
const START_MS = 20_000;

/**
 * Starts a run.
 * @param from to go on from; by the configuration's seed where absent
 * @param forced this backend and no other
 * @throws LensError `no-backend`; `backend-unavailable` where one was forced; `engine-failed` for a configuration or state that does
 * not hold
 */
export async function startLearning(
  config: LearningConfig,
  { from, forced }: { readonly from?: LearnerState; readonly forced?: BackendName } = {},
): Promise<LearningRun> {
  const plan = candidates(await probeGpus(), forced);
  for (const { backend, adapter } of plan) {
    const { endpoint, loss, terminate } = startWatched(workerAddress);
    const api = Comlink.wrap<LearningWorkerApi>(endpoint);
    const answered = async <T>(call: Promise<Outcome<T>>) => {
      try {
        return unwrapped(await loss.unless(call));
      } catch (thrown) {
        const error = asLensError(thrown);
        if (isLoss(error)) loss.tell(error);
        throw error;
      }
    };
    const late = new Promise<never>((_, reject) =>
      setTimeout(reject, START_MS, new LensError("backend-timeout", { backend, seconds: START_MS / 1000 })),
    );
    late.catch(() => undefined);
    try {
      await Promise.race([answered(api.start(backend)), late]);
    } catch (error) {
      terminate();
      if (forced) throw asLensError(error);
      continue;
    }
    let sizes: Sizes;
    try {
      sizes = await answered(api.open(config, from));
    } catch (error) {
      terminate();
      throw asLensError(error);
    }
    return {
      backend,
      adapter,
      sizes,
      step: () => answered(api.step()),
      look: (count, weights) => answered(api.look(count, weights)),
      rule: (samples) => answered(api.rule(samples)),
      spectra: () => answered(api.spectra()),
      state: () => answered(api.state()),
      exported: (id, title) => answered(api.exported(id, title)),
      tensors: () => answered(api.tensors()),
      whenLost: loss.whenTold,
      end: () => terminate(),
    };
  }
  throw new LensError("no-backend", { tried: plan.map(({ backend }) => backend).join(", ") });
}
