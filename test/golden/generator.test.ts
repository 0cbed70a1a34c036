/** The generator in TensorFlow.js against golden values from PyTorch, on the plain JavaScript backend (the GPU and WASM backends run in a browser: `npm run verify`). */
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import type { QueryIndex } from "../../src/attention/grid";
import { NO_INTERVENTION, type SiteIntervention } from "../../src/attention/intervention";
import { attentionRow } from "../../src/attention/row";
import { summarizeRow } from "../../src/attention/summary";
import { Generator } from "../../src/network/networks/generator";
import { entry, floats, largestDifference, readManifest, readWeights, toRows } from "../support/files";

const manifest = readManifest("cats64");
const weights = readWeights("public/models/cats64/generator.safetensors");
const golden = readWeights("test/golden/cats64.safetensors");

beforeAll(async () => {
  await setBackend("cpu");
});

test("picture, features, rows, entropy, share and largest weight equal PyTorch's, and nothing leaks", async () => {
  const before = memory().numTensors;
  const generator = new Generator(manifest, weights.tensors);
  await generator.run({ z: entry(floats(golden, "z"), 0) });
  // Also what is kept of the last run, to go on from.
  const loaded = memory().numTensors;
  for (const latent of [0, 1]) {
    const { image, sites } = await generator.run({ z: entry(floats(golden, "z"), latent) });
    expect(largestDifference(image, toRows(entry(floats(golden, "image"), latent), 3, 64))).toBeLessThan(
      1e-5,
    );
    expect(sites).toHaveLength(1);
    const [site] = sites;
    expect(site.name).toBe("g.attn");
    expect(largestDifference(site.queries, entry(floats(golden, "attn.q"), latent))).toBeLessThan(1e-4);
    expect(largestDifference(site.keys, entry(floats(golden, "attn.k"), latent))).toBeLessThan(1e-4);
    expect(site.share).toBeCloseTo(floats(golden, "attn.share").data[latent], 5);

    const rows = floats(golden, "rows").data;
    const beta = entry(floats(golden, "attn.beta"), latent);
    const entropy = entry(floats(golden, "attn.entropy"), latent);
    let largest = 0;
    for (let j = 0; j < 1024; j++) {
      const row = attentionRow(site, j as QueryIndex);
      const summary = summarizeRow(row);
      expect(summary.sum).toBeCloseTo(1, 5);
      expect(summary.entropy).toBeCloseTo(entropy[j], 4);
      largest = Math.max(largest, summary.maxWeight);
      const at = rows.indexOf(j);
      if (at >= 0)
        expect(largestDifference(row, beta.subarray(at * 1024, (at + 1) * 1024))).toBeLessThan(1e-5);
    }
    expect(site.maxWeight).toBeCloseTo(largest, 5);
  }
  expect(memory().numTensors).toBe(loaded);
  generator.dispose();
  expect(memory().numTensors).toBe(before);
});

const changes: Record<string, Partial<SiteIntervention>> = {
  gamma0: { gammaScale: 0 },
  temperature2: { temperature: 2 },
  maskLeft: { maskedKeys: Array.from({ length: 1024 }, (_, i) => i).filter((i) => i % 32 < 16) },
};

for (const [name, change] of Object.entries(changes)) {
  test(`with ${name} the picture equals PyTorch's, whether from the latent or from what was kept`, async () => {
    const generator = new Generator(manifest, weights.tensors);
    const z = entry(floats(golden, "z"), 0);
    const wanted = toRows(entry(floats(golden, `image.${name}`), 0), 3, 64);
    const interventions = { "g.attn": { ...NO_INTERVENTION, ...change } };
    const fresh = await generator.run({ z, interventions });
    expect(largestDifference(fresh.image, wanted)).toBeLessThan(1e-5);

    const plain = await generator.run({ z });
    expect(largestDifference(plain.image, toRows(entry(floats(golden, "image"), 0), 3, 64))).toBeLessThan(
      1e-5,
    );
    const resumed = await generator.run({ z, interventions });
    expect(resumed).toEqual(fresh);

    // The largest weight that the layer saw is that of the rows made outside it.
    const [site] = resumed.sites;
    const largest = Array.from({ length: 1024 }, (_, j) => Math.max(...attentionRow(site, j as QueryIndex)));
    expect(site.maxWeight).toBeCloseTo(Math.max(...largest), 5);
    generator.dispose();
  });
}

test("x, o and y of a query follow y = gamma o + x, with and without a masked query", async () => {
  const generator = new Generator(manifest, weights.tensors);
  const z = entry(floats(golden, "z"), 0);
  const { sites } = await generator.run({ z });
  const { x, o, y } = await generator.vectorsOf({ z }, "g.attn", 500);
  expect(x).toHaveLength(64);
  expect(Math.hypot(...o)).toBeGreaterThan(0);
  y.forEach((value, c) => {
    expect(value).toBeCloseTo(sites[0].gamma * o[c] + x[c], 5);
  });
  const interventions = { "g.attn": { ...NO_INTERVENTION, maskedQueries: [500] } };
  const masked = await generator.vectorsOf({ z, interventions }, "g.attn", 500);
  expect(masked.y).toEqual(x);
  // A masked query is the layer without attention there, and only there.
  const one = await generator.run({ z, interventions });
  const all = await generator.run({
    z,
    interventions: {
      "g.attn": { ...NO_INTERVENTION, maskedQueries: Array.from({ length: 1024 }, (_, j) => j) },
    },
  });
  const off = await generator.run({ z, interventions: { "g.attn": { ...NO_INTERVENTION, gammaScale: 0 } } });
  expect(largestDifference(all.image, off.image)).toBeLessThan(1e-6);
  expect(largestDifference(one.image, off.image)).toBeGreaterThan(1e-2);
  await expect(generator.vectorsOf({ z }, "g.attn", 1024)).rejects.toThrow(/no query 1024/);
  generator.dispose();
});

test("a softmax over no key at all is refused", async () => {
  const generator = new Generator(manifest, weights.tensors);
  const maskedKeys = Array.from({ length: 1024 }, (_, i) => i);
  const interventions = { "g.attn": { ...NO_INTERVENTION, maskedKeys } };
  await expect(generator.run({ z: new Float32Array(128), interventions })).rejects.toThrow(
    /all-keys-masked.*g\.attn/,
  );
  generator.dispose();
});

test("one channel of every stage, from the first grid to the last", async () => {
  const generator = new Generator(manifest, weights.tensors);
  const z = entry(floats(golden, "z"), 0);
  const maps = await generator.features({ z }, { 0: 255, 4: 3 });
  expect(maps.map(({ width, channels, channel, site }) => [width, channels, channel, site])).toEqual([
    [4, 256, 255, undefined],
    [8, 128, 0, undefined],
    [16, 64, 0, undefined],
    [32, 64, 0, undefined],
    [32, 64, 3, "g.attn"],
    [64, 32, 0, undefined],
  ]);
  const { y } = await generator.vectorsOf({ z }, "g.attn", 77);
  expect(maps[4].values[77]).toBeCloseTo(y[3], 5);
  generator.dispose();
});

test("a tensor that is missing or has another shape is named", () => {
  const tensors = new Map(weights.tensors);
  tensors.delete("attn.g.weight");
  const before = memory().numTensors;
  expect(() => new Generator(manifest, tensors)).toThrow(/tensor-missing.*attn\.g\.weight/);
  tensors.set("attn.g.weight", { shape: [8, 63, 1, 1], data: new Float32Array(504) });
  expect(() => new Generator(manifest, tensors)).toThrow(
    /tensor-shape.*attn\.g\.weight.*8, 64, 1, 1.*8, 63, 1, 1/,
  );
  expect(memory().numTensors).toBe(before);
});
