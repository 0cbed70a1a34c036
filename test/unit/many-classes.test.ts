/** Which of many classes are listed, what they are called, and what a search finds. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { DATA_SETS } from "../../src/importing/data-sets";
import {
  FEW_CLASSES,
  findClasses,
  listedClasses,
  listNames,
  type ModelClass,
} from "../../src/viewer/state/class-list";

const numbered = (count: number): ModelClass[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `${at}`,
    name: { en: `class ${at}`, ko: `클래스 ${at}` },
  }));
const names = await DATA_SETS.imagenet.names();
const imagenet: ModelClass[] = names.map((name, at) => ({ id: `${at}`, name }));

test("of few classes all are listed, whatever is searched", () => {
  const few = numbered(FEW_CLASSES);
  expect(listedClasses(few, [], "nothing like it")).toEqual(few.map((_, index) => index));
  const called = few.map(() => "happy, with glasses");
  expect(listNames(called, few)).toEqual(called);
});

test("of a thousand classes a dozen are listed, and always the chosen ones", () => {
  const many = numbered(1000);
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

test("a search finds by name, by word, by number and in every language of the names", () => {
  expect(findClasses(imagenet, "golden retriever")).toEqual([207]);
  expect(findClasses(imagenet, " Golden Retr ")).toEqual([207]);
  // Every breed before what only begins with these letters, or has them inside.
  expect(findClasses(imagenet, "cat").slice(0, 7)).toEqual([281, 282, 283, 284, 285, 383, 387]);
  expect(findClasses(imagenet, "cat").map((at) => imagenet[at].name.en)).toContain("catamaran");
  expect(findClasses(imagenet, "207")).toEqual([207]);
  expect(findClasses(imagenet, "20").slice(0, 3)).toEqual([20, 200, 201]);
  expect(findClasses(imagenet, "red panda")).toEqual([387]);
  expect(findClasses(numbered(30), "클래스 7")).toEqual([7]);
  expect(findClasses(imagenet, "(?:", 50)).toEqual([]);
  expect(findClasses(imagenet, "no such thing")).toEqual([]);
  // A model of some of the classes still has their numbers.
  expect(findClasses([imagenet[281], imagenet[207]], "207")).toEqual([1]);
});

test("in lists a class has its first name, where that is its alone, and no two are called alike", () => {
  const listed = listNames(
    names.map(({ en }) => en),
    imagenet,
  );
  expect(listed[2]).toBe("great white shark");
  expect([listed[134], listed[517]]).toEqual(["crane (134)", "crane (517)"]);
  expect([listed[638], listed[639]]).toEqual(["maillot", "maillot, tank suit"]);
  expect(new Set(listed).size).toBe(1000);
});
