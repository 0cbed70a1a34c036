/**
 * The layers that only imported models have, against PyTorch, on plain JavaScript and on WebAssembly: the fixture of
 * `training/tests/every_layer.py`. (The GPU backends run in a browser: `test/browser/every-layer.gpu.spec.ts`.)
 */
import { createRequire } from "node:module";
import { memory, reshape, type Tensor4D, tensor2d, tensor4d, tidy, transpose } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { attentionColumn } from "../../src/attention/column";
import { cellCount, type KeyIndex, type QueryIndex } from "../../src/attention/grid";
import { type Interventions, NO_INTERVENTION, type SiteIntervention } from "../../src/attention/intervention";
import { attentionRow } from "../../src/attention/row";
import { rowsSumToOne } from "../../src/attention/site";
import { type InnerLayer, type Manifest, parseManifest } from "../../src/model/formats/manifest";
import type { Tensor } from "../../src/model/formats/safetensors";
import { buildLayer } from "../../src/network/layers/layers";
import { Generator } from "../../src/network/networks/generator";
import { WeightStore } from "../../src/network/tensors/weights";
import { startBackend } from "../../src/runtime/backends/start-backend";
import { entry, floats, largestDifference, readBytes, readWeights, toRows } from "../support/files";
import { wholeSummary } from "../support/sites";

const FOLDER = "test/fixtures/every-layer";
const textOf = (file: string) => new TextDecoder().decode(readBytes(`${FOLDER}/${file}`));
const manifest = parseManifest(textOf("model.json"), "model.json");
const weights = readWeights(`${FOLDER}/generator.safetensors`);
const expected = readWeights(`${FOLDER}/expected.safetensors`);
const stored = readWeights(`${FOLDER}/cases.safetensors`);
const cases: { case: string; layer: InnerLayer; input: [number, number, number] }[] = JSON.parse(
  textOf("cases.json"),
);
const expectedImage = (name: string, latent = 0) => toRows(entry(floats(expected, name), latent), 1, 24);

const SITES = ["g.pooled", "g.blocks.2.1", "g.paper"] as const;

function inputOf(latent: number, interventions: Interventions = {}) {
  const classWeights = new Float32Array(3);
  classWeights[floats(expected, "class").data[latent]] = 1;
  return { z: entry(floats(expected, "z"), latent), classWeights, interventions };
}

const { resolve } = createRequire(import.meta.url);
const binary = (name: string) => resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}.wasm`);
const wasm = { plain: binary("tfjs-backend-wasm"), simd: binary("tfjs-backend-wasm-simd") };

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  let before: number;
  beforeAll(() => startBackend(backend, wasm));
  beforeEach(() => {
    before = memory().numTensors;
  });
  afterEach(() => {
    expect(memory().numTensors).toBe(before);
  });

  test.each(cases)("$case equals PyTorch's layer", async ({ case: name, layer, input }) => {
    const [channels, height, width] = input;
    const prefix = `${name}.`;
    const own = new Map<string, Tensor>();
    for (const [key, tensor] of stored.tensors) {
      if (key.startsWith(prefix)) own.set(key.slice(prefix.length), tensor);
    }
    const store = new WeightStore(own, "cases.safetensors");
    const built = buildLayer(layer, { channels, height, width }, { weights: store });
    const wanted = floats(stored, `${prefix}y`);
    expect([built.out.channels, built.out.height, built.out.width]).toEqual(wanted.shape.slice(1));
    const y = tidy(() => {
      const x = tensor4d(floats(stored, `${prefix}x`).data, [2, channels, height, width]);
      const context = { classWeights: tensor2d([[1]]), weights: Float32Array.of(1) };
      const made = built.apply(transpose(x, [0, 2, 3, 1]) as Tensor4D, context).y;
      return reshape(transpose(made, [0, 3, 1, 2]), [-1]);
    });
    expect(largestDifference((await y.data()) as Float32Array, wanted.data)).toBeLessThan(1e-5);
    y.dispose();
    store.dispose();
  });

  test("images, features and rows of two latents equal PyTorch's, and columns sum to 1 where rows do not", async () => {
    const generator = new Generator(manifest, weights.tensors);
    for (const latent of [0, 1]) {
      const { image, sites } = await generator.run(inputOf(latent));
      expect(largestDifference(image, expectedImage("image", latent))).toBeLessThan(1e-5);
      expect(sites.map(({ name }) => name)).toEqual(SITES);
      expect(sites.map(({ depth, queryGrid, keyGrid }) => [depth, queryGrid.width, keyGrid.width])).toEqual([
        [3, 6, 3],
        [5, 12, 12],
        [2, 12, 12],
      ]);
      expect(sites.map(rowsSumToOne)).toEqual([false, false, true]);
      for (const site of sites) {
        const layer = site.name.slice(2);
        const share = floats(expected, `${layer}.share`).data[latent];
        expect(site.share).toBeCloseTo(share, 5);
        expect(largestDifference(site.queries, entry(floats(expected, `${layer}.q`), latent))).toBeLessThan(
          1e-5,
        );
        expect(largestDifference(site.keys, entry(floats(expected, `${layer}.k`), latent))).toBeLessThan(
          1e-5,
        );
        if (latent === 0) expectBeta(site, floats(expected, `${layer}.beta`).data);
      }
    }
    generator.dispose();
  });

  test("each site's temperature and masks give PyTorch's images, whatever ran before", async () => {
    const generator = new Generator(manifest, weights.tensors);
    for (const name of SITES) {
      const layer = name.slice(2);
      const keys = name === "g.pooled" ? 9 : 144;
      const everyNth = (n: number) => Array.from({ length: keys }, (_, i) => i).filter((i) => i % n === 0);
      const changes: Record<string, Partial<SiteIntervention>> = {
        warm: { temperature: 2 },
        masked: { maskedKeys: everyNth(3) },
        both: { temperature: 0.5, maskedKeys: everyNth(2) },
      };
      for (const [change, own] of Object.entries(changes)) {
        const request = inputOf(0, { [name]: { ...NO_INTERVENTION, ...own } });
        const { image, sites } = await generator.run(request);
        expect(
          largestDifference(image, expectedImage(`image.${layer}.${change}`)),
          `${name} ${change}`,
        ).toBeLessThan(1e-5);
        const site = sites.find((found) => found.name === name);
        if (change === "both" && site) expectBeta(site, floats(expected, `${layer}.both.beta`).data);
      }
    }
    const { image } = await generator.run(inputOf(0));
    expect(largestDifference(image, expectedImage("image"))).toBeLessThan(1e-5);
    generator.dispose();
  });

  test("what reads the latent after a site reads the new one, also where another site was changed in between", async () => {
    const generator = new Generator(manifest, weights.tensors);
    await generator.run(inputOf(0));
    // The same latent: the beginning is kept, and the norms after the site still know it.
    const off = { "g.pooled": { ...NO_INTERVENTION, gammaScale: 0.5 } };
    const resumed = await generator.run(inputOf(0, off));
    generator.forget();
    expect(largestDifference(resumed.image, (await generator.run(inputOf(0, off))).image)).toBe(0);
    // Another latent that differs only in the part that the last norm reads.
    const request = inputOf(0, off);
    const z = request.z.slice();
    z[11] += 1;
    const other = await generator.run({ ...request, z });
    expect(other.sites[0]).toEqual(resumed.sites[0]);
    expect(largestDifference(other.image, resumed.image)).toBeGreaterThan(1e-3);
    generator.forget();
    expect(largestDifference(other.image, (await generator.run({ ...request, z })).image)).toBe(0);
    generator.dispose();
  });

  test("classes of single layers reach the first layer's bias table, and leave the latent to the others", async () => {
    const generator = new Generator(manifest, weights.tensors);
    const request = inputOf(0);
    const other = Float32Array.of(0, 0, 1);
    const everyLayer = Object.fromEntries(manifest.generator.layers.map((_, layer) => [layer, other]));
    const plain = await generator.run({ ...request, classWeights: other });
    const crossed = await generator.run({ ...request, layerClasses: everyLayer });
    expect(largestDifference(crossed.image, plain.image)).toBe(0);
    const stem = await generator.run({ ...request, layerClasses: { 0: other } });
    expect(largestDifference(stem.image, expectedImage("image"))).toBeGreaterThan(1e-3);
    generator.dispose();
  });
});

/** All of beta, [N, M], by rows and by columns; and the largest weight that the layer itself saw. */
function expectBeta(site: Parameters<typeof attentionRow>[0], beta: Float32Array): void {
  const keys = cellCount(site.keyGrid);
  const queries = cellCount(site.queryGrid);
  const summary = wholeSummary(site);
  let largest = 0;
  for (let j = 0; j < queries; j++) {
    const row = attentionRow(site, j as QueryIndex);
    expect(largestDifference(row, beta.subarray(j * keys, (j + 1) * keys))).toBeLessThan(1e-5);
    largest = Math.max(largest, ...row);
  }
  expect(site.maxWeight).toBeCloseTo(largest, 5);
  for (let i = 0; i < keys; i++) {
    const column = attentionColumn(site, summary.logNormalisers, i as KeyIndex);
    const wanted = Float32Array.from({ length: queries }, (_, j) => beta[j * keys + i]);
    expect(largestDifference(column, wanted)).toBeLessThan(1e-5);
    if (rowsSumToOne(site)) continue;
    const sum = column.reduce((total, weight) => total + weight, 0);
    expect(sum).toBeCloseTo(site.keyMask?.[i] ? 0 : 1, 5);
    expect(summary.received[i]).toBeCloseTo(sum, 5);
  }
}

describe("what cannot be built is refused by its name", () => {
  beforeAll(() => startBackend("cpu", wasm));

  function refused(
    change: (layers: Manifest["generator"]["layers"]) => void,
    pattern: RegExp,
    more: Record<string, Tensor> = {},
  ): void {
    const tensors = new Map([...weights.tensors, ...Object.entries(more)]);
    const changed = structuredClone(manifest);
    change(changed.generator.layers);
    const before = memory().numTensors;
    expect(() => new Generator(changed, tensors)).toThrow(pattern);
    expect(memory().numTensors).toBe(before);
  }

  test("a part of the latent that is not there", () => {
    refused(
      (layers) => Object.assign(layers[2], { latent: [9, 13] }),
      /manifest-field.*norms\.0.*9 to 13.*12/,
    );
  });
  test("padding that takes away more than a transposed kernel gives", () => {
    refused((layers) => Object.assign(layers[1], { padding: 4 }), /manifest-field.*up.*padding/);
  });
  test("a kernel that is smaller than its stride", () => {
    refused(
      (layers) => layers.splice(1, 1, { type: "deconv", name: "point", stride: 2, padding: 0 }),
      /point.*gaps/,
      {
        "point.weight": { shape: [8, 8, 1, 1], data: new Float32Array(64) },
      },
    );
  });
  test("a border that reflects more than lies inside", () => {
    refused((layers) => Object.assign(layers[6], { padding: 12 }), /manifest-field.*mirror.*reflects/);
  });
  test("a grid that cannot be pooled", () => {
    refused((layers) => layers.splice(1, 4, layers[4]), /manifest-field.*pooled.*3 x 3/);
  });
});
