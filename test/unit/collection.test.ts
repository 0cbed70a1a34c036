/** Two tabs that collect side by side: what each does is done to what the other left. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Collection,
  mergedCollection,
  NOTHING_COLLECTED,
  sameCollection,
} from "../../src/state/collection/merge";
import { defaultLensState, MAX_KEPT, type SavedImage } from "../../src/viewer/state/lens-state";
import { recipeOf } from "../../src/viewer/state/recipe";

const saved = (id: string, seed = 1): SavedImage => ({
  id,
  recipe: { ...recipeOf(defaultLensState), seed },
  query: { x: 0, y: 0 },
});
const withKept = (...ids: string[]): Collection => ({
  ...NOTHING_COLLECTED,
  kept: ids.map((id) => saved(id)),
});
const ids = ({ kept }: Collection) => kept.map(({ id }) => id);

test("additions of both stay, removals of both hold", () => {
  const before = withKept("a", "b", "c");
  expect(
    ids(mergedCollection(before, withKept("a", "b", "c", "mine"), withKept("a", "c", "theirs"))),
  ).toEqual(["a", "c", "theirs", "mine"]);
  expect(ids(mergedCollection(before, withKept("b", "c"), withKept("a", "b", "c", "theirs")))).toEqual([
    "b",
    "c",
    "theirs",
  ]);
});

test("an entry that only one of both changed is as that one has it", () => {
  const before = withKept("a");
  const mine = { ...before, kept: [saved("a", 7)] };
  expect(mergedCollection(before, mine, before)).toEqual(mine);
  expect(mergedCollection(before, before, mine)).toEqual(mine);
});

test("the walk is the newer one; where it stands is no change of it", () => {
  const walk = { ...NOTHING_COLLECTED.walk, frames: [recipeOf(defaultLensState)] };
  const theirs = { ...NOTHING_COLLECTED, walk };
  const stands = { ...NOTHING_COLLECTED, walk: { ...NOTHING_COLLECTED.walk, at: 0.5 } };
  expect(mergedCollection(NOTHING_COLLECTED, stands, theirs).walk).toBe(walk);
  expect(mergedCollection(NOTHING_COLLECTED, theirs, NOTHING_COLLECTED).walk).toBe(walk);
});

test("more than one tab alone could hold is cut, oldest first in", () => {
  const full = withKept(...Array.from({ length: MAX_KEPT }, (_, at) => `id-${at}`));
  const merged = mergedCollection(NOTHING_COLLECTED, withKept("mine"), full);
  expect(ids(merged)).toEqual(ids(full));
});

test("whatever two tabs do one after another, both end with the same, and nothing that was added is lost", () => {
  const step = fc.record({
    tab: fc.constantFrom(0, 1),
    add: fc.boolean(),
    which: fc.nat(5),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let stored = NOTHING_COLLECTED;
      const tabs = [NOTHING_COLLECTED, NOTHING_COLLECTED];
      const removed = new Set<string>();
      let count = 0;
      for (const { tab, add, which } of steps) {
        const before = tabs[tab];
        const gone = before.kept[which % Math.max(1, before.kept.length)]?.id;
        const kept = add
          ? [...before.kept, saved(`n${count++}`)]
          : before.kept.filter(({ id }) => id !== gone);
        if (!add && gone !== undefined) removed.add(gone);
        const old = stored;
        stored = mergedCollection(before, { ...before, kept }, old);
        tabs[tab] = stored;
        tabs[1 - tab] = mergedCollection(old, stored, tabs[1 - tab]);
      }
      expect(sameCollection(tabs[0], tabs[1])).toBe(true);
      const expected = Array.from({ length: count }, (_, at) => `n${at}`).filter((id) => !removed.has(id));
      expect([...ids(stored)].sort()).toEqual(expected.sort());
    }),
  );
});
