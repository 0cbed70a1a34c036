import { temporal } from "zundo";
import { create } from "zustand";
import { subscribeWithSelector } from "zustand/middleware";
import { shallow } from "zustand/shallow";
import type { Interventions } from "../../attention/intervention";
import type { AttentionSite } from "../../attention/site";
import type { SiteSummary } from "../../attention/site-summary";
import type { LensError } from "../../model/errors";
import type { Directions } from "../../model/formats/directions";
import type { Shelf } from "../../model/formats/gallery";
import type { Manifest } from "../../model/formats/manifest";
import type { ModelEntry } from "../../model/formats/models-index";
import type { TrainingLog } from "../../model/formats/training-log";
import type { DownloadProgress } from "../../model/storage/open-model";
import type { EngineProgress } from "../../runtime/api/engine";
import type { Adapter, Attempt, BackendName, SelfCheck } from "../../runtime/api/types";
import { defaultLensState, type LensState } from "../../viewer/state/lens-state";
import type { ImageRecipe } from "../../viewer/state/recipe";
import { type Gathered, gathered } from "./gathered";

/** A finished image with what its maps are computed from. */
export interface LensImage {
  /** Width and height in pixels. */
  readonly size: number;
  /** RGBA bytes, [size, size, 4] */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** [size, size, channels], -1 to 1, as the engine made them; absent in a still. */
  readonly values?: Float32Array;
  readonly sites: readonly AttentionSite[];
  /** Who made it; a file is a person's own image, whose recipe is only that of the image behind it. */
  readonly from: "still" | "engine" | "file";
  /** SHA-256 of the weights that made it, where it is a still. */
  readonly weights?: string;
  readonly recipe: ImageRecipe;
  /** Changes inside its attention layers; empty for the network as trained. */
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

export interface Notice {
  readonly id: number;
  readonly error: LensError;
}

/** Whole-matrix views of one site: on their way, there, or stopped by the person. */
export type SummaryStatus = { readonly site: AttentionSite } & (
  | { readonly phase: "running"; readonly share: number }
  | { readonly phase: "done"; readonly summary: SiteSummary }
  | { readonly phase: "cancelled" }
);

/** What the discriminator says of an image. */
export type DiscriminatorStatus = { readonly of: LensImage } & (
  | {
      readonly phase: "done";
      /** The logit D(x). */
      readonly score: number;
      readonly sites: readonly AttentionSite[];
      /** d score / d image, [size, size, channels]; where it was asked for. */
      readonly gradient: Float32Array | undefined;
    }
  | { readonly phase: "failed"; readonly error: LensError }
);

/** What a drag on the image does. */
export const TOOLS = ["query", "rectangle", "brush", "maskKeys", "maskQueries"] as const;
export type Tool = (typeof TOOLS)[number];

/** Everything the page shows. Only `lens` is the person's own; the rest is what the machine knows. */
export interface Store {
  readonly lens: LensState;
  readonly latentSize: number;
  /** The opened model, once it is. */
  readonly manifest: Manifest | undefined;
  /** Directions of the opened model, where it has some. */
  readonly directions: Directions | undefined;
  /** Share done, 0 to 1, while directions are being found in the opened model. */
  readonly findingDirections: number | undefined;
  /** The opened model's training log, where it has one. */
  readonly log: TrainingLog | undefined;
  /** While a snapshot's weights are on their way. */
  readonly snapshotProgress: DownloadProgress | undefined;
  /** The network as trained. */
  readonly image: LensImage | undefined;
  /** The same with the interventions in force. */
  readonly changed: LensImage | undefined;
  /** A person's own image in the place of the generated one; it has the discriminator's sites alone. */
  readonly userImage: LensImage | undefined;
  /** Of the image on show, or of the one before while a newer one is on its way. */
  readonly discriminatorOutput: DiscriminatorStatus | undefined;
  /** Whether the discriminator is to be asked about every image on show, with the gradient. */
  readonly isDiscriminating: boolean;
  /** While the discriminator's weights are on their way. */
  readonly discriminatorProgress: DownloadProgress | undefined;
  readonly summary: SummaryStatus | undefined;
  readonly engine: EngineStatus;
  /** Prepared images of each model; `undefined` until they are known. */
  readonly gallery: readonly Shelf[] | undefined;
  /** The models of this site; `undefined` until they are known. */
  readonly models: readonly ModelEntry[] | undefined;
  /** The models of this browser alone: learned or imported here. */
  readonly savedModels: readonly ModelEntry[];
  readonly notices: readonly Notice[];
  readonly tool: Tool;
  /** Whether the walk is being played. */
  readonly walking: boolean;
  /** The image of the pinned state, once it is there. */
  readonly baselineImage: LensImage | undefined;
  /** Key that something on the page points at, by number. */
  readonly focusKey: number | undefined;
  /** Whether something on the page points at the query on show. */
  readonly focusQuery: boolean;
}

const initial: Store = {
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
  gallery: undefined,
  models: undefined,
  savedModels: [],
  notices: [],
  tool: "query",
  walking: false,
  baselineImage: undefined,
  focusKey: undefined,
  focusQuery: false,
};

/** What undo brings back: all that a person chose. Where the pointer goes alone makes no step. */
type Undoable = Pick<Store, "lens">;
const KEPT_STEPS = 100;

function sameChoices({ lens: past }: Undoable, { lens: current }: Undoable): boolean {
  return shallow({ ...past, query: current.query }, current);
}

let acts: Pick<Gathered<unknown[]>, "begin" | "end" | "part"> | undefined;

/** Tells the history that a pointer goes down: what follows is an act of its own. */
export const beginAct = () => acts?.begin();
/** The pointer goes up again. */
export const endAct = () => acts?.end();
/** The focus goes to another control: what follows is an act of its own. */
export const partAct = () => acts?.part();

export const useStore = create<Store>()(
  subscribeWithSelector(
    temporal<Store, [], [], Undoable>(() => initial, {
      partialize: ({ lens }) => ({ lens }),
      equality: sameChoices,
      limit: KEPT_STEPS,
      // A slider that is dragged gives one step, not hundreds.
      handleSet: (handle) => {
        const steps = gathered(handle);
        acts = steps;
        return steps.call;
      },
    }),
  ),
);
