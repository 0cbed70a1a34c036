import { create } from "zustand";
import { subscribeWithSelector } from "zustand/middleware";
import type { AttentionSite } from "../attention/site";
import type { LensError } from "../model/errors";
import type { Gallery } from "../model/gallery";
import type { EngineProgress } from "../runtime/engine";
import type { Adapter, Attempt, BackendName, SelfCheck } from "../runtime/types";
import { defaultLensState, type LensState } from "./lens-state";

/** The part of the state that decides what the generator makes. */
export type PictureRecipe = Pick<LensState, "model" | "seed" | "psi" | "edits">;

/** A finished picture with what its maps are computed from. */
export interface Picture {
  /** Width and height in pixels. */
  readonly size: number;
  /** RGBA bytes, [size, size, 4] */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly sites: readonly AttentionSite[];
  readonly from: "still" | "engine";
  readonly recipe: PictureRecipe;
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

/** Everything the page shows. Only `lens` is the person's own; the rest is what the machine knows. */
export interface Store {
  readonly lens: LensState;
  readonly latentSize: number;
  readonly picture: Picture | undefined;
  readonly engine: EngineStatus;
  readonly gallery: Gallery | undefined;
  readonly notices: readonly Notice[];
}

const initial: Store = {
  lens: defaultLensState,
  latentSize: 128,
  picture: undefined,
  engine: { phase: "idle" },
  gallery: undefined,
  notices: [],
};

export const useStore = create<Store>()(subscribeWithSelector(() => initial));
