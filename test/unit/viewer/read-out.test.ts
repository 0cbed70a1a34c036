/** The value under the pointer is named as what it is, in every view of the map. */
import { expect, test } from "vitest";
import { elementEn } from "../../../src/locales/en/element";
import { en } from "../../../src/locales/en/page";
import { ko } from "../../../src/locales/ko/page";
import { readingAt, spokenMap } from "../../../src/ui/stage/reading-text";
import { MAPS, PARTS } from "../../../src/viewer/state/lens-state";
import { initialViewerState, type ViewerState } from "../../../src/viewer/state/viewer-state";
import { currentMap } from "../../../src/viewer/views/map-view";
import { readOutAt } from "../../../src/viewer/views/read-out";
import { shownParts } from "../../../src/viewer/views/rows";
import { siteOf, wholeSummary } from "../../support/sites";

const side = 4;
const numbers = (count: number) => Array.from({ length: count }, (_, at) => Math.sin(at * 1.7) * 2);
const site = siteOf({
  queryGrid: { width: side, height: side },
  keyGrid: { width: side / 2, height: side / 2 },
  depth: 2,
  queries: numbers(2 * side * side),
  keys: numbers((2 * side * side) / 4),
});
const image = {
  recipe: initialViewerState.lens,
  sites: [site],
  size: 4,
  pixels: new Uint8ClampedArray(64),
} as unknown as NonNullable<ViewerState["image"]>;
const summary = { phase: "done", site, summary: wholeSummary(site) } as const;

function stateOf(lens: Partial<ViewerState["lens"]>): ViewerState {
  return {
    ...initialViewerState,
    image,
    summary: summary as ViewerState["summary"],
    lens: { ...initialViewerState.lens, query: { x: 3, y: 1 }, ...lens },
  };
}

test("each view of the map names its own quantity at a cell, with a pin as without", () => {
  for (const text of [en, ko]) {
    for (const pins of [[], [{ x: 3, y: 1 }]]) {
      const said = [
        ...MAPS.filter((map) => map !== "row").map((map) =>
          readingAt(stateOf({ map, pins }), { x: 2, y: 3 }, text),
        ),
        ...PARTS.map((part) => readingAt(stateOf({ part, pins }), { x: 2, y: 3 }, text)),
        readingAt(stateOf({ region: [0, 1], pins }), { x: 2, y: 3 }, text),
      ];
      const quantities = said.map((sentence) => sentence.replace(/[\d.]+e?-?\d*/g, "#"));
      expect(new Set(quantities).size).toBe(MAPS.length - 1 + PARTS.length + 1);
    }
  }
});

test("entropy is told in nats and distance in cells, at the query, and neither as beta", () => {
  const place = { x: 2, y: 3 };
  const entropy = summary.summary.entropy[3 * side + 2];
  expect(readingAt(stateOf({ map: "entropy" }), place, en)).toBe(
    `query 2, 3: entropy = ${entropy.toFixed(3)} nats`,
  );
  const distance = summary.summary.distance[3 * side + 2];
  expect(readingAt(stateOf({ map: "distance" }), place, en)).toBe(
    `query 2, 3: mean distance = ${distance.toFixed(1)} cells`,
  );
  expect(spokenMap(stateOf({ map: "entropy" }), en)).toMatch(/^query 3, 1: entropy = [\d.]+ nats$/);
  expect(elementEn.readings.entropy(2, 3, "1")).toBe(en.stage.readings.entropy(2, 3, "1"));
});

test("a view over keys is read at the key that the place lies in, a view over queries at the place itself", () => {
  const place = { x: 3, y: 2 };
  const row = readOutAt(stateOf({}), place);
  expect(row).toMatchObject({ quantity: "beta", cell: { x: 1, y: 1 } });
  expect(row?.value).toBe(currentMap(stateOf({}))?.values[3]);
  expect(readOutAt(stateOf({ map: "largest" }), place)).toMatchObject({ cell: place, unit: "weight" });
});

test("the spoken sentence speaks of the cell that is drawn, of a region, and of the column's strongest query", () => {
  expect(spokenMap(stateOf({ query: { x: 12, y: 12 } }), en)).toMatch(/^Query column 3, row 3\. /);
  expect(spokenMap(stateOf({ region: [0, 1, 2] }), en)).toMatch(/^Region of 3 queries\. /);
  expect(spokenMap(stateOf({ map: "column" }), en)).toMatch(
    /^Location column 3, row 1\. The query at column \d/,
  );
});

test("under a region the parts are the means over its queries, and those of the query without one", () => {
  const lens = initialViewerState.lens;
  const rowsOf = (at: number) =>
    shownParts(site, { query: { x: at % side, y: Math.floor(at / side) }, region: [] });
  const [a, b] = [rowsOf(0), rowsOf(6)];
  const mean = shownParts(site, { query: lens.query, region: [0, 6] });
  expect(mean.count).toBe(2);
  for (const part of PARTS) {
    mean.rows[part].forEach((value, at) => {
      expect(value).toBeCloseTo((a.rows[part][at] + b.rows[part][at]) / 2, 5);
    });
  }
  expect(mean.spreads.pairwise).toBeCloseTo((a.spreads.pairwise + b.spreads.pairwise) / 2, 5);
});
