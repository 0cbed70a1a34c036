/** What is merged or done by kernels of our own equals the layers one by one, on plain JavaScript and on WebAssembly. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import {
  add,
  conv2d,
  getKernel,
  image,
  memory,
  relu,
  type Tensor4D,
  tensor1d,
  tensor2d,
  tensor3d,
  tensor4d,
  tidy,
} from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { kernelFiles } from "../../scripts/build-kernels.mjs";
import type { InnerLayer } from "../../src/model/formats/manifest";
import type { Tensor } from "../../src/model/formats/safetensors";
import { CONVOLVE } from "../../src/network/kernels/kernel-names";
import { convolve, isFaster, transformedKernel } from "../../src/network/kernels/winograd";
import type { LayerOf } from "../../src/network/layers/built-layer";
import { addDoubled } from "../../src/network/layers/grid-moves";
import { buildLayer } from "../../src/network/layers/layers";
import { readValues } from "../../src/network/tensors/read-values";
import { WeightStore } from "../../src/network/tensors/weights";
import { startBackend } from "../../src/runtime/backends/start-backend";
import { largestDifference, projectPath } from "../support/files";

const { resolve } = createRequire(import.meta.url);
const binary = (name: string) => resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}.wasm`);
const wasm = { plain: binary("tfjs-backend-wasm"), simd: binary("tfjs-backend-wasm-simd") };

/** Numbers from -1 to 1 that are the same in every run. */
function noise(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 1073741824 - 1;
  });
}

const input = (shape: [number, number, number, number], seed: number) =>
  tensor4d(
    noise(
      shape.reduce((a, b) => a * b),
      seed,
    ),
    shape,
  );
const numbers = (tensor: Tensor4D) => tensor.dataSync() as Float32Array;

test("the compiled kernels are those of their source", async () => {
  const files = await kernelFiles();
  expect(files).toHaveLength(2);
  for (const { target, text } of files) expect(readFileSync(projectPath(target), "utf8")).toBe(text);
});

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  let before: number;
  beforeAll(() => startBackend(backend, wasm));
  beforeEach(() => {
    before = memory().numTensors;
  });
  afterEach(() => {
    expect(memory().numTensors).toBe(before);
  });

  const conv = (name: string): InnerLayer => ({ type: "conv", name, padding: 1 });
  const up: InnerLayer = { type: "upsample", factor: 2, method: "nearest" };
  const activation: InnerLayer = { type: "activation", function: "relu" };
  const norm: InnerLayer = { type: "norm", name: "norm" };
  const paths: Record<string, InnerLayer[]> = {
    "upsampling, convolution, norm, ReLU, convolution": [up, conv("first"), norm, activation, conv("second")],
    "convolution, norm, ReLU, upsampling, convolution": [conv("first"), norm, activation, up, conv("second")],
    "convolution, ReLU, upsampling by 2 twice": [conv("first"), activation, up, up],
    "reflecting convolution, ReLU": [
      { type: "conv", name: "first", padding: 1, border: "reflect" },
      activation,
      up,
      conv("second"),
    ],
  };
  test.each(Object.entries(paths))("%s: merged as one by one", (_, main) => {
    const ins = 12;
    const outs = 8;
    const factor = main.filter(({ type }) => type === "upsample").length;
    const layer = {
      type: "residual",
      main,
      shortcut: [{ type: "conv", name: "shortcut", padding: 0 }, ...Array.from({ length: factor }, () => up)],
    } as LayerOf<"residual">;
    const weights = new Map<string, Tensor>([
      ["first.weight", { shape: [outs, ins, 3, 3], data: noise(outs * ins * 9, 1) }],
      ["first.bias", { shape: [outs], data: noise(outs, 2) }],
      ["second.weight", { shape: [outs, outs, 3, 3], data: noise(outs * outs * 9, 3) }],
      ["norm.scale", { shape: [1, outs], data: noise(outs, 4) }],
      ["norm.shift", { shape: [1, outs], data: noise(outs, 5) }],
      ["shortcut.weight", { shape: [outs, ins, 1, 1], data: noise(outs * ins, 6) }],
    ] as [string, Tensor][]);
    const made = (width: number, withoutGradients: boolean) => {
      const store = new WeightStore(weights, "test");
      const built = buildLayer(
        layer,
        { channels: ins, height: 16, width },
        { weights: store, withoutGradients },
      );
      const values = tidy(() => {
        const context = { classWeights: tensor2d([[1]]), weights: Float32Array.of(1) };
        return numbers(built.apply(input([2, 16, width, ins], 7), context).y).slice();
      });
      store.dispose();
      return values;
    };
    // Of the second width, the compiled kernels take all that comes after an upsampling.
    for (const width of [18, 20]) {
      const plain = made(width, false);
      expect(Math.max(...plain)).toBeGreaterThan(1);
      expect(largestDifference(made(width, true), plain)).toBeLessThan(1e-4);
    }
  });

  test.each([5, 12])("small cells are added to large ones, %i channels", (channels) => {
    tidy(() => {
      const large = input([2, 6, 8, channels], 1);
      const small = input([2, 3, 4, channels], 2);
      const expected = add(large, image.resizeNearestNeighbor(small, [6, 8])) as Tensor4D;
      expect(largestDifference(numbers(addDoubled(large, small)), numbers(expected))).toBe(0);
    });
  });
});

describe("attention of our own", () => {
  beforeAll(() => startBackend("wasm", wasm));

  /** In double precision; `masked` keys are left out. */
  function expected(features: Float32Array[], [n, m, d, c]: number[], masked: number[]) {
    const [queries, keys, values] = features;
    const read = new Float64Array(n * c);
    let largest = 0;
    for (let j = 0; j < n; j++) {
      const row = Float64Array.from({ length: m }, (_, i) => {
        let score = 0;
        for (let k = 0; k < d; k++) score += queries[j * d + k] * keys[i * d + k];
        return masked.includes(i) ? Number.NEGATIVE_INFINITY : score;
      });
      const top = Math.max(...row);
      const powers = row.map((score) => Math.exp(score - top));
      const sum = powers.reduce((a, b) => a + b);
      for (let i = 0; i < m; i++) {
        largest = Math.max(largest, powers[i] / sum);
        for (let at = 0; at < c; at++) read[j * c + at] += (powers[i] / sum) * values[i * c + at];
      }
    }
    return { read, largest };
  }

  // The last has extents that the kernel does not take.
  test.each([
    [64, 64, 8, 8, 1],
    [128, 32, 3, 24, 40],
    [68, 72, 16, 8, 12],
    [30, 36, 5, 7, 3],
  ])("equals plain sums: %i queries, %i keys, d = %i, c = %i, features times %i", (n, m, d, c, factor) => {
    const features = [noise(n * d, 1).map((value) => value * factor), noise(m * d, 2), noise(m * c, 3)];
    const masked = [0, 5, m - 1];
    for (const hidden of [[], masked]) {
      tidy(() => {
        const [queries, keys, values] = features.map((data, at) =>
          tensor2d(data, [[n, m, m][at], [d, d, c][at]]),
        );
        const mask = tensor2d(
          Float32Array.from({ length: m }, (_, i) => (hidden.includes(i) ? -3e4 : 0)),
          [1, m],
        );
        const found = readValues({ queries, keys, values }, hidden.length > 0 ? mask : undefined);
        const { read, largest } = expected(features, [n, m, d, c], hidden);
        expect(
          largestDifference(found.read.dataSync() as Float32Array, Float32Array.from(read)),
        ).toBeLessThan(1e-5);
        expect(Math.abs(found.maxWeight.dataSync()[0] - largest)).toBeLessThan(1e-5);
      });
    }
  });

  test("gives no finite numbers for features that are not", () => {
    tidy(() => {
      const features = { queries: noise(32 * 8, 1), keys: noise(32 * 8, 2), values: noise(32 * 8, 3) };
      features.queries[9] = Number.NaN;
      const of = (data: Float32Array) => tensor2d(data, [32, 8]);
      const { read } = readValues(
        { queries: of(features.queries), keys: of(features.keys), values: of(features.values) },
        undefined,
      );
      expect(read.dataSync()[8]).toBeNaN();
      expect(Number.isFinite(read.dataSync()[0])).toBe(true);
    });
  });
});

describe("the convolution of our own", () => {
  beforeAll(() => startBackend("wasm", wasm));

  test("is there on WASM, and wanted where it is faster", () => {
    expect(getKernel(CONVOLVE, "wasm")).toBeDefined();
    expect(isFaster({ channels: 64, height: 32, width: 32 }, 64)).toBe(true);
    expect(isFaster({ channels: 64, height: 8, width: 8 }, 64)).toBe(false);
    expect(isFaster({ channels: 64, height: 32, width: 31 }, 64)).toBe(false);
    expect(isFaster({ channels: 63, height: 32, width: 32 }, 64)).toBe(false);
    expect(isFaster({ channels: 64, height: 32, width: 32 }, 3)).toBe(false);
  });

  test.each([
    [1, 16, 16, 4, 8],
    [2, 10, 14, 12, 16],
    [1, 32, 6, 64, 40],
  ])(
    "equals TensorFlow.js's: %i pictures of %i x %i, %i to %i channels",
    (images, height, width, ins, outs) => {
      const kernel = noise(outs * ins * 9, 3);
      const hwio = new Float32Array(kernel.length);
      for (let o = 0; o < outs; o++) {
        for (let i = 0; i < ins; i++) {
          for (let tap = 0; tap < 9; tap++)
            hwio[(tap * ins + i) * outs + o] = kernel[(o * ins + i) * 9 + tap];
        }
      }
      const tensors = memory().numTensors;
      tidy(() => {
        const x = input([images, height, width, ins], 9);
        const bias = tensor1d(noise(outs, 4));
        const expected = add(conv2d(x, tensor4d(hwio, [3, 3, ins, outs]), 1, 1), bias) as Tensor4D;
        const layer = { kernel: tensor3d(transformedKernel(kernel, outs, ins), [16, ins, outs]), bias };
        const plain = convolve(x, { ...layer, relu: false });
        expect(plain.shape).toEqual(expected.shape);
        expect(largestDifference(numbers(plain), numbers(expected))).toBeLessThan(2e-5);
        const cut = convolve(x, { ...layer, relu: true });
        expect(largestDifference(numbers(cut), numbers(relu(expected)))).toBeLessThan(2e-5);
        expect(Math.min(...numbers(plain))).toBeLessThan(-1);
      });
      expect(memory().numTensors).toBe(tensors);
    },
  );
});
