import { createStore, useStore as useStoreOf } from "zustand";
import { shallow } from "zustand/shallow";
import { type Store, useStore } from "../state/store/store";

/** The page's store; while nothing but the query under the pointer changes, as it was when the last frame was painted. */
const painted = createStore<Store>(() => useStore.getState());

const update = () => painted.setState(useStore.getState(), true);

/** A message sent from a frame's callback arrives once that frame is painted. */
const channel = new MessageChannel();
let waiting = false;
channel.port1.onmessage = () => {
  waiting = false;
  update();
};

/** Whether two states differ in the query on show, or the cell that is read on a map, alone. */
function isPointing(before: Store, now: Store): boolean {
  return (
    shallow({ ...before, probe: now.probe, lens: now.lens }, now) &&
    shallow({ ...before.lens, query: now.lens.query }, now.lens)
  );
}

useStore.subscribe((now, before) => {
  // A page that is not on show has no frames.
  if (!isPointing(before, now) || document.hidden) update();
  else if (!waiting) {
    waiting = true;
    requestAnimationFrame(() => channel.port2.postMessage(undefined));
  }
});
document.addEventListener("visibilitychange", update);

/**
 * A part of the store, for text beside the map: where the pointer alone moves, it changes once the map has been painted, so that the frame of
 * the map has no text to lay out.
 */
export function usePainted<T>(select: (state: Store) => T): T {
  return useStoreOf(painted, select);
}
