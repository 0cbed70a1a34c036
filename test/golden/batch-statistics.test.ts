/** Statistics of a batch in place of running ones, against PyTorch's batch norm in training mode: `training/tests/every_layer.py`. */
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { parseManifest } from "../../src/model/formats/manifest";
import { type FoldedNorm, withBatchStatistics } from "../../src/network/networks/batch-statistics";
import { Generator } from "../../src/network/networks/generator";
import { entry, floats, largestDifference, readBytes, readWeights, toRows } from "../support/files";

const FOLDER = "test/fixtures/every-layer";
const manifest = parseManifest(new TextDecoder().decode(readBytes(`${FOLDER}/model.json`)), "model.json");
const weights = readWeights(`${FOLDER}/generator.safetensors`);
const expected = readWeights(`${FOLDER}/expected.safetensors`);
const norms = ["norms.0", "norms.1", "norms.2"].map(
  (layer): FoldedNorm => ({
    layer,
    mean: floats(expected, `${layer}.mean`).data,
    variance: floats(expected, `${layer}.variance`).data,
    epsilon: 1e-4,
  }),
);
const batch = { z: floats(expected, "z").data, labels: floats(expected, "class").data };

beforeAll(async () => {
  await setBackend("cpu");
});

/** The image of one latent of the batch, and PyTorch's. */
async function images(tensors: typeof weights.tensors, latent: number, name: string) {
  const generator = new Generator(manifest, tensors);
  const classWeights = new Float32Array(3);
  classWeights[batch.labels[latent]] = 1;
  const { image } = await generator.run({ z: entry(floats(expected, "z"), latent), classWeights });
  generator.dispose();
  return { image, wanted: toRows(entry(floats(expected, name), latent), 1, 24) };
}

test("with the statistics of a batch, each of its pictures is that of training mode, and nothing is left behind", async () => {
  const before = memory().numTensors;
  const tensors = await withBatchStatistics(manifest, weights.tensors, norms, batch);
  expect(memory().numTensors).toBe(before);
  expect([...tensors.keys()].sort()).toEqual([...weights.tensors.keys()].sort());
  for (const latent of [0, 1, 2]) {
    const { image, wanted } = await images(tensors, latent, "image.batch");
    expect(largestDifference(image, wanted)).toBeLessThan(2e-5);
  }
  // What was given is as it was.
  const { image, wanted } = await images(weights.tensors, 0, "image");
  expect(largestDifference(image, wanted)).toBeLessThan(1e-5);
  expect(largestDifference(wanted, (await images(tensors, 0, "image.batch")).image)).toBeGreaterThan(1e-2);
});

test("it does not matter which statistics were folded in before", async () => {
  const once = await withBatchStatistics(manifest, weights.tensors, norms, batch);
  // The same norms, folded with other statistics: mean 0 and variance 1.
  const plain = norms.map((norm) => ({
    ...norm,
    mean: new Float32Array(8),
    variance: new Float32Array(8).fill(1),
  }));
  const unfolded = new Map(weights.tensors);
  for (const { layer, mean, variance, epsilon } of norms) {
    const [scale, shift] = [floats(weights, `${layer}.scale`), floats(weights, `${layer}.shift`)];
    const gain = scale.data.map(
      (value, at) => value * Math.sqrt((variance[at % 8] + epsilon) / (1 + epsilon)),
    );
    const bias = shift.data.map((value, at) => value + mean[at % 8] * scale.data[at]);
    unfolded.set(`${layer}.scale`, { shape: scale.shape, data: gain });
    unfolded.set(`${layer}.shift`, { shape: shift.shape, data: bias });
    if (!weights.tensors.has(`${layer}.scaleLatent`)) continue;
    const [byScale, byShift] = [
      floats(weights, `${layer}.scaleLatent`),
      floats(weights, `${layer}.shiftLatent`),
    ];
    const c = (at: number) => Math.floor(at / 4);
    unfolded.set(`${layer}.scaleLatent`, {
      shape: byScale.shape,
      data: byScale.data.map((value, at) => value * Math.sqrt((variance[c(at)] + epsilon) / (1 + epsilon))),
    });
    unfolded.set(`${layer}.shiftLatent`, {
      shape: byShift.shape,
      data: byShift.data.map((value, at) => value + mean[c(at)] * byScale.data[at]),
    });
  }
  const again = await withBatchStatistics(manifest, unfolded, plain, batch);
  for (const name of once.keys()) {
    const [a, b] = [once.get(name)?.data, again.get(name)?.data] as Float32Array[];
    expect(largestDifference(a, b), name).toBeLessThan(1e-4);
  }
});

test("what does not fit is refused", async () => {
  const refuse = (change: Partial<typeof batch>, some: readonly FoldedNorm[] = norms) =>
    expect(withBatchStatistics(manifest, weights.tensors, some, { ...batch, ...change })).rejects;
  await refuse({ z: batch.z.subarray(1) }).toThrow(/35 numbers are no latents of 12/);
  await refuse({ labels: batch.labels.subarray(1) }).toThrow(/2 labels do not fit 3/);
  await refuse({ labels: Float32Array.of(0, 1, 3) }).toThrow(/no class 3/);
  await refuse({}, [{ ...norms[0], layer: "norms.7" }]).toThrow(/no norm norms\.7/);
});
