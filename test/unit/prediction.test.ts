/** Scores of predictions: worked out by hand, and what holds for all of them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { scorePrediction } from "../../src/attention/prediction";
import { answersCsv } from "../../src/export/csv";
import { readTour, writeTour } from "../../src/viewer/tour/tour";

const ROW = Float32Array.of(0.125, 0.5, 0, 0.25, 0, 0.125, 0, 0);

test.each([
  // The two largest are 0.5 and 0.25; a random pair covers 2/8 of 1.
  [[1, 3], { covered: 0.75, score: 1, chance: 1 / 3 }],
  [[3, 0], { covered: 0.375, score: 0.5, chance: 1 / 3 }],
  [[2, 4], { covered: 0, score: 0, chance: 1 / 3 }],
  // One cell: 0.25 of 0.5, at random 1/8 of 0.5.
  [[3], { covered: 0.25, score: 0.5, chance: 0.25 }],
  // Five cells can cover everything.
  [[0, 2, 3, 4, 5], { covered: 0.5, score: 0.5, chance: 0.625 }],
])("cells %j", (cells, wanted) => {
  const { covered, score, chance } = scorePrediction(ROW, cells);
  expect(covered).toBe(wanted.covered);
  expect(score).toBeCloseTo(wanted.score, 14);
  expect(chance).toBeCloseTo(wanted.chance, 14);
});

test("on a flat row chance is as good as any prediction, and a row without weight has no score", () => {
  expect(scorePrediction(new Float32Array(16).fill(1 / 16), [3, 9])).toEqual({
    ...{ covered: 1 / 8, score: 1, chance: 1 },
  });
  expect(scorePrediction(new Float32Array(4), [0])).toEqual({ covered: 0, score: 0, chance: 0 });
});

test("what is no prediction is refused", () => {
  expect(() => scorePrediction(ROW, [])).toThrow("at least one cell");
  expect(() => scorePrediction(ROW, [1, 1])).toThrow("twice");
  for (const cell of [-1, 8, 0.5]) expect(() => scorePrediction(ROW, [cell])).toThrow(RangeError);
});

/** All sets of so many of the numbers below a bound. */
function subsets(below: number, count: number, from = 0): number[][] {
  if (count === 0) return [[]];
  return Array.from({ length: Math.max(0, below - from) }, (_, at) => from + at).flatMap((first) =>
    subsets(below, count - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

test("scores lie between 0 and 1, the best cells have 1, and chance is the mean over all sets of cells", () => {
  const weights = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(weights, fc.integer({ min: 1, max: 5 }), (values, asked) => {
      const row = Float32Array.from(values);
      const count = Math.min(asked, row.length);
      const found = subsets(row.length, count).map((cells) => scorePrediction(row, cells));
      const scores = found.map(({ score }) => score);
      const [{ chance }] = found;
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      for (const score of scores) expect(score).toBeGreaterThanOrEqual(0);
      expect(Math.max(...scores)).toBe(row.some((weight) => weight > 0) ? 1 : 0);
      expect(chance).toBeCloseTo(mean, 10);
    }),
  );
});

test("answers as CSV", () => {
  const cells = [
    { x: 3, y: 4 },
    { x: 5, y: 6 },
  ];
  expect(answersCsv([{ step: 2, cells, score: 0.5, chance: 0.25 }])).toBe(
    "step,cells,score,chance\n2,3.4 5.6,0.5,0.25\n",
  );
});

test("a step that asks is read as it was written; another question is refused by its place", () => {
  const step = { state: "q=3.4", caption: { en: "Guess." }, ask: "row" as const };
  const tour = { title: { en: "Guess" }, steps: [step] };
  expect(readTour(writeTour(tour), "tour.json").steps).toEqual([step]);
  const other = writeTour(tour).replace('"row"', '"column"');
  expect(() => readTour(other, "tour.json")).toThrow(
    expect.objectContaining({
      code: "tour-malformed",
      details: expect.objectContaining({ path: "steps.0.ask" }),
    }),
  );
});
