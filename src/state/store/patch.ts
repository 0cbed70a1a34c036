import type { LensState } from "../../viewer/state/lens-state";
import { useStore } from "./store";

/** Changes what a person chose. */
export function patch(change: Partial<LensState>): void {
  useStore.setState(({ lens }) => ({ lens: { ...lens, ...change } }));
}
