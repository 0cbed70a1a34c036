/** The order in which similar rows stand together. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { cellCount, type QueryIndex } from "../../../src/attention/grid";
import { byPosition, bySimilarity, firstComponent } from "../../../src/attention/matrix/order";
import { attentionRow } from "../../../src/attention/row";
import type { AttentionSite } from "../../../src/attention/site";
import { anySite, siteOf } from "../../support/sites";

function finished<T>(work: Generator<number, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Rows minus their mean, in double precision. */
function centred(site: AttentionSite): number[][] {
  const rows = Array.from({ length: cellCount(site.queryGrid) }, (_, j) => [
    ...attentionRow(site, j as QueryIndex),
  ]);
  const mean = rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);
  return rows.map((row) => row.map((weight, i) => weight - mean[i]));
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, at) => sum + value * b[at], 0);

/** The largest eigenvalue of the rows' scatter matrix, by many steps from each axis. */
function largestVariance(rows: number[][]): number {
  let most = 0;
  for (let axis = 0; axis < rows[0].length; axis++) {
    let v: number[] = rows[0].map((_, i) => (i === axis ? 1 : 0));
    let variance = 0;
    for (let step = 0; step < 300; step++) {
      const scores = rows.map((row) => dot(row, v));
      const next = v.map((_, i) => rows.reduce((sum, row, j) => sum + scores[j] * row[i], 0));
      variance = Math.sqrt(dot(next, next));
      if (variance === 0) break;
      v = next.map((value) => value / variance);
    }
    most = Math.max(most, variance);
  }
  return most;
}

test("the component has length 1, and along it rows vary nearly as much as along the best direction", () => {
  fc.assert(
    fc.property(anySite, (site) => {
      const rows = centred(site);
      const { scores, loadings } = finished(firstComponent(site));
      const best = largestVariance(rows);
      if (best < 1e-9) return;
      expect(dot(loadings, loadings)).toBeCloseTo(1, 6);
      expect(dot(scores, scores) / best).toBeGreaterThan(0.98);
      rows.forEach((row, j) => {
        expect(scores[j]).toBeCloseTo(dot(row, loadings), 5);
      });
      const furthest = Array.from(scores).reduce(
        (most, score) => (Math.abs(score) > Math.abs(most) ? score : most),
        0,
      );
      expect(furthest).toBeGreaterThan(0);
    }),
    { numRuns: 25 },
  );
});

test("two kinds of rows are separated, wherever they stand", () => {
  // Queries of two kinds, in a pattern over the image, each of which reads half of the keys.
  const kinds = Array.from({ length: 64 }, (_, j) => (j * 7) % 3 === 0);
  const grid = { width: 8, height: 8 };
  const site = siteOf({
    queryGrid: grid,
    keyGrid: grid,
    depth: 1,
    queries: kinds.map((kind) => (kind ? 2 : -2)),
    keys: Array.from({ length: 64 }, (_, i) => (i % 5 === 0 ? 1 : -1)),
  });
  const { queries, keys } = finished(bySimilarity(site));
  const changes = (list: boolean[]) => list.filter((one, at) => at > 0 && one !== list[at - 1]).length;
  expect(changes(Array.from(queries, (j) => kinds[j]))).toBe(1);
  expect(changes(Array.from(keys, (i) => i % 5 === 0))).toBe(1);
  // Equal ones stay in the order of their positions.
  const first = Array.from(queries).filter((j) => kinds[j]);
  expect(first).toEqual([...first].sort((a, b) => a - b));
});

test("an order names each query and each key once; rows that are all the same stay by position", () => {
  fc.assert(
    fc.property(anySite, (site) => {
      for (const { queries, keys } of [byPosition(site), finished(bySimilarity(site))]) {
        expect([...queries].sort((a, b) => a - b)).toEqual([...byPosition(site).queries]);
        expect([...keys].sort((a, b) => a - b)).toEqual([...byPosition(site).keys]);
      }
    }),
    { numRuns: 25 },
  );
  const grid = { width: 3, height: 3 };
  const flat = siteOf({
    queryGrid: grid,
    keyGrid: grid,
    depth: 1,
    queries: Array(9).fill(1),
    keys: Array.from({ length: 9 }, (_, i) => i / 9),
  });
  expect(finished(bySimilarity(flat)).queries).toEqual(byPosition(flat).queries);
});
