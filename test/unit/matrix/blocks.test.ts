/** The matrix reduced to blocks: no weight is lost, none is counted twice. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { cellCount, type KeyIndex, type QueryIndex } from "../../../src/attention/grid";
import {
  blockAt,
  blockMembers,
  blockOf,
  blockStart,
  MOST_BLOCKS,
  reduceMatrix,
  strongestEntry,
} from "../../../src/attention/matrix/blocks";
import { byPosition, bySimilarity } from "../../../src/attention/matrix/order";
import { attentionRow } from "../../../src/attention/row";
import type { AttentionSite } from "../../../src/attention/site";
import { anySite, siteOf } from "../../support/sites";

/** Does all of a work at once. */
function finished<T>(work: Generator<number, T>): { readonly result: T; readonly shares: readonly number[] } {
  const shares: number[] = [];
  for (;;) {
    const step = work.next();
    if (step.done) return { result: step.value, shares };
    shares.push(step.value);
  }
}

/** A layer of `width` x `width` queries and keys with one channel. */
function layer(width: number): AttentionSite {
  const grid = { width, height: width };
  const features = (by: number) =>
    Array.from({ length: width * width }, (_, at) => 3 * Math.sin(by * at + by));
  return siteOf({ queryGrid: grid, keyGrid: grid, depth: 1, queries: features(0.7), keys: features(1.1) });
}

test("every place lies in the block that says so, and blocks differ in size by at most one", () => {
  const cases = fc
    .integer({ min: 1, max: 3000 })
    .chain((count) => fc.tuple(fc.constant(count), fc.integer({ min: 1, max: Math.min(count, 300) })));
  fc.assert(
    fc.property(cases, ([count, blocks]) => {
      const sizes = Array.from(
        { length: blocks },
        (_, block) => blockStart(block + 1, blocks, count) - blockStart(block, blocks, count),
      );
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
      for (let place = 0; place < count; place++) {
        const block = blockOf(place, blocks, count);
        expect(
          blockStart(block, blocks, count) <= place && place < blockStart(block + 1, blocks, count),
        ).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

test.each(["position", "similarity"])(
  "by %s, means add up to beta's sum and largest is the largest",
  (order) => {
    fc.assert(
      fc.property(anySite, (site) => {
        const found = order === "position" ? byPosition(site) : finished(bySimilarity(site)).result;
        const { result } = finished(reduceMatrix(site, found));
        let sum = 0;
        let largest = 0;
        for (let row = 0; row < result.rows; row++) {
          for (let column = 0; column < result.columns; column++) {
            const { queries, keys } = blockMembers(result, { row, column });
            const at = row * result.columns + column;
            sum += result.mean[at] * queries.length * keys.length;
            largest = Math.max(largest, result.largest[at]);
          }
        }
        const n = cellCount(site.queryGrid);
        // Rows of these layers sum to 1.
        expect(sum).toBeCloseTo(n, 3);
        const rows = Array.from({ length: n }, (_, j) => attentionRow(site, j as QueryIndex));
        expect(largest).toBe(Math.max(...rows.flatMap((weights) => [...weights])));
      }),
      { numRuns: 40 },
    );
  },
);

test("a matrix beyond 256 blocks a side is reduced as its definition says", () => {
  // 17 x 17 = 289 queries and keys: blocks of one and of two.
  const site = layer(17);
  const { result, shares } = finished(reduceMatrix(site, byPosition(site)));
  expect([result.rows, result.columns]).toEqual([MOST_BLOCKS, MOST_BLOCKS]);
  expect(shares.every((share, at) => share > (shares[at - 1] ?? 0) && share <= 1)).toBe(true);
  for (const block of [
    { row: 0, column: 0 },
    { row: 7, column: 200 },
    { row: 255, column: 31 },
  ]) {
    const { queries, keys } = blockMembers(result, block);
    const weights = queries.flatMap((query) => {
      const row = attentionRow(site, query);
      return keys.map((key) => row[key]);
    });
    const at = block.row * MOST_BLOCKS + block.column;
    expect(result.mean[at]).toBeCloseTo(weights.reduce((sum, weight) => sum + weight, 0) / weights.length, 8);
    expect(result.largest[at]).toBe(Math.max(...weights));
    const entry = strongestEntry(site, queries, keys);
    expect(entry.weight).toBe(result.largest[at]);
    expect(blockAt(result, entry.query, entry.key as KeyIndex)).toEqual(block);
  }
});
