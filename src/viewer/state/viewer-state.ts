/** Everything that a lens shows, whatever draws it: the person's own state, and what is known of model, engine and image. */
import type { Interventions } from "../../attention/intervention";
import type { AttentionSite } from "../../attention/site";
import type { SiteSummary } from "../../attention/site-summary";
import type { LensError } from "../../model/errors";
import type { Directions } from "../../model/formats/directions";
import type { Shelf } from "../../model/formats/gallery";
import type { Manifest } from "../../model/formats/manifest";
import type { TrainingLog } from "../../model/formats/training-log";
import type { DownloadProgress } from "../../model/storage/open-model";
import type { EngineProgress } from "../../runtime/api/engine";
import type { Adapter, Attempt, BackendName, SelfCheck } from "../../runtime/api/types";
import { defaultLensState, type LensState } from "./lens-state";
import type { ImageRecipe } from "./recipe";

/** A finished image with what its maps are computed from. */
export interface LensImage {
  /** Width and height in pixels. */
  readonly size: number;
  /** RGBA bytes, [size, size, 4] */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** [size, size, channels], -1 to 1, as the engine computed them; absent in a still. */
  readonly values?: Float32Array;
  readonly sites: readonly AttentionSite[];
  /** Where it comes from; a file is a person's own image, whose recipe is only that of the image behind it. */
  readonly from: "still" | "engine" | "file";
  /** SHA-256 of the weights that generated it, where it is a still. */
  readonly weights?: string;
  readonly recipe: ImageRecipe;
  /** Changes inside its attention layers; empty for the unmodified network. */
  readonly interventions: Interventions;
}

export type EngineStatus =
  | { readonly phase: "idle" }
  | EngineProgress
  | {
      readonly phase: "ready";
      readonly backend: BackendName;
      readonly adapter: Adapter;
      readonly check: SelfCheck;
      readonly attempts: readonly Attempt[];
    }
  | { readonly phase: "failed"; readonly error: LensError };

/** Something that went wrong and was worked around. */
export interface Notice {
  readonly id: number;
  readonly error: LensError;
}

/** Whole-matrix views of one site: being computed, done, or cancelled. */
export type SummaryStatus = { readonly site: AttentionSite } & (
  | { readonly phase: "running"; readonly share: number }
  | { readonly phase: "done"; readonly summary: SiteSummary }
  | { readonly phase: "cancelled" }
);

/** The discriminator's output for an image. */
export type DiscriminatorStatus = { readonly of: LensImage } & (
  | {
      readonly phase: "done";
      /** The logit D(x). */
      readonly score: number;
      readonly sites: readonly AttentionSite[];
      /** d score / d image, [size, size, channels]; where it was requested. */
      readonly gradient: Float32Array | undefined;
    }
  | { readonly phase: "failed"; readonly error: LensError }
);

export interface ViewerState {
  /** What a person chose: the only part that undo, addresses and session files hold. */
  readonly lens: LensState;
  readonly latentSize: number;
  /** The opened model, once it is open. */
  readonly manifest: Manifest | undefined;
  /** Principal directions of the opened model, where it has some. */
  readonly directions: Directions | undefined;
  /** Share done, 0 to 1, while directions are being found in the opened model. */
  readonly findingDirections: number | undefined;
  /** The opened model's training log, where it has one. */
  readonly log: TrainingLog | undefined;
  /** While a snapshot's weights are being downloaded. */
  readonly snapshotProgress: DownloadProgress | undefined;
  /** The image of the unmodified network. */
  readonly image: LensImage | undefined;
  /** The same image with the active interventions. */
  readonly changed: LensImage | undefined;
  /** A person's own image in place of the generated one; it has the discriminator's sites alone. */
  readonly userImage: LensImage | undefined;
  /** Of the image on show, or of the one before while a newer one is being computed. */
  readonly discriminatorOutput: DiscriminatorStatus | undefined;
  /** Whether the discriminator runs on every image on show, with the gradient. */
  readonly isDiscriminating: boolean;
  /** While the discriminator's weights are being downloaded. */
  readonly discriminatorProgress: DownloadProgress | undefined;
  readonly summary: SummaryStatus | undefined;
  readonly engine: EngineStatus;
  /** Whether a prepared image is being fetched. */
  readonly openingStill: boolean;
  /** Prepared images of each model; `undefined` until they are known. */
  readonly gallery: readonly Shelf[] | undefined;
  readonly notices: readonly Notice[];
}

export const initialViewerState: ViewerState = {
  lens: defaultLensState,
  latentSize: 128,
  manifest: undefined,
  directions: undefined,
  findingDirections: undefined,
  log: undefined,
  snapshotProgress: undefined,
  image: undefined,
  changed: undefined,
  userImage: undefined,
  discriminatorOutput: undefined,
  isDiscriminating: false,
  discriminatorProgress: undefined,
  summary: undefined,
  engine: { phase: "idle" },
  openingStill: false,
  gallery: undefined,
  notices: [],
};
