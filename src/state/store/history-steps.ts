/** Changes of the state that are no steps of undo. */
import { useStore } from "./store";
import { noteUntracked } from "./untracked";

/** Does some work that undo does not take back. */
export function withoutHistory(work: () => void): void {
  const history = useStore.temporal.getState();
  if (!history.isTracking) {
    work();
    return;
  }
  const before = useStore.getState().lens;
  history.pause();
  try {
    work();
  } finally {
    noteUntracked(before, useStore.getState().lens);
    history.resume();
  }
}
