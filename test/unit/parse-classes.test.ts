import { expect, it } from "vitest";
import { parseClasses } from "../../src/ui/importing/parse-classes";

it.each([
  ["", []],
  ["3", [3]],
  ["0, 3, 7-9", [0, 3, 7, 8, 9]],
  [" 9 3-4,4 ", [3, 4, 9]],
  ["0–2", [0, 1, 2]],
])("%j names classes", (text, expected) => {
  expect(parseClasses(text, 10)).toEqual(expected);
});

it.each(["10", "3-10", "9-7", "a", "1.5", "-1", "1--2", "99999999"])("%j names none", (text) => {
  expect(parseClasses(text, 10)).toBeUndefined();
});
