/** Changes of the state that are no steps of undo. */
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
