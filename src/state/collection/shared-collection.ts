/** Tabs of the lens that collect side by side: each writes its changes into what is stored, and takes up those of the others. */
import { LensError } from "../../model/errors";
import { type LensState, MAX_KEPT, MAX_OWN_DIRECTIONS } from "../../viewer/state/lens-state";
import { patch } from "../engine/viewer";
import { withoutHistory } from "../store/history-steps";
import { addNotice } from "../store/notices";
import { useStore } from "../store/store";
import {
  type Collection,
  type CollectionStore,
  mergedCollection,
  NOTHING_COLLECTED,
  sameCollection,
  sameWalk,
} from "./merge";
import { withoutDirection } from "./saved-images";

/**
 * Follows what other tabs collect; called once.
 * @returns writes a change of this page into what is stored; it throws a DOMException where storage is blocked or full
 */
export function shareCollection({
  key,
  parse,
}: CollectionStore): (before: Collection, now: Collection) => void {
  const read = (stored: string | null) => (stored === null ? NOTHING_COLLECTED : parse(stored));
  // A program without a page has no other tabs.
  globalThis.addEventListener?.("storage", (event) => {
    // Without a key everything was cleared: what is on this page stays on it.
    if (event.key !== key) return;
    const [before, after] = [read(event.oldValue), read(event.newValue)];
    if (before && after) takeUp(before, after);
  });
  return (before, now) => {
    const stored = read(localStorage.getItem(key));
    // Written by a newer version of the lens: left alone.
    if (!stored) return;
    const merged = mergedCollection(before, now, stored);
    if (!sameCollection(merged, stored)) localStorage.setItem(key, JSON.stringify(merged));
    if (sameCollection(merged, now)) return;
    tellOfLost(now, merged);
    takeUp(now, merged);
  };
}

/** Two tabs together can have more than one alone. */
function tellOfLost(wanted: Collection, { kept, ownDirections }: Collection): void {
  const isLost = (list: readonly { id: string }[], from: readonly { id: string }[]) =>
    from.some(({ id }) => !list.some((entry) => entry.id === id));
  if (isLost(kept, wanted.kept)) addNotice(new LensError("too-many-saved", { limit: MAX_KEPT }));
  if (isLost(ownDirections, wanted.ownDirections)) {
    addNotice(new LensError("too-many-directions", { limit: MAX_OWN_DIRECTIONS }));
  }
}

/** Brings another tab's change to this page: it is no step of undo, and undo does not take it back. */
function takeUp(before: Collection, after: Collection): void {
  const { lens } = useStore.getState();
  const change = (to: LensState) => changed(to, before, after);
  if (sameCollection(mergedCollection(before, after, lens), lens)) return;
  // First the steps of undo: an image along a direction is worked out while the direction is still there.
  changeHistory(change);
  withoutHistory(() => patch(change(lens)));
}

function changed(lens: LensState, before: Collection, after: Collection): LensState {
  const removed = before.ownDirections.filter(
    ({ id }) => !after.ownDirections.some((entry) => entry.id === id),
  );
  // An image along a direction that is gone keeps its look, as where it was removed.
  const without = { ...lens };
  for (const { id } of removed) Object.assign(without, withoutDirection(without, id));
  const { kept, ownDirections, walk } = mergedCollection(before, after, without);
  return { ...without, kept, ownDirections, walk: sameWalk(walk, lens.walk) ? without.walk : walk };
}

/** Changes every state that undo and redo can bring back. */
function changeHistory(change: (lens: LensState) => LensState): void {
  const { pastStates, futureStates } = useStore.temporal.getState();
  const all = (states: typeof pastStates) => states.map(({ lens }) => (lens ? { lens: change(lens) } : {}));
  useStore.temporal.setState({ pastStates: all(pastStates), futureStates: all(futureStates) });
}
