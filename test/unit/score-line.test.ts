/** Labels beside the line of scores. */
import { expect, test } from "vitest";
import { discriminatorEn as english } from "../../src/locales/en/discriminator";
import { discriminatorKo as korean } from "../../src/locales/ko/discriminator";
import { labelWidth, SCORE_LINE, spreadLabels } from "../../src/render/score-line";

const { width, pad } = SCORE_LINE;

test.each([
  ["English", english],
  ["Korean", korean],
])("in %s no two labels overlap and none leaves the drawing, whatever the scores", (_, text) => {
  const names = [text.meanReal, text.meanMade];
  expect(labelWidth(text.marginMade) + labelWidth(text.marginReal)).toBeLessThan(width - 2 * pad);
  for (let first = pad; first <= width - pad; first += 4) {
    for (let second = pad; second <= width - pad; second += 4) {
      const labels = [first, second].map((at, place) => ({ at, width: labelWidth(names[place]) }));
      const ends = spreadLabels(labels, [0, width]).map((centre, place) => [
        centre - labels[place].width / 2,
        centre + labels[place].width / 2,
      ]);
      const [left, right] = ends.toSorted((a, b) => a[0] - b[0]);
      expect(left[0]).toBeGreaterThanOrEqual(0);
      expect(right[0] - left[1]).toBeGreaterThan(5.9);
      expect(right[1]).toBeLessThanOrEqual(width);
    }
  }
});

test("labels with room stand where they belong, others make room alike, in the order of their values", () => {
  const label = (at: number) => ({ at, width: 40 });
  expect(spreadLabels([label(200), label(100)], [0, 320])).toEqual([200, 100]);
  expect(spreadLabels([label(152), label(148)], [0, 320])).toEqual([173, 127]);
  expect(spreadLabels([label(5)], [0, 320])).toEqual([20]);
});
