import fc from "fast-check";
import { expect, test } from "vitest";
import {
  cellCount,
  cellOfKey,
  cellOfQuery,
  cellUnder,
  keyAt,
  moveCell,
  type QueryIndex,
  queryAt,
} from "../../src/attention/grid";
import { attentionRow } from "../../src/attention/row";
import { scaleTop } from "../../src/attention/scale";
import type { AttentionSite } from "../../src/attention/site";
import { summarizeRow } from "../../src/attention/summary";

function siteOf(queries: number[], keys: number[], depth: number): AttentionSite {
  const grid = (numbers: number[]) => ({ width: numbers.length / depth, height: 1 });
  return {
    name: "g.attn",
    queryGrid: grid(queries),
    keyGrid: grid(keys),
    depth,
    queries: Float32Array.from(queries),
    keys: Float32Array.from(keys),
    gamma: 1,
    share: 0,
    maxWeight: 1,
    temperature: 1,
    keyMask: undefined,
  };
}

const features = (count: number) =>
  fc.array(fc.float({ min: -40, max: 40, noNaN: true }), { minLength: count, maxLength: count });
/** Depth 8 takes another path than the others. */
const anySite = fc
  .tuple(fc.constantFrom(1, 4, 8), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 9 }))
  .chain(([depth, n, m]) =>
    fc.tuple(features(depth * n), features(depth * m)).map(([q, k]) => siteOf(q, k, depth)),
  );

test("every row is positive, sums to 1 and equals the plain softmax", () => {
  fc.assert(
    fc.property(anySite, (site) => {
      for (let j = 0; j < cellCount(site.queryGrid); j++) {
        const row = attentionRow(site, j as QueryIndex);
        const scores = Array.from(row, (_, i) => {
          let score = 0;
          for (let c = 0; c < site.depth; c++)
            score += site.queries[j * site.depth + c] * site.keys[i * site.depth + c];
          return score;
        });
        const largest = Math.max(...scores);
        const weights = scores.map((score) => Math.exp(score - largest));
        const sum = weights.reduce((a, b) => a + b);
        row.forEach((weight, i) => {
          expect(weight).toBeGreaterThanOrEqual(0);
          // Scores reach thousands here, whose single-precision rounding moves a weight.
          expect(Math.abs(weight - weights[i] / sum)).toBeLessThan(2e-3);
        });
        expect(summarizeRow(row).sum).toBeCloseTo(1, 5);
      }
    }),
  );
});

test("queries and keys are not exchanged: a row belongs to its query", () => {
  const site = siteOf([1, 0, 0, 1], [5, 0, 0, 5], 2);
  expect(attentionRow(site, 0 as QueryIndex)[0]).toBeGreaterThan(0.99);
  expect(attentionRow(site, 1 as QueryIndex)[1]).toBeGreaterThan(0.99);
});

test("entropy is 0 where one key takes all and log M where all are read alike", () => {
  const flat = summarizeRow(new Float32Array(16).fill(1 / 16));
  expect(flat.entropy).toBeCloseTo(Math.log(16), 6);
  expect(flat.maxEntropy).toBeCloseTo(Math.log(16), 12);
  const sharp = summarizeRow(Float32Array.from([0, 0, 1, 0]));
  expect(sharp).toMatchObject({ entropy: 0, maxWeight: 1, topKey: 2, sum: 1 });
});

test("cells and indices are each other's inverse, row by row", () => {
  const grid = { width: 5, height: 3 };
  expect(queryAt(grid, { x: 1, y: 2 })).toBe(11);
  for (let index = 0; index < 15; index++) {
    expect(queryAt(grid, cellOfQuery(grid, index as QueryIndex))).toBe(index);
    expect(keyAt(grid, cellOfKey(grid, keyAt(grid, cellOfQuery(grid, index as QueryIndex))))).toBe(index);
  }
  expect(() => queryAt(grid, { x: 5, y: 0 })).toThrow(RangeError);
  expect(cellUnder(grid, 1, -0.2)).toEqual({ x: 4, y: 0 });
  expect(cellUnder(grid, 0.5, 0.99)).toEqual({ x: 2, y: 2 });
  expect(moveCell(grid, { x: 4, y: 0 }, 3, -1)).toEqual({ x: 4, y: 0 });
});

test("the three scales run to their own tops", () => {
  const input = { absoluteMax: 0.9, mapMax: 0.2, pinMaxima: [0.3, 0.1] };
  expect(scaleTop({ mode: "absolute", ...input })).toBe(0.9);
  expect(scaleTop({ mode: "map", ...input })).toBe(0.2);
  expect(scaleTop({ mode: "pins", ...input })).toBe(0.3);
  expect(scaleTop({ mode: "pins", ...input, pinMaxima: [] })).toBe(0.2);
});
