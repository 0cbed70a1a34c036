/** What one tab changed, done to what another one left. Pure. */
import { type LensState, MAX_KEPT, MAX_OWN_DIRECTIONS } from "../../viewer/state/lens-state";

/** What a person collects. */
export type Collection = Pick<LensState, "kept" | "ownDirections" | "walk">;

/** Where a collection is stored, for what writes it and follows other tabs. */
export interface CollectionStore {
  readonly key: string;
  /** A collection as it was stored; `undefined` where it is none. */
  readonly parse: (stored: string) => Collection | undefined;
}

export const NOTHING_COLLECTED: Collection = {
  kept: [],
  ownDirections: [],
  walk: { frames: [], secondsPerFrame: 2, loop: true, at: 0 },
};

const alike = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Whether two walks are the same. Where they stand is no matter. */
export function sameWalk(a: Collection["walk"], b: Collection["walk"]): boolean {
  return alike({ ...a, at: 0 }, { ...b, at: 0 });
}

/** Entries that were added, changed and removed between two lists, in a third one; its others stay as they are. */
function mergedList<Entry extends { readonly id: string }>(
  before: readonly Entry[],
  after: readonly Entry[],
  onto: readonly Entry[],
  limit: number,
): Entry[] {
  const byId = (list: readonly Entry[]) => new Map(list.map((entry) => [entry.id, entry]));
  const [was, is, there] = [before, after, onto].map(byId);
  const changed = (entry: Entry) => {
    const mine = is.get(entry.id);
    return mine && was.has(entry.id) && !alike(mine, was.get(entry.id)) ? mine : entry;
  };
  const stays = onto.filter(({ id }) => is.has(id) || !was.has(id)).map(changed);
  const added = after.filter(({ id }) => !was.has(id) && !there.has(id));
  return [...stays, ...added].slice(0, limit);
}

/** The change from one collection to another, done to a third one: several tabs can so collect side by side. Of two walks the newer stays. */
export function mergedCollection(before: Collection, after: Collection, onto: Collection): Collection {
  return {
    kept: mergedList(before.kept, after.kept, onto.kept, MAX_KEPT),
    ownDirections: mergedList(
      before.ownDirections,
      after.ownDirections,
      onto.ownDirections,
      MAX_OWN_DIRECTIONS,
    ),
    walk: sameWalk(before.walk, after.walk) ? onto.walk : after.walk,
  };
}

/** Whether two collections hold the same. */
export function sameCollection(a: Collection, b: Collection): boolean {
  return alike(a.kept, b.kept) && alike(a.ownDirections, b.ownDirections) && sameWalk(a.walk, b.walk);
}
