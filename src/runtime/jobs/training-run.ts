/** A training run, as the page sees it: a worker on the best backend that starts. No TensorFlow.js here. */
import type { LearningConfig } from "../../learning/config";
import type { LearnerState, StepFigures, Weights } from "../../learning/learner";
import type { Look } from "../../learning/look";
import type { RuleScore } from "../../learning/rule";
import type { LensError } from "../../model/errors";
import type { Adapter, BackendName } from "../api/types";
import { startOnFirstBackend } from "../backends/backend-startup";
import { anotherMayDo, candidates } from "../backends/choose";
import { probeGpus } from "../backends/probe";
import { isLoss } from "../rpc/loss";
import { openWorker, type WorkerChannel } from "../rpc/worker-channel";
import workerAddress from "./training.worker?worker&url";
import type { Sizes, Spectra, TrainingCalls } from "./training-types";

export type { LearningConfig } from "../../learning/config";
export { DEFAULT_CONFIG } from "../../learning/config";
export type { LayerSpectrum, LearnerState, StepFigures } from "../../learning/learner";
export type { Look } from "../../learning/look";
export { type RecordedRuns, readRecordedRuns } from "../../learning/recorded/recorded-runs";
export type { RuleScore } from "../../learning/rule";
export { readRun, type SavedRun, writeRun } from "../../learning/run-file";
export type { Sizes, Spectra } from "./training-types";

/**
 * Every call settles: it rejects with a LensError where the worker or its backend fails, with the loss after a loss, and with `cancelled`
 * after `end`.
 */
export interface LearningRun {
  readonly backend: BackendName;
  readonly adapter: Adapter;
  /** One update of each network. */
  step(): Promise<StepFigures>;
  /** Of the parameters of both networks. */
  readonly sizes: Sizes;
  /** Images of the generator and their attention. */
  look(count: number, weights: Weights): Promise<Look>;
  /** How many of the averaged generator's images follow the matching rule. */
  rule(samples: number): Promise<RuleScore>;
  spectra(): Promise<Spectra>;
  /** All that is needed to resume. */
  state(): Promise<LearnerState>;
  /**
   * The averaged generator as a model folder: its files by path.
   * @param title in English
   */
  exported(id: string, title: string): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Tensors alive, for tests of leaks. */
  tensors(): Promise<number>;
  /** Calls a listener when the worker or the device is lost, before pending calls reject. */
  whenLost(listener: (reason: LensError) => void): void;
  /** Ends the worker. */
  end(): void;
}

type TrainingChannel = Pick<WorkerChannel<TrainingCalls>, "call" | "onLoss" | "terminate">;

export interface StartLearningOptions {
  /** The state to resume; the run begins by the configuration's seed where absent. */
  readonly from?: LearnerState;
  /** This backend and no other. */
  readonly forced?: BackendName;
  /** Starts a worker. */
  readonly open?: () => TrainingChannel;
  /** The backends to try, best first; what the browser offers where absent. */
  readonly plan?: ReturnType<typeof candidates>;
}

/**
 * Starts a run.
 * @throws LensError `no-backend`; `backend-unavailable` or `backend-timeout` where one was forced; `engine-failed` for a configuration
 * or state that does not hold
 */
export async function startLearning(
  config: LearningConfig,
  { from, forced, open = () => openWorker<TrainingCalls>(workerAddress), plan }: StartLearningOptions = {},
): Promise<LearningRun> {
  const { client, backend, adapter, loaded } = await startOnFirstBackend<TrainingChannel, undefined, Sizes>(
    plan ?? candidates(await probeGpus(), forced),
    {
      open,
      start: (worker, name) => worker.call("start", name),
      input: Promise.resolve(undefined),
      load: (worker) => worker.call("open", { config, state: from }),
    },
    {
      // A configuration that does not hold does so on no backend.
      triesNext: (error, step) => (step === "start" ? anotherMayDo(error) : isLoss(error)),
      ...(forced && { forced }),
    },
  );
  const { call } = client;
  return {
    backend,
    adapter,
    sizes: loaded,
    step: () => call("step", undefined),
    look: (count, weights) => call("look", { count, weights }),
    rule: (samples) => call("rule", samples),
    spectra: () => call("spectra", undefined),
    state: () => call("state", undefined),
    exported: (id, title) => call("exported", { id, title }),
    tensors: () => call("tensors", undefined),
    whenLost: (listener) => client.onLoss(listener),
    end: () => client.terminate(),
  };
}
