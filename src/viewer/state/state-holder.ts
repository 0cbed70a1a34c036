/** Where a viewer's state lives: a holder of its own, or a store that a page has already. */
import { initialViewerState, type ViewerState } from "./viewer-state";

/** Called after each change of the state. */
export type StateListener = (now: ViewerState, before: ViewerState) => void;

/** A holder of one immutable state. A zustand store of a larger state is one, too. */
export interface StateHolder {
  getState(): ViewerState;
  setState(change: Partial<ViewerState>): void;
  /** @returns the end of the subscription */
  subscribe(listener: StateListener): () => void;
}

/** A holder without any library. Listeners are called in the order in which they subscribed. */
export function createStateHolder(initial: ViewerState = initialViewerState): StateHolder {
  let state = initial;
  const listeners = new Set<StateListener>();
  return {
    getState: () => state,
    setState(change) {
      const before = state;
      state = { ...before, ...change };
      for (const listener of [...listeners]) listener(state, before);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
