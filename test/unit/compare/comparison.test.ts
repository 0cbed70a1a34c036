/** How two rows differ, on one grid or on two. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Grid } from "../../../src/attention/grid";
import { commonGrid, pooledRow } from "../../../src/attention/pool";
import { defaultLensState } from "../../../src/viewer/state/lens-state";
import { initialViewerState } from "../../../src/viewer/state/viewer-state";
import { rowPair } from "../../../src/viewer/views/comparison";
import { siteOf } from "../../support/sites";

const square = (width: number): Grid => ({ width, height: width });

/** A side that shows a layer on a grid, with features that differ from seed to seed. */
function sideOf(width: number, seed: number, query = { x: 1, y: 0 }) {
  const grid = square(width);
  const features = (offset: number) =>
    Array.from({ length: width * width }, (_, at) => Math.sin(seed * (at + offset)));
  const site = siteOf({
    queryGrid: grid,
    keyGrid: grid,
    depth: 1,
    queries: features(1),
    keys: features(3),
  });
  const image = {
    size: width,
    pixels: new Uint8ClampedArray(4 * width * width),
    sites: [site],
    from: "engine" as const,
    recipe: defaultLensState,
    interventions: {},
  };
  return { ...initialViewerState, image, lens: { ...defaultLensState, query } };
}

/** A row from the definition, in double precision. */
function rowOf(side: ReturnType<typeof sideOf>): number[] {
  const [{ queries, keys, queryGrid }] = side.image.sites;
  const g = queries[side.lens.query.y * queryGrid.width + side.lens.query.x];
  const weights = Array.from(keys, (key) => Math.exp(g * key));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

test("rows on one grid: difference, distance and entropies are those of the definitions", () => {
  const [first, second] = [sideOf(4, 1.3), sideOf(4, 2.1)];
  const [a, b] = [rowOf(first), rowOf(second)];
  const found = rowPair(first, second);
  if (!found?.difference) throw new Error("no difference");
  const difference = b.map((weight, at) => weight - a[at]);
  difference.forEach((value, at) => {
    expect(found.difference?.[at]).toBeCloseTo(value, 6);
  });
  expect(found.differenceTop).toBeCloseTo(Math.max(...difference.map(Math.abs)), 6);
  expect(found.distance).toBeCloseTo(difference.reduce((sum, value) => sum + Math.abs(value), 0) / 2, 6);
  const entropy = (row: number[]) => -row.reduce((sum, weight) => sum + weight * Math.log(weight), 0);
  expect(found.a.entropy).toBeCloseTo(entropy(a), 5);
  expect(found.b.entropy).toBeCloseTo(entropy(b), 5);
  expect(found.top).toBeCloseTo(Math.max(...a, ...b), 6);
  expect(found.scales).toEqual({ a: 1, b: 1 });
});

test("rows on grids of which one divides the other are compared on the coarser one", () => {
  const [fine, coarse] = [sideOf(8, 1.3), sideOf(4, 2.1)];
  const found = rowPair(fine, coarse);
  expect(found?.grid).toEqual(square(4));
  const [a, b] = [rowOf(fine), rowOf(coarse)];
  const pooled = Array.from({ length: 16 }, (_, at) => {
    const [x, y] = [2 * (at % 4), 2 * Math.floor(at / 4)];
    return a[8 * y + x] + a[8 * y + x + 1] + a[8 * (y + 1) + x] + a[8 * (y + 1) + x + 1];
  });
  pooled.forEach((weight, at) => {
    expect(found?.difference?.[at]).toBeCloseTo(b[at] - weight, 6);
  });
  // Four keys of the fine grid lie in each cell of the coarse one.
  expect(found?.scales).toEqual({ a: 4, b: 1 });
  expect(found?.top).toBeCloseTo(Math.max(4 * Math.max(...a), ...b), 5);
});

test("rows on grids that do not fit are not subtracted", () => {
  const found = rowPair(sideOf(6, 1.3), sideOf(4, 2.1));
  expect(found).toMatchObject({ grid: undefined, difference: undefined, distance: undefined });
  expect(commonGrid(square(6), square(4))).toBeUndefined();
});

test("pooling keeps the sum, and the weight of every coarse cell", () => {
  const cases = fc.record({
    coarse: fc.integer({ min: 1, max: 5 }),
    factor: fc.integer({ min: 1, max: 4 }),
    seed: fc.double({ min: 0.1, max: 9, noNaN: true }),
  });
  fc.assert(
    fc.property(cases, ({ coarse, factor, seed }) => {
      const [from, to] = [square(coarse * factor), square(coarse)];
      const row = Float32Array.from({ length: from.width ** 2 }, (_, at) =>
        Math.abs(Math.sin(seed * (at + 1))),
      );
      const pooled = pooledRow(row, from, to);
      const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);
      expect(sum(pooled)).toBeCloseTo(sum(row), 3);
      const cell = Math.floor(to.width ** 2 / 2);
      const [left, topRow] = [(cell % coarse) * factor, Math.floor(cell / coarse) * factor];
      let expected = 0;
      for (let y = topRow; y < topRow + factor; y++) {
        for (let x = left; x < left + factor; x++) expected += row[y * from.width + x];
      }
      expect(pooled[cell]).toBeCloseTo(expected, 4);
    }),
  );
});
