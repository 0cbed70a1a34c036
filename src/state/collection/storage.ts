/** What a person collected stays in this browser: kept images, own directions, the walk. All tabs of the lens share it. */
import * as v from "valibot";
import { LensError } from "../../model/errors";
import { type LensState, lensStateSchema, MAX_KEPT, MAX_OWN_DIRECTIONS } from "../../viewer/state/lens-state";
import { patch } from "../engine/viewer";
import { changeHistory, withoutHistory } from "../store/history-steps";
import { addNotice } from "../store/notices";
import { useStore } from "../store/store";
import {
  type Collection,
  collectionOf,
  mergedCollection,
  NOTHING_COLLECTED,
  sameCollection,
  sameWalk,
} from "./merge";
import { withoutDirection } from "./saved-images";

const KEY = "sagan-lens:collection:1";
const collectionSchema = v.pick(lensStateSchema, ["kept", "ownDirections", "walk"]);

/** What is stored. */
function parsed(stored: string | null) {
  return stored === null
    ? ({ success: true, output: NOTHING_COLLECTED } as const)
    : v.safeParse(v.pipe(v.string(), v.parseJson(), collectionSchema), stored);
}

/**
 * Takes up what was collected on an earlier visit, and keeps what is collected from now on; called once. What cannot be read
 * is told and not overwritten. Where storage is blocked or full, the collection lasts as long as the page, which is told once.
 */
export function followCollection(): void {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(KEY);
  } catch {
    // Blocked: told once there is something to lose.
  }
  if (stored !== null) {
    const { success, output, issues } = parsed(stored);
    if (!success) {
      const [issue] = issues;
      const problem = `${v.getDotPath(issue) ?? "all of it"}: ${issue.message}`;
      addNotice(new LensError("storage-unreadable", { problem }));
      return;
    }
    // A walk that came with a link is the one that is asked for.
    const { walk } = useStore.getState().lens;
    patch({ ...output, ...(walk.frames.length > 0 && { walk }) });
    useStore.temporal.getState().clear();
  }
  let told = false;
  useStore.subscribe(
    ({ lens }) => collectionOf(lens),
    (collection, before) => {
      try {
        store(before, collection);
      } catch {
        if (!told) addNotice(new LensError("collection-for-now"));
        told = true;
      }
    },
    {
      equalityFn: (a, b) =>
        a.kept === b.kept && a.ownDirections === b.ownDirections && sameFrames(a.walk, b.walk),
    },
  );
}

/** Where the walk stands is no matter for the next visit; written at every frame, it would slow the walk down. */
function sameFrames(a: Collection["walk"], b: Collection["walk"]): boolean {
  return a.frames === b.frames && a.secondsPerFrame === b.secondsPerFrame && a.loop === b.loop;
}

/**
 * Writes a change into what is stored, which another tab may have changed meanwhile; this page then shows that, too.
 * @throws DOMException where storage is blocked or full
 */
function store(before: Collection, now: Collection): void {
  const { success, output } = parsed(localStorage.getItem(KEY));
  // Written by a newer version of the lens: left alone.
  if (!success) return;
  const merged = mergedCollection(before, now, output);
  if (!sameCollection(merged, output)) localStorage.setItem(KEY, JSON.stringify(merged));
  if (!sameCollection(merged, now)) {
    tellOfLost(now, merged);
    takeUp(now, merged);
  }
}

/** Two tabs together can have more than one alone. */
function tellOfLost(wanted: Collection, { kept, ownDirections }: Collection): void {
  const isLost = (list: readonly { id: string }[], from: readonly { id: string }[]) =>
    from.some(({ id }) => !list.some((entry) => entry.id === id));
  if (isLost(kept, wanted.kept)) addNotice(new LensError("too-many-kept", { limit: MAX_KEPT }));
  if (isLost(ownDirections, wanted.ownDirections)) {
    addNotice(new LensError("too-many-directions", { limit: MAX_OWN_DIRECTIONS }));
  }
}

/** Follows what other tabs of the lens collect; called once. */
export function followOtherTabs(): void {
  window.addEventListener("storage", ({ key, oldValue, newValue }) => {
    // Without a key everything was cleared: what is on this page stays on it.
    if (key !== KEY) return;
    const [before, after] = [parsed(oldValue), parsed(newValue)];
    if (before.success && after.success) takeUp(before.output, after.output);
  });
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
  const removed = before.ownDirections.filter(({ id }) => !after.ownDirections.some((entry) => entry.id === id));
  // An image along a direction that is gone keeps its look, as where it was removed.
  const without = removed.reduce((state, { id }) => ({ ...state, ...withoutDirection(state, id) }), lens);
  const { kept, ownDirections, walk } = mergedCollection(before, after, without);
  return { ...without, kept, ownDirections, walk: sameWalk(walk, lens.walk) ? without.walk : walk };
}
