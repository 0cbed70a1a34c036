/** The generator in TensorFlow.js against golden values from PyTorch, on the plain JavaScript backend (the GPU and WASM backends run in a browser: `npm run verify`). */
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import type { QueryIndex } from "../../src/attention/grid";
import { attentionRow } from "../../src/attention/row";
import { summarizeRow } from "../../src/attention/summary";
import { Generator } from "../../src/network/generator";
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

test("a tensor that is missing or has another shape is named", () => {
  const tensors = new Map(weights.tensors);
  tensors.delete("attn.g.weight");
  const before = memory().numTensors;
  expect(() => new Generator(manifest, tensors)).toThrow(/tensor-missing.*attn\.g\.weight/);
  tensors.set("attn.g.weight", { shape: [8, 63, 1, 1], data: new Float32Array(504) });
  expect(() => new Generator(manifest, tensors)).toThrow(
    /tensor-shape.*attn\.g\.weight.*any, 64, 1, 1.*8, 63, 1, 1/,
  );
  expect(memory().numTensors).toBe(before);
});
