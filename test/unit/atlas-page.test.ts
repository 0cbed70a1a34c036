/** What the page of statistics makes of an atlas: the query on show, a seed's classes, maps with their scales, distributions. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Atlas, type AtlasFigures, atlasDeviation, atlasRow } from "../../src/atlas/atlas";
import { atlasOverSeeds } from "../../src/atlas/over-seeds";
import type { QueryIndex } from "../../src/attention/grid";
import { normalNoise } from "../../src/latent/noise";
import type { Manifest } from "../../src/model/formats/manifest";
import { spreadOf } from "../../src/render/charts/histogram";
import { ATLAS_MAPS, DEFAULT_ATLAS } from "../../src/state/atlas/atlas-hash";
import { classesOfSeed, shownQuery } from "../../src/state/atlas/atlas-store";
import { seedsAt } from "../../src/state/atlas/seed-images";
import { meanImage, placeOf, rowMaps, shownMap } from "../../src/ui/atlas/shown";
import { siteOf } from "../support/sites";

const GRID = { width: 8, height: 4 };
const SEEDS = [3, 4, 5, 6, 7, 8, 9];

let atlas: Atlas;
beforeAll(async () => {
  const noise = normalNoise(1, 10 * 64 + 4 * 4 * 3);
  const site = async (seed: number) =>
    siteOf({
      ...{ queryGrid: GRID, keyGrid: GRID, depth: 1 },
      ...{ queries: [...noise.subarray(seed * 64, seed * 64 + 32)] },
      keys: [...noise.subarray(seed * 64 + 32, seed * 64 + 64)],
    });
  const work = atlasOverSeeds({
    seeds: SEEDS,
    generate: async (seed) => ({ image: noise.slice(0, 48), site: await site(seed) }),
    features: site,
  });
  let step = await work.next();
  while (!step.done) step = await work.next();
  atlas = step.value;
});

describe("the query on show", () => {
  const of = (figures: AtlasFigures | undefined) => ({ figures, pinned: null, pointed: null });
  test("is none without statistics, and the middle before anything is pointed at", () => {
    expect(shownQuery(of(undefined))).toBeUndefined();
    expect(shownQuery(of(atlas))).toEqual({ x: 4, y: 2 });
  });
  test("is where the pointer is, else the pinned one, inside the model's grid", () => {
    expect(shownQuery({ ...of(atlas), pinned: { x: 1, y: 3 }, pointed: { x: 0, y: 0 } })).toEqual({
      x: 0,
      y: 0,
    });
    expect(shownQuery({ ...of(atlas), pinned: { x: 30, y: 3 } })).toEqual({ x: 7, y: 3 });
  });
});

test("classes of a seed: in turn, as chosen, or none", () => {
  const { query: _query, map: _map, ...choice } = DEFAULT_ATLAS;
  const manifest = { classes: [{ id: "a" }, { id: "b" }, { id: "c" }] } as unknown as Manifest;
  expect(classesOfSeed({ choice, manifest }, 7)).toEqual({ b: 1 });
  expect(classesOfSeed({ choice: { ...choice, classes: { c: 0.5 } }, manifest }, 7)).toEqual({ c: 0.5 });
  expect(
    classesOfSeed({ choice, manifest: { ...manifest, classes: null } as unknown as Manifest }, 7),
  ).toEqual({});
});

test("each map runs from 0 to its largest value", () => {
  for (const map of ATLAS_MAPS) {
    const { grid, values, scale } = shownMap(atlas, map);
    expect(grid).toEqual(GRID);
    expect(values, map).toHaveLength(32);
    expect(scale.top, map).toBe(Math.max(...values));
  }
});

test("a mean row and its deviation are on one scale", () => {
  const at = 11 as QueryIndex;
  const row = {
    query: at,
    count: SEEDS.length,
    mean: atlasRow(atlas, at),
    deviation: atlasDeviation(atlas, at),
  };
  const { mean, deviation, scale } = rowMaps(atlas, row);
  expect(scale.top).toBe(Math.max(...row.mean, ...row.deviation));
  expect(mean.scale).toBe(deviation.scale);
  expect(placeOf(atlas, at)).toEqual({ x: 3, y: 1 });
});

test("the mean image has its size, and seeds are ranked at the place", () => {
  const { size, pixels } = meanImage(atlas);
  expect([size, pixels.length]).toEqual([4, 4 * 4 * 4]);
  const { typical, unusual } = seedsAt(atlas, { x: 3, y: 1 });
  expect(typical).toHaveLength(5);
  expect(typical[0].variation).toBeLessThan(unusual[0].variation);
  for (const { seed } of [...typical, ...unusual]) expect(SEEDS).toContain(seed);
});

test("a distribution's median and its middle 90 %", () => {
  const { low, median, high } = spreadOf(Array.from({ length: 101 }, (_, value) => value));
  expect([low, median, high]).toEqual([5, 50, 95]);
});
