/** The lens that the inputs of a part of the page change. */
import { createContext, useContext } from "react";
import type { LensState } from "../../viewer/state/lens-state";
import type { ViewerState } from "../../viewer/state/viewer-state";

export interface ControlledLens {
  /** A part of its state, rendered again when it changes. */
  readonly useState: <T>(select: (state: ViewerState) => T) => T;
  readonly getState: () => ViewerState;
  readonly patch: (change: Partial<LensState>) => void;
}

/** The lens of a part of a page that has several. */
export const LensContext = createContext<ControlledLens | undefined>(undefined);

/** The lens around. @param page the page's own, where it is the only one */
export function useControlledLens(page: ControlledLens): ControlledLens {
  return useContext(LensContext) ?? page;
}
