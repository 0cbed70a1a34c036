/**
 * A generator with two attention sites, one of them with pooled keys and one without output projection, and with classes:
 * the fixture of `training/tests/two_sites.py`, against PyTorch.
 */
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { attentionColumn } from "../../src/attention/column";
import { cellCount, type KeyIndex, type QueryIndex } from "../../src/attention/grid";
import { type Interventions, NO_INTERVENTION, type SiteIntervention } from "../../src/attention/intervention";
import { meanQuery, partRow } from "../../src/attention/parts";
import { attentionRow } from "../../src/attention/row";
import { parseManifest } from "../../src/model/formats/manifest";
import { Generator } from "../../src/network/networks/generator";
import { entry, floats, largestDifference, readBytes, readWeights, toRows } from "../support/files";
import { wholeSummary } from "../support/sites";

const FOLDER = "test/fixtures/two-sites";
const manifest = parseManifest(new TextDecoder().decode(readBytes(`${FOLDER}/model.json`)), "model.json");
const weights = readWeights(`${FOLDER}/generator.safetensors`);
const expected = readWeights(`${FOLDER}/expected.safetensors`);
const values = (name: string, latent: number) => entry(floats(expected, name), latent);
const expectedImage = (name: string, latent: number) => toRows(values(name, latent), 3, 16);

function inputOf(latent: number, interventions: Interventions = {}) {
  const classWeights = new Float32Array(3);
  classWeights[floats(expected, "class").data[latent]] = 1;
  return { z: values("z", latent), classWeights, interventions };
}

let generator: Generator;
let before: number;
beforeAll(async () => {
  await setBackend("cpu");
});
beforeEach(() => {
  before = memory().numTensors;
  generator = new Generator(manifest, weights.tensors);
});
afterEach(() => {
  generator.dispose();
  expect(memory().numTensors).toBe(before);
});

test("pictures of two classes and the rows of both sites equal PyTorch's", async () => {
  for (const latent of [0, 1]) {
    const { image, sites } = await generator.run(inputOf(latent));
    expect(largestDifference(image, expectedImage("image", latent))).toBeLessThan(1e-5);
    expect(sites.map(({ name, queryGrid, keyGrid }) => [name, queryGrid.width, keyGrid.width])).toEqual([
      ["g.pooled", 8, 4],
      ["g.full", 16, 16],
    ]);
    for (const site of sites) {
      const layer = site.name.slice(2);
      const beta = values(`${layer}.beta`, latent);
      const keys = cellCount(site.keyGrid);
      floats(expected, `${layer}.rows`).data.forEach((query, at) => {
        const row = attentionRow(site, query as QueryIndex);
        expect(largestDifference(row, beta.subarray(at * keys, (at + 1) * keys))).toBeLessThan(1e-5);
      });
    }
  }
});

test("views of both sites equal PyTorch's, distances and neighbourhoods of pooled keys among them", async () => {
  const { sites } = await generator.run(inputOf(1));
  for (const site of sites) {
    const layer = site.name.slice(2);
    const wanted = (view: string) => values(`${layer}.${view}`, 1);
    const summary = wholeSummary(site);
    for (const view of [
      "entropy",
      "received",
      "largest",
      "distance",
      "neighbourhood",
      "dependence",
    ] as const) {
      expect(largestDifference(summary[view], wanted(view)), `${layer} ${view}`).toBeLessThan(1e-4);
    }
    const queries = cellCount(site.queryGrid);
    floats(expected, `${layer}.columnKeys`).data.forEach((key, at) => {
      const column = attentionColumn(site, summary.logNormalisers, key as KeyIndex);
      const golden = wanted("columns").subarray(at * queries, (at + 1) * queries);
      expect(largestDifference(column, golden)).toBeLessThan(1e-5);
    });
    const mean = meanQuery(site);
    const keys = cellCount(site.keyGrid);
    expect(largestDifference(partRow(site, mean, 0 as QueryIndex, "unary"), wanted("unary"))).toBeLessThan(
      1e-5,
    );
    floats(expected, `${layer}.partRows`).data.forEach((query, at) => {
      const golden = wanted("pairwise").subarray(at * keys, (at + 1) * keys);
      const part = partRow(site, mean, query as QueryIndex, "pairwise");
      expect(largestDifference(part, golden)).toBeLessThan(1e-5);
    });
  }
});

const leftKeys = Array.from({ length: 16 }, (_, key) => key).filter((key) => key % 4 < 2);
const changes: Record<string, [string, Partial<SiteIntervention>]> = {
  pooledMasked: ["g.pooled", { maskedKeys: leftKeys }],
  pooledOff: ["g.pooled", { gammaScale: 0 }],
  fullWarm: ["g.full", { temperature: 3 }],
};

test("a change at one site leaves the other's maths alone, in any order of changes", async () => {
  const request = (name: string) => {
    const [site, change] = changes[name];
    return inputOf(0, { [site]: { ...NO_INTERVENTION, ...change } });
  };
  // Each run goes on from the one before: the kept part must be that of its latent and its changes.
  for (const name of ["fullWarm", "pooledMasked", "fullWarm", "pooledOff", "pooledMasked"]) {
    const { image } = await generator.run(request(name));
    expect(largestDifference(image, expectedImage(`image.${name}`, 0)), name).toBeLessThan(1e-5);
  }
  const { image } = await generator.run(inputOf(0));
  expect(largestDifference(image, expectedImage("image", 0))).toBeLessThan(1e-5);
});

test("a change at the first site reaches the second one's features; one at the second does not reach back", async () => {
  const [first, second] = (await generator.run(inputOf(0))).sites;
  const off = { ...NO_INTERVENTION, gammaScale: 0 };
  const early = (await generator.run(inputOf(0, { "g.pooled": off }))).sites;
  expect(early[0].queries).toEqual(first.queries);
  expect(largestDifference(early[1].queries, second.queries)).toBeGreaterThan(1e-3);
  const late = (await generator.run(inputOf(0, { "g.full": off }))).sites;
  expect(late[0]).toEqual(first);
  expect(late[1].queries).toEqual(second.queries);
  expect(late[1].share).toBe(0);
});

test("y = gamma o + x at both sites, with and without output projection", async () => {
  for (const site of (await generator.run(inputOf(1))).sites) {
    const { x, o, y } = await generator.vectorsOf(inputOf(1), site.name, 9);
    expect(o).toHaveLength(16);
    expect(Math.hypot(...o)).toBeGreaterThan(0.01);
    y.forEach((value, c) => {
      expect(value).toBeCloseTo(site.gamma * o[c] + x[c], 5);
    });
  }
});
