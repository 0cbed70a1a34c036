/** Changes of the state that are no steps of undo. */
import type { LensState } from "../../viewer/state/lens-state";
import { useStore } from "./store";

/** Does some work that undo does not take back. */
export function withoutHistory(work: () => void): void {
  const history = useStore.temporal.getState();
  if (!history.isTracking) {
    work();
    return;
  }
  history.pause();
  try {
    work();
  } finally {
    history.resume();
  }
}

/** Changes every state that undo and redo can bring back. */
export function changeHistory(change: (lens: LensState) => LensState): void {
  const { pastStates, futureStates } = useStore.temporal.getState();
  const changed = (states: typeof pastStates) => states.map(({ lens }) => (lens ? { lens: change(lens) } : {}));
  useStore.temporal.setState({ pastStates: changed(pastStates), futureStates: changed(futureStates) });
}
