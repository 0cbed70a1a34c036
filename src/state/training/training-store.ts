/** The state of the page `learn.html`: the run's configuration, its figures, what is on show of it. */
import { create } from "zustand";
import type { LensError } from "../../model/errors";
import type { Adapter, BackendName } from "../../runtime/api/types";
import {
  DEFAULT_CONFIG,
  type LearningConfig,
  type Look,
  type RuleScore,
  type SavedRun,
  type Sizes,
  type Spectra,
  type StepFigures,
} from "../../runtime/jobs/training-run";

/** A run that another one took the place of: what the next is compared with. */
export interface PastRun {
  readonly config: LearningConfig;
  readonly rows: readonly StepFigures[];
  readonly rule: RuleScore | undefined;
}

export type RunStatus =
  | { readonly phase: "none" | "starting" | "running" | "paused" }
  | { readonly phase: "failed"; readonly error: LensError };

export interface LearningStore {
  /** Of the next run; of the present one, where nothing was changed since. */
  readonly config: LearningConfig;
  readonly status: RunStatus;
  /** The configuration that the run was started with; `undefined` before the first. */
  readonly running: LearningConfig | undefined;
  readonly backend: { readonly name: BackendName; readonly adapter: Adapter } | undefined;
  readonly rows: readonly StepFigures[];
  /** Images of the averaged weights. */
  readonly look: Look | undefined;
  /** The same latents by the last step's own weights, while they are on show. */
  readonly last: Look | undefined;
  /** Of the averaged generator's images, as of some seconds ago. */
  readonly rule: RuleScore | undefined;
  readonly spectra: Spectra | undefined;
  readonly sizes: Sizes | undefined;
  /** Real and generated images that the networks learned from in a second, lately. */
  readonly speed: number | undefined;
  /** The run at its last keeping. */
  readonly kept: SavedRun | undefined;
  readonly past: PastRun | undefined;
}

const initial: LearningStore = {
  config: DEFAULT_CONFIG,
  status: { phase: "none" },
  running: undefined,
  backend: undefined,
  rows: [],
  look: undefined,
  last: undefined,
  rule: undefined,
  spectra: undefined,
  sizes: undefined,
  speed: undefined,
  kept: undefined,
  past: undefined,
};

export const useLearning = create<LearningStore>()(() => initial);

/** The configuration of the run on show; of the next one where there is none. */
export const shownConfig = ({ running, config }: LearningStore): LearningConfig => running ?? config;
