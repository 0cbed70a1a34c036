import fc from "fast-check";
import { expect, test } from "vitest";
import { FEW_CLASSES, listedClasses } from "../../src/viewer/state/class-list";

const names = (count: number) => Array.from({ length: count }, (_, index) => `class ${index}`);

test("of few classes all are listed, whatever is searched", () => {
  const few = names(FEW_CLASSES);
  expect(listedClasses(few, [], "nothing like it")).toEqual(few.map((_, index) => index));
});

test("of a thousand classes a dozen are listed, and always the chosen ones", () => {
  const many = names(1000);
  expect(listedClasses(many, [], "")).toEqual(Array.from({ length: 12 }, (_, index) => index));
  expect(listedClasses(many, [977], "").at(-1)).toBe(977);
  expect(listedClasses(many, [977], "  CLASS 41 ")).toEqual([
    41, 410, 411, 412, 413, 414, 415, 416, 417, 418, 419, 977,
  ]);
  expect(listedClasses(many, [3], "no class")).toEqual([3]);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(999), { maxLength: 20 }),
      fc.string({ maxLength: 3 }),
      (always, search) => {
        const listed = listedClasses(many, always, search);
        expect(listed).toEqual([...new Set(listed)].sort((a, b) => a - b));
        expect(listed).toEqual(expect.arrayContaining(always));
        expect(listed.length).toBeLessThanOrEqual(12 + always.length);
      },
    ),
  );
});
