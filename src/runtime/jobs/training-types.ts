/** What a training run's worker does. */
import type { LearningConfig } from "../../learning/config";
import type { LayerSpectrum, LearnerState, StepFigures, Weights } from "../../learning/learner";
import type { Look } from "../../learning/look";
import type { RuleScore } from "../../learning/rule";
import type { BackendName } from "../api/types";
import type { CallTypes } from "../rpc/protocol";

/** Parameters of both networks. */
export interface Sizes {
  readonly generator: number;
  readonly discriminator: number;
}

/** Largest singular values of all weights. */
export interface Spectra {
  readonly generator: readonly LayerSpectrum[];
  readonly discriminator: readonly LayerSpectrum[];
}

export interface TrainingCalls {
  readonly start: CallTypes<BackendName, void>;
  /** Begins a run, or resumes the one of a state, in place of the one before. */
  readonly open: CallTypes<
    { readonly config: LearningConfig; readonly state: LearnerState | undefined },
    Sizes
  >;
  /** One update of each network. */
  readonly step: CallTypes<undefined, StepFigures>;
  readonly look: CallTypes<{ readonly count: number; readonly weights: Weights }, Look>;
  /** Input: how many samples. */
  readonly rule: CallTypes<number, RuleScore>;
  readonly spectra: CallTypes<undefined, Spectra>;
  readonly state: CallTypes<undefined, LearnerState>;
  /** The averaged generator as a model folder, file by file; its title in English. */
  readonly exported: CallTypes<
    { readonly id: string; readonly title: string },
    ReadonlyMap<string, Uint8Array>
  >;
  readonly tensors: CallTypes<undefined, number>;
}
