import { expect, test } from "vitest";
import { gathered } from "../../src/state/store/gathered";

function recorded() {
  const steps: number[] = [];
  let time = 0;
  const acts = gathered(
    (value: number) => steps.push(value),
    () => time,
  );
  const change = (value: number, after: number) => {
    time += after;
    acts.call(value);
  };
  return { steps, acts, change };
}

test("a held slider is one act, however long it takes, and each press is its own", () => {
  const { steps, acts, change } = recorded();
  acts.begin();
  change(1, 0);
  change(2, 20);
  change(3, 5000);
  acts.end();
  acts.begin();
  acts.end();
  // A click comes after its press is over.
  change(4, 10);
  expect(steps).toEqual([1, 4]);
});

test("without a pointer, quick changes are one act and a pause ends it", () => {
  const { steps, change } = recorded();
  for (const [value, after] of [
    [1, 0],
    [2, 100],
    [3, 450],
    [4, 501],
  ])
    change(value, after);
  expect(steps).toEqual([1, 4]);
});

test("without a pointer, another control's change is an act of its own, however soon", () => {
  const { steps, acts, change } = recorded();
  change(1, 0);
  change(2, 50);
  acts.part();
  change(3, 50);
  change(4, 50);
  expect(steps).toEqual([1, 3]);
});
