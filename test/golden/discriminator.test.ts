/**
 * The discriminators in TensorFlow.js against golden values from PyTorch, on plain JavaScript and on WebAssembly, which both run in
 * Node (`npm run verify` compares all backends in a browser).
 */
import { createRequire } from "node:module";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { cellCount, type QueryIndex } from "../../src/attention/grid";
import { attentionRow } from "../../src/attention/row";
import { Discriminator } from "../../src/network/networks/discriminator";
import { startBackend } from "../../src/runtime/backends/start-backend";
import { entry, floats, largestDifference, readManifest, readWeights, toRows } from "../support/files";

const { resolve } = createRequire(import.meta.url);
const binary = (name: string) => resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}.wasm`);
const WASM = { plain: binary("tfjs-backend-wasm"), simd: binary("tfjs-backend-wasm-simd") };

/** A model's discriminator, the images and classes it judges, and what PyTorch says of them. */
function goldenOf(id: string) {
  const manifest = readManifest(id);
  const weights = readWeights(`public/models/${id}/discriminator.safetensors`);
  const golden = readWeights(`test/golden/${id}.safetensors`);
  const slopes = readWeights(`test/golden/${id}-gradient.safetensors`);
  const { size, channels } = manifest.image;
  const inputOf = (latent: number, label = labelOf(golden, latent)) => ({
    image: toRows(entry(floats(golden, "image"), latent), channels, size),
    ...(manifest.classes && { classWeights: oneHot(manifest.classes.length, label) }),
  });
  const slopeOf = (latent: number) => toRows(entry(floats(slopes, "d.gradient"), latent), channels, size);
  return { manifest, weights, golden, slopes, inputOf, slopeOf };
}

const labelOf = (golden: ReturnType<typeof readWeights>, latent: number) =>
  golden.tensors.has("class") ? floats(golden, "class").data[latent] : 0;
const oneHot = (classes: number, label: number) =>
  Float32Array.from({ length: classes }, (_, at) => +(at === label));

for (const backend of ["cpu", "wasm"] as const) {
  describe(backend, () => {
    beforeAll(() => startBackend(backend, WASM));

    for (const id of ["cats64", "eurosat64"]) {
      test(`score, features, rows, share and gradient of ${id} equal PyTorch's, and nothing leaks`, async () => {
        const { manifest, weights, golden, slopes, inputOf, slopeOf } = goldenOf(id);
        const before = memory().numTensors;
        const discriminator = new Discriminator(manifest, weights.tensors);
        await discriminator.discriminate({ ...inputOf(0), withGradient: true });
        // Also the flipped kernels, which come with the first gradient.
        const loaded = memory().numTensors;
        for (const latent of [0, 1]) {
          const input = inputOf(latent);
          const { score, sites, gradient } = await discriminator.discriminate({
            ...input,
            withGradient: true,
          });
          expect(Math.abs(score - floats(golden, "d.score").data[latent])).toBeLessThan(1e-5);
          expect(sites).toHaveLength(1);
          const [site] = sites;
          expect(site).toMatchObject({
            name: "d.attn",
            queryGrid: { width: 32, height: 32 },
            keyGrid: { width: 16, height: 16 },
            temperature: 1,
            keyMask: undefined,
          });
          expect(largestDifference(site.queries, entry(floats(golden, "d.attn.q"), latent))).toBeLessThan(
            1e-5,
          );
          expect(largestDifference(site.keys, entry(floats(golden, "d.attn.k"), latent))).toBeLessThan(1e-5);
          expect(site.share).toBeCloseTo(floats(slopes, "d.attn.share").data[latent], 5);

          const rows = floats(golden, golden.tensors.has("d.rows") ? "d.rows" : "rows").data;
          const beta = entry(floats(golden, "d.attn.beta"), latent);
          const keys = cellCount(site.keyGrid);
          let largest = 0;
          for (let j = 0; j < cellCount(site.queryGrid); j++) {
            const row = attentionRow(site, j as QueryIndex);
            largest = Math.max(largest, ...row);
            const at = rows.indexOf(j);
            if (at < 0) continue;
            expect(largestDifference(row, beta.subarray(at * keys, (at + 1) * keys))).toBeLessThan(1e-7);
          }
          expect(Math.abs(site.maxWeight - largest)).toBeLessThan(1e-7);

          expect(largestDifference(gradient ?? new Float32Array(), slopeOf(latent))).toBeLessThan(1e-6);
          if (latent === 0) {
            const plain = await discriminator.discriminate(input);
            expect(plain).toEqual({ score, sites, gradient: undefined });
          }
          expect(memory().numTensors).toBe(loaded);
        }
        discriminator.dispose();
        expect(memory().numTensors).toBe(before);
      });
    }
  });
}
