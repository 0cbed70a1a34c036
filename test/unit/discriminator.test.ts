/** The discriminator's rules and its gradient, on small networks of random weights with every layer that a manifest can name. */
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend, type Tensor4D, tensor4d } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { normalNoise } from "../../src/latent/noise";
import type { Layer, Manifest } from "../../src/model/formats/manifest";
import type { Tensor } from "../../src/model/formats/safetensors";
import { pooledMax, pooledMaxGradient } from "../../src/network/layers/max-pool";
import { Discriminator, type DiscriminatorInput } from "../../src/network/networks/discriminator";
import { readManifest } from "../support/files";

beforeAll(async () => {
  await setBackend("cpu");
});

const SIDE = 8;
const CLASSES = ["one", "two"].map((id) => ({ id, name: { en: id } }));

const relu = { type: "activation", function: "relu" } as const;
const conv = (name: string, padding = 1) => ({ type: "conv" as const, name, padding });

interface Kind {
  readonly keyPooling: 1 | 2;
  readonly outputProjection: boolean;
  readonly seed: number;
}

function layersOf({ keyPooling, outputProjection }: Pick<Kind, "keyPooling" | "outputProjection">): Layer[] {
  const halve = { type: "averagePool", factor: 2 } as const;
  const double = { type: "upsample", factor: 2, method: "nearest" } as const;
  return [
    conv("first"),
    { type: "norm", name: "norm" },
    { type: "residual", main: [relu, conv("a"), halve], shortcut: [halve, conv("b", 0)] },
    { type: "attention", name: "attn", keyPooling, outputProjection },
    { type: "residual", main: [double, conv("c")], shortcut: [double] },
    { type: "tanh" },
    { type: "sumPool" },
    { type: "dense", name: "out", shape: [1] },
    { type: "projection", name: "embed" },
  ];
}

function manifestOf(layers: Layer[] | undefined): Manifest {
  const model = readManifest("cats64");
  const { discriminator } = model;
  if (!discriminator) throw new Error("cats64 has a discriminator");
  return {
    ...model,
    id: "small",
    classes: CLASSES,
    image: { ...model.image, size: SIDE },
    discriminator: layers ? { ...discriminator, layers } : null,
  };
}

/** Weights of four channels, so large that attention is far from even. */
function weightsOf(seed: number): Map<string, Tensor> {
  const shapes: Record<string, number[]> = {
    "first.weight": [4, 3, 3, 3],
    "first.bias": [4],
    "norm.scale": [2, 4],
    "norm.shift": [2, 4],
    "a.weight": [4, 4, 3, 3],
    "a.bias": [4],
    "b.weight": [4, 4, 1, 1],
    "attn.f.weight": [3, 4, 1, 1],
    "attn.g.weight": [3, 4, 1, 1],
    "attn.h.weight": [4, 4, 1, 1],
    "attn.v.weight": [4, 4, 1, 1],
    "attn.gamma": [1],
    "c.weight": [4, 4, 3, 3],
    "c.bias": [4],
    "out.weight": [1, 4],
    "out.bias": [1],
    "embed.weight": [2, 4],
  };
  return new Map(
    Object.entries(shapes).map(([name, shape], at) => {
      const count = shape.reduce((product, length) => product * length, 1);
      const spread = name === "attn.gamma" ? 1 : 1 / Math.sqrt(shape.slice(1).reduce((a, b) => a * b, 1));
      return [name, { shape, data: normalNoise(seed * 100 + at, count).map((value) => value * spread) }];
    }),
  );
}

const pictureOf = (seed: number) => normalNoise(seed, SIDE * SIDE * 3).map((value) => Math.tanh(value));

async function withDiscriminator<T>(
  kind: Kind,
  work: (
    discriminate: (input: DiscriminatorInput) => ReturnType<Discriminator["discriminate"]>,
  ) => Promise<T>,
): Promise<T> {
  const discriminator = new Discriminator(manifestOf(layersOf(kind)), weightsOf(kind.seed));
  try {
    return await work((input) => discriminator.discriminate(input));
  } finally {
    discriminator.dispose();
  }
}

const kinds = fc.record({
  keyPooling: fc.constantFrom<1 | 2>(1, 2),
  outputProjection: fc.boolean(),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

test("the gradient is the slope of the score in any direction", async () => {
  // A unit that changes sides within the step bends the score, so the slope is compared loosely, at the same networks in each run.
  const [seed, step] = [11, 1e-3];
  const shares: number[] = [];
  await fc.assert(
    fc.asyncProperty(kinds, (kind) =>
      withDiscriminator(kind, async (discriminate) => {
        const classWeights = Float32Array.of(0.3, 0.7);
        const image = pictureOf(kind.seed);
        const direction = normalNoise(kind.seed + 1, image.length);
        const scoreAt = async (move: number) => {
          const moved = image.map((value, at) => value + move * direction[at]);
          return (await discriminate({ image: moved, classWeights })).score;
        };
        const { gradient, sites } = await discriminate({ image, classWeights, withGradient: true });
        const slope = (gradient ?? new Float32Array()).reduce(
          (sum, value, at) => sum + value * direction[at],
          0,
        );
        const found = ((await scoreAt(step)) - (await scoreAt(-step))) / (2 * step);
        const scale = Math.hypot(...(gradient ?? []));
        shares.push(sites[0].share);
        expect(Math.abs(found - slope)).toBeLessThan(0.02 * scale);
      }),
    ),
    { numRuns: 60, seed },
  );
  // Else attention's own part would be too small to be missed.
  expect(Math.max(...shares)).toBeGreaterThan(0.5);
});

test("the score is linear in the class weights, and classes alike are the default", async () => {
  await withDiscriminator({ keyPooling: 1, outputProjection: true, seed: 4 }, async (discriminate) => {
    const image = pictureOf(4);
    const even = await discriminate({ image, classWeights: Float32Array.of(0.5, 0.5) });
    expect(await discriminate({ image })).toEqual(even);
  });
  // Scales and shifts by class act before what is not linear.
  const layers = layersOf({ keyPooling: 2, outputProjection: true }).filter(({ type }) => type !== "norm");
  const discriminator = new Discriminator(manifestOf(layers), weightsOf(5));
  const scoreOf = async (...classWeights: number[]) =>
    (await discriminator.discriminate({ image: pictureOf(5), classWeights: new Float32Array(classWeights) }))
      .score;
  const [one, two] = [await scoreOf(1, 0), await scoreOf(0, 1)];
  expect(Math.abs(one - two)).toBeGreaterThan(0.1);
  expect(await scoreOf(0.25, 0.75)).toBeCloseTo(0.25 * one + 0.75 * two, 4);
  discriminator.dispose();
});

test("50 judgements leave the tensors as they were", async () => {
  await withDiscriminator({ keyPooling: 2, outputProjection: true, seed: 6 }, async (discriminate) => {
    await discriminate({ image: pictureOf(0), withGradient: true });
    const before = memory().numTensors;
    for (let at = 0; at < 50; at++) await discriminate({ image: pictureOf(at), withGradient: at % 2 === 0 });
    expect(memory().numTensors).toBe(before);
  });
});

test("pictures and classes that do not fit, and numbers that are none, are refused", async () => {
  await withDiscriminator({ keyPooling: 2, outputProjection: true, seed: 7 }, async (discriminate) => {
    const before = memory().numTensors;
    await expect(discriminate({ image: new Float32Array(12) })).rejects.toThrow(/12 numbers.*8 x 8 x 3/);
    const classWeights = new Float32Array(3);
    await expect(discriminate({ image: pictureOf(1), classWeights })).rejects.toThrow(/3 class weights/);
    await expect(discriminate({ image: pictureOf(1).fill(Number.NaN, 4, 5) })).rejects.toMatchObject({
      code: "output-not-finite",
      details: { model: "small" },
    });
    expect(memory().numTensors).toBe(before);
  });
});

test("a model without a discriminator, and layers out of place, are told by name", () => {
  const before = memory().numTensors;
  const build = (layers: Layer[] | undefined) => () => new Discriminator(manifestOf(layers), weightsOf(1));
  expect(build(undefined)).toThrow(/no-discriminator.*small/);
  const layers = layersOf({ keyPooling: 1, outputProjection: true });
  const at = (type: Layer["type"]) => layers.findIndex((layer) => layer.type === type);
  const without = (type: Layer["type"]) => layers.filter((layer) => layer.type !== type);
  expect(build(without("sumPool"))).toThrow(/manifest-field.*discriminator\.layers\.6/);
  expect(build(without("dense"))).toThrow(/manifest-field.*discriminator\.layers\.7/);
  expect(build([...layers, layers[at("dense")]])).toThrow(/manifest-field.*discriminator\.layers\.8/);
  expect(build([layers[at("dense")], ...layers])).toThrow(/manifest-field.*discriminator\.layers\.0/);
  const tensors = weightsOf(1);
  tensors.delete("embed.weight");
  expect(() => new Discriminator(manifestOf(layers), tensors)).toThrow(/tensor-missing.*embed\.weight/);
  expect(memory().numTensors).toBe(before);
});

test("the whole gradient of a patch goes to its largest cell, of equal ones to the first", () => {
  const gradientOf = (cells: number[]) => {
    const x = tensor4d(cells, [1, 2, 4, 1]);
    const y = pooledMax(x, 2);
    const dx: Tensor4D = pooledMaxGradient(x, y, tensor4d([5, 7], [1, 1, 2, 1]), 2);
    return Array.from(dx.dataSync());
  };
  expect(gradientOf([1, 2, 0, 0, 3, 0, 0, 9])).toEqual([0, 0, 0, 0, 5, 0, 0, 7]);
  expect(gradientOf([4, 4, 2, 3, 4, 4, 3, 3])).toEqual([5, 0, 0, 7, 0, 0, 0, 0]);
});
