/** Keys on the image: pins, the query, the rectangle, and marks on a grid that is smaller than the one before. */
import { expect, test } from "vitest";
import { type Key, keyed, stretched } from "../../../src/viewer/state/mark-keys";
import { insideGrid } from "../../../src/viewer/state/pins";

const grid = { width: 8, height: 8 };
const key = (name: string, held: Partial<Key> = {}): Key => ({
  ...{ key: name, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false },
  ...held,
});
const a = { x: 1, y: 1 };
const b = { x: 3, y: 2 };

test("arrows move the query and never a pin; Alt and an arrow move the pin on show, but not onto another", () => {
  const marks = { query: a, pins: [a], region: [] };
  expect(keyed(key("ArrowRight"), marks, grid)).toEqual({ query: { x: 2, y: 1 } });
  const moved = { query: { x: 1, y: 2 }, pins: [{ x: 1, y: 2 }] };
  expect(keyed(key("ArrowDown", { altKey: true }), marks, grid)).toEqual(moved);
  const taken = { ...marks, pins: [a, { x: 2, y: 1 }] };
  expect(keyed(key("ArrowRight", { altKey: true }), taken, grid)).toEqual({});
  expect(keyed(key("ArrowRight", { altKey: true }), { ...marks, query: b }, grid)).toEqual({});
});

test("Enter pins and unpins, Shift+Enter pins beside the others and never unpins, Delete removes, 1 to 8 show a pin", () => {
  const marks = { query: b, pins: [a], region: [] };
  expect(keyed(key("Enter"), marks, grid)).toEqual({ query: b, pins: [b] });
  expect(keyed(key("Enter"), { ...marks, query: a }, grid)).toEqual({ query: a, pins: [] });
  expect(keyed(key("Enter", { shiftKey: true }), marks, grid)).toEqual({ query: b, pins: [a, b] });
  expect(keyed(key("Enter"), marks, grid, true)).toEqual({ query: b, pins: [a, b] });
  expect(keyed(key("Enter", { shiftKey: true }), { ...marks, query: a }, grid)).toEqual({ query: a });
  const two = { query: b, pins: [a, b], region: [] };
  expect(keyed(key("Delete"), two, grid)).toEqual({ query: a, pins: [a] });
  expect(keyed(key("Backspace"), marks, grid)).toEqual({});
  expect(keyed(key("1"), two, grid)).toEqual({ query: a });
  expect(keyed(key("8"), two, grid)).toEqual({});
  expect(keyed(key("9"), two, grid)).toBeUndefined();
  expect(keyed(key("z", { ctrlKey: true }), two, grid)).toBeUndefined();
});

test("with the rectangle, Enter sets a corner, arrows stretch it, Enter ends it and Escape brings the region back", () => {
  const marks = { query: a, pins: [], region: [60] };
  const begun = stretched(key("Enter"), undefined, marks, grid);
  expect(begun?.change).toEqual({ region: [9] });
  const wider = stretched(key("ArrowRight"), begun?.stretch, { ...marks, region: [9] }, grid);
  expect(wider?.change).toEqual({ query: { x: 2, y: 1 }, region: [9, 10] });
  const now = { pins: [], query: { x: 2, y: 1 }, region: [9, 10] };
  const taller = stretched(key("ArrowDown"), wider?.stretch, now, grid);
  expect(taller?.change.region).toEqual([9, 10, 17, 18]);
  expect(stretched(key("Enter"), taller?.stretch, now, grid)).toEqual({ stretch: undefined, change: {} });
  expect(stretched(key("Escape"), taller?.stretch, now, grid)).toEqual({
    stretch: undefined,
    change: { region: [60], query: a },
  });
  expect(stretched(key("ArrowRight"), undefined, marks, grid)).toBeUndefined();
});

test("marks of a larger grid go to the nearest cells of a smaller one, and pins that meet there become one", () => {
  const outside = [
    { x: 12, y: 12 },
    { x: 20, y: 31 },
  ];
  expect(insideGrid({ query: outside[0], pins: [a, ...outside] }, grid)).toEqual({
    query: { x: 7, y: 7 },
    pins: [a, { x: 7, y: 7 }],
  });
  expect(insideGrid({ query: a, pins: [b] }, grid)).toBeUndefined();
});
