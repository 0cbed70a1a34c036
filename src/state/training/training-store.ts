/** The state of the page `learn.html`: the run's configuration, its figures, what is on show of it. */
import { create } from "zustand";
import type { LensError } from "../../model/errors";
import type { SavedRunEntry } from "../../model/storage/saved-runs";
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

/** What the browser has of the run on show. */
export interface Saving {
  /** Of its saved runs, or of a run that is not saved yet. */
  readonly id: string;
  /** Steps that were done when it was saved last; 0 where it never was. */
  readonly step: number;
  /** Why later steps could not be saved: no room or no permission, or numbers that no file can hold. */
  readonly fault?: "storage" | "numbers";
}

/** Steps of a run, where a person chooses no other number; Continue adds as many at the end. */
export const STEPS = 600;
export const MOST_STEPS = 1_000_000;

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
  /** The step at which the run pauses by itself. */
  readonly until: number;
  /** Seconds of a step: the median of the last ones. */
  readonly stepSeconds: number | undefined;
  /** The run at its last keeping. */
  readonly kept: SavedRun | undefined;
  readonly past: PastRun | undefined;
  readonly saving: Saving | undefined;
  /** Runs that this browser has, newest first. */
  readonly savedRuns: readonly SavedRunEntry[];
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
  until: STEPS,
  stepSeconds: undefined,
  kept: undefined,
  past: undefined,
  saving: undefined,
  savedRuns: [],
};

export const useLearning = create<LearningStore>()(() => initial);

/** The configuration of the run on show; of the next one where there is none. */
export const shownConfig = ({ running, config }: LearningStore): LearningConfig => running ?? config;

/** Steps that the run on show has done. */
export const stepsDone = ({ rows, kept }: Pick<LearningStore, "rows" | "kept">): number =>
  Math.max(rows.at(-1)?.step ?? 0, kept?.state.step ?? 0);

/** Whether steps would be lost if the page were closed now. */
export const hasUnsavedSteps = ({ rows, saving }: Pick<LearningStore, "rows" | "saving">): boolean =>
  (rows.at(-1)?.step ?? 0) > (saving?.step ?? 0);
