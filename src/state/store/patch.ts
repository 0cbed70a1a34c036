import type { LensState } from "../../viewer/state/lens-state";
import { viewer } from "../engine/viewer";

/** Changes what a person chose. */
export function patch(change: Partial<LensState>): void {
  viewer.set(change);
}
