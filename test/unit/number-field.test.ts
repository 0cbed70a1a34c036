/** What a person may type where a number is wanted. */
import { expect, test } from "vitest";
import { readDecimal } from "../../src/ui/inputs/NumberField";

test("a point or a comma, any minus sign, and nothing else, is a number", () => {
  const read = {
    "1.05": 1.05,
    "1,05": 1.05,
    "-2": -2,
    "−2": -2,
    "–0,5": -0.5,
    ".5": 0.5,
    "-.5": -0.5,
    "3.": 3,
    " 7 ": 7,
  };
  for (const [typed, value] of Object.entries(read)) expect(readDecimal(typed), typed).toBe(value);
  for (const typed of ["", "-", ".", "-.", "1.2.3", "1,2,3", "1e3", "0x10", "abc", "--1"]) {
    expect(readDecimal(typed), typed).toBeUndefined();
  }
});
