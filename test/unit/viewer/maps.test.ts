/** What is drawn follows from the state: each map with its values, unit and scale, the rows behind it, and what marks do to each other. */
import { expect, test } from "vitest";
import type { QueryIndex } from "../../../src/attention/grid";
import { attentionRow } from "../../../src/attention/row";
import { siteSummary } from "../../../src/attention/site-summary";
import { arrowStep } from "../../../src/viewer/state/arrow-keys";
import { defaultLensState, type LensState } from "../../../src/viewer/state/lens-state";
import { openedEntry, openedModel } from "../../../src/viewer/state/opened-model";
import { activePin, clicked, escaped, moved, pinMoved, pointed } from "../../../src/viewer/state/pins";
import { recipeOf } from "../../../src/viewer/state/recipe";
import type { LensImage } from "../../../src/viewer/state/viewer-state";
import { classLayers, heaviestClass, mainClass, shownLatent } from "../../../src/viewer/views/derived";
import { currentMap, keyUnderQuery, queryPlace } from "../../../src/viewer/views/map-view";
import { requestFor } from "../../../src/viewer/views/request";
import { cellInside, regionInside, rowAt, shownRow } from "../../../src/viewer/views/rows";
import { fakeSite } from "../../support/fake-engine";
import { readManifest } from "../../support/files";

const site = fakeSite();
const summary = siteSummary(site);
const KEYS = 16;

const image: LensImage = {
  ...{ size: 4, pixels: new Uint8ClampedArray(64), sites: [site], from: "engine" },
  ...{ recipe: recipeOf(defaultLensState), interventions: {} },
};

const lensWith = (change: Partial<LensState>): LensState => ({
  ...defaultLensState,
  ...{ site: "g.attn", query: { x: 1, y: 2 } },
  ...change,
});
const mapWith = (change: Partial<LensState>, isDone = true) =>
  currentMap({
    ...{ lens: lensWith(change), image, changed: undefined },
    summary: isDone ? { phase: "done", site, summary } : undefined,
  } as Parameters<typeof currentMap>[0]);

test("the map of a row has its weights, and its scale is the map's own, the layer's or that of the pins", () => {
  const row = attentionRow(site, 9 as QueryIndex);
  const most = Math.max(...row);
  const own = mapWith({ map: "row", scale: "map" });
  expect(own?.values).toEqual(row);
  expect(own).toMatchObject({ unit: "weight", uniform: 1 / KEYS });
  expect(own?.top).toBeCloseTo(most, 6);
  expect(mapWith({ map: "row", scale: "absolute" })?.top).toBeCloseTo(Math.max(site.maxWeight, most), 6);
  const pin = { x: 3, y: 3 };
  const withPins = mapWith({ map: "row", scale: "pins", pins: [pin] });
  expect(withPins?.top).toBeCloseTo(Math.max(most, Math.max(...rowAt(site, pin).row)), 6);
});

test("a map of the whole layer waits for its summary and then has its own unit and scale", () => {
  for (const map of ["column", "meanRow", "received", "entropy", "distance", "largest"] as const) {
    expect(mapWith({ map }, false), map).toBeUndefined();
  }
  expect(mapWith({ map: "meanRow" })).toMatchObject({ values: summary.meanRow, unit: "weight" });
  expect(mapWith({ map: "received" })).toMatchObject({ values: summary.received, unit: "sum", uniform: 1 });
  expect(mapWith({ map: "entropy" })).toMatchObject({ top: Math.log(KEYS), unit: "nats" });
  expect(mapWith({ map: "distance" })).toMatchObject({ values: summary.distance, unit: "cells" });
  expect(mapWith({ map: "largest" })).toMatchObject({ top: 1, unit: "weight" });
  expect(mapWith({ map: "dependence" })).toMatchObject({ values: summary.dependence, unit: "share", top: 1 });
});

test("a column has the weight that each query gives the key under the query on show", () => {
  const map = mapWith({ map: "column", scale: "map" });
  const key = keyUnderQuery(site, lensWith({}));
  expect(key).toBe(9);
  for (let query = 0; query < 16; query++) {
    expect(map?.values[query]).toBeCloseTo(attentionRow(site, query as QueryIndex)[key], 5);
  }
  expect(mapWith({ map: "column", scale: "absolute" })?.top).toBe(site.maxWeight);
});

test("the same state gives the same map, without an image there is none", () => {
  const state = { lens: lensWith({}), image, changed: undefined, summary: undefined };
  expect(currentMap(state)).toBe(currentMap(state));
  expect(currentMap({ ...state, image: undefined })).toBeUndefined();
  expect(queryPlace(site, 9)).toBe("1, 2");
});

test("rows are computed once; cells of another model's grid are brought inside", () => {
  const cell = { x: 2, y: 1 };
  expect(rowAt(site, cell)).toBe(rowAt(site, cell));
  expect(cellInside(site, { x: 40, y: -3 })).toEqual({ x: 3, y: 0 });
  for (let query = 0; query < 16; query++) {
    for (const part of ["beta", "unary", "pairwise"] as const) {
      const { row, summary } = rowAt(site, { x: query % 4, y: query >> 2 }, part as "beta");
      expect(row.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 4);
      expect(summary.maxWeight).toBeCloseTo(Math.max(...row), 6);
    }
  }
});

test("a region's row is the mean of its queries' rows, of those inside the grid", () => {
  const region = [1, 6, 99];
  expect(regionInside(site, region)).toEqual([1, 6]);
  expect(regionInside(site, [1, 6])).toEqual([1, 6]);
  const lens = lensWith({ region });
  const { row } = shownRow(site, lens);
  const [a, b] = [1, 6].map((query) => attentionRow(site, query as QueryIndex));
  row.forEach((weight, key) => {
    expect(weight).toBeCloseTo((a[key] + b[key]) / 2, 5);
  });
  expect(shownRow(site, lens).row).toBe(row);
});

test("a click pins a cell and unpins it; Escape clears the region first; a pin holds the map", () => {
  const [a, b] = [
    { x: 1, y: 1 },
    { x: 2, y: 2 },
  ];
  const none = { pins: [], query: a };
  expect(pointed(none, b)).toEqual({ query: b });
  expect(pointed(none, a)).toBeUndefined();
  expect(clicked(none, a, false)).toEqual({ query: a, pins: [a] });
  const one = { pins: [a], query: a };
  expect(activePin(one)).toEqual(a);
  expect(pointed(one, b)).toBeUndefined();
  expect(clicked(one, b, true)).toEqual({ query: b, pins: [a, b] });
  expect(clicked(one, b, false)).toEqual({ query: b, pins: [b] });
  const both = { pins: [a, b], query: b };
  expect(clicked(both, a, true)).toEqual({ query: a });
  expect(clicked(both, b, true)).toEqual({ pins: [a], query: a });
  expect(escaped({ ...both, region: [3] })).toEqual({ region: [] });
  expect(escaped({ ...one, region: [] })).toEqual({ pins: [], query: a });
  const grid = { width: 4, height: 4 };
  expect(moved(one, grid, 1, 0)).toEqual({ query: { x: 2, y: 1 } });
  expect(pinMoved(one, grid, 1, 0)).toEqual({ query: { x: 2, y: 1 }, pins: [{ x: 2, y: 1 }] });
  // Another pin stands there.
  expect(pinMoved({ pins: [a, b], query: a }, grid, 1, 1)).toEqual({});
});

test("arrow keys move by one cell, with Shift by four, and other keys do nothing", () => {
  expect(arrowStep({ key: "ArrowLeft", shiftKey: false })).toEqual([-1, 0]);
  expect(arrowStep({ key: "ArrowDown", shiftKey: true })).toEqual([0, 4]);
  expect(arrowStep({ key: "a", shiftKey: false })).toBeUndefined();
});

test("another model opens on its first prepared image, with nothing pinned or changed", () => {
  const entry = { file: "a-4.safetensors", seed: 4, psi: 0.8, classes: {}, query: { x: 1, y: 2 } };
  const gallery = [{ model: "a", sprite: new URL("https://lens.example/s.webp"), stills: [entry] }];
  expect(openedModel({ gallery }, "a")).toMatchObject({
    model: "a",
    seed: 4,
    query: { x: 1, y: 2 },
    pins: [],
  });
  expect(openedModel({ gallery }, "b")).not.toHaveProperty("seed");
  expect(openedEntry(entry)).toMatchObject({ seed: 4, psi: 0.8, pins: [], region: [], locks: [] });
});

test("the main class is the heaviest, the first where none has a weight; layers of classes are known by their size", () => {
  expect(heaviestClass({ b: 0.5, c: 0.4 }, ["a", "b", "c"])).toBe("b");
  expect(heaviestClass({}, ["a", "b"])).toBe("a");
  const [land, cats] = [readManifest("eurosat64"), readManifest("cats64")];
  expect(mainClass({ lens: defaultLensState, manifest: land })).toBe(land.classes?.[0].id);
  expect(mainClass({ lens: defaultLensState, manifest: cats })).toBeUndefined();
  expect(classLayers(cats)).toEqual([]);
  const sizes = classLayers(land).map(({ size }) => size);
  expect(sizes.at(-1)).toBe(64);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});

test("the latent on show is the seed's noise with the edits", () => {
  const state = { lens: lensWith({ edits: { 3: 1.5 } }), latentSize: 8 };
  const values = shownLatent(state);
  expect(values).toHaveLength(8);
  expect(values[3]).toBeCloseTo(1.5, 6);
  expect(shownLatent(state)).toBe(values);
});

test("psi goes to the engine with the latent, for norms that have statistics for several truncations", () => {
  const lens = { ...defaultLensState, psi: 0.4 };
  const state = { lens, latentSize: 128, manifest: readManifest("cats64"), directions: undefined };
  expect(requestFor(state, lens, {}).truncation).toBe(0.4);
});
