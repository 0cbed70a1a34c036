/** The pure parts of learning: invented images, the matching rule, seeds, layouts and configurations. */
import { expect, test } from "vitest";
import { checkConfig, DEFAULT_CONFIG, type LearningConfig } from "../../src/learning/config";
import { initialValues, initialVectors } from "../../src/learning/initial";
import { discriminatorLayout, fromFile, generatorLayout, toFile } from "../../src/learning/layout";
import { face, line, type PictureShape, picturesOf } from "../../src/learning/pictures";
import { keepsRule, readSides, scoreRule } from "../../src/learning/rule";
import { drawFrom, latentsOf, mixedSeed } from "../../src/learning/seeds";

const SHAPES: readonly PictureShape[] = (["faces", "lines"] as const).flatMap((pictures) =>
  [16, 32].flatMap((size) => ([1, 3] as const).map((channels) => ({ pictures, size, channels }))),
);
const SAMPLES = 200;

test.each(SHAPES)("real pictures keep the rule: $pictures $size $channels", (shape) => {
  const pictures = picturesOf(shape, 3, 7, SAMPLES);
  expect(pictures.every((value) => value >= -1 && value <= 1)).toBe(true);
  const score = scoreRule(pictures, shape);
  expect(score.samples).toBe(SAMPLES);
  expect(score.kept).toBe(1);
  expect(score.kappa).toBe(1);
  // Two kinds of eyes agree by chance in half of the images, the 13 places of a line more rarely.
  expect(score.chance).toBeCloseTo(shape.pictures === "faces" ? 0.5 : 0.22, 1);
});

test.each(SHAPES)("sides that do not match break it: $pictures $size $channels", (shape) => {
  const draw = drawFrom(5);
  for (let n = 0; n < 50; n++) {
    const picture =
      shape.pictures === "faces"
        ? face(shape, draw, [n % 2, 1 - (n % 2)])
        : line(shape, draw, [n % 10, (n % 10) + 3]);
    const { left, right } = readSides(picture, shape);
    expect([left, right]).not.toContain(undefined);
    expect(keepsRule(picture, shape)).toBe(false);
  }
});

test.each(SHAPES)("noise and flat pictures break it: $pictures $size $channels", (shape) => {
  const count = shape.size ** 2 * shape.channels;
  const draw = drawFrom(9);
  let kept = 0;
  for (let n = 0; n < SAMPLES; n++) {
    if (
      keepsRule(
        Float32Array.from({ length: count }, () => draw.number(-1, 1)),
        shape,
      )
    )
      kept++;
  }
  expect(kept / SAMPLES).toBeLessThan(0.05);
  for (const value of [-1, 0, 1]) {
    const flat = new Float32Array(count).fill(value);
    // A grey image that is black or white all over has two alike eyes; it has no face, which the rule does not ask for.
    if (shape.pictures === "lines" || shape.channels === 3) expect(keepsRule(flat, shape)).toBe(false);
  }
});

test("pictures that are all alike keep the rule but do not beat chance", () => {
  const shape = SHAPES[1];
  const one = face(shape, drawFrom(2), [1, 1]);
  const many = new Float32Array(20 * one.length);
  for (let n = 0; n < 20; n++) many.set(one, n * one.length);
  expect(scoreRule(many, shape)).toMatchObject({ kept: 1, clear: 1, chance: 1, kappa: 0 });
  expect(scoreRule(new Float32Array(0), shape)).toMatchObject({ samples: 0, kept: 0, kappa: 0 });
});

test("draws are functions of seed, purpose and step", () => {
  expect(picturesOf(SHAPES[0], 1, 2, 3)).toEqual(picturesOf(SHAPES[0], 1, 2, 3));
  expect(picturesOf(SHAPES[0], 1, 2, 3)).not.toEqual(picturesOf(SHAPES[0], 1, 3, 3));
  expect(latentsOf(1, 2, 4, 16)).toEqual(latentsOf(1, 2, 4, 16));
  const seeds = new Set<number>();
  for (let seed = 0; seed < 20; seed++)
    for (let step = 0; step < 50; step++) seeds.add(mixedSeed(seed, 3, step));
  expect(seeds.size).toBe(1000);
});

test("numbers go to a file's layout and back, and a local stem's outputs stay in their places", () => {
  for (const stem of ["local", "global"] as const) {
    for (const layout of [
      generatorLayout({ ...DEFAULT_CONFIG, stem }),
      discriminatorLayout({ ...DEFAULT_CONFIG, stem }),
    ]) {
      for (const { size, order, name, shape } of layout.parameters) {
        const values = Float32Array.from({ length: size }, (_, at) => at);
        expect(fromFile(toFile(values, order), order), name).toEqual(values);
        expect(shape.reduce((product, side) => product * side, 1)).toBe(size);
      }
    }
  }
  const { byName } = generatorLayout(DEFAULT_CONFIG);
  // [2 outputs further, 1 input further] of the first kernel's first place.
  expect(byName.get("blocks.0.conv.weight")?.order[24 + 2]).toBe(2 * 24 * 9 + 9);
});

test("weights start orthogonal, gammas at 0", () => {
  const layout = discriminatorLayout(DEFAULT_CONFIG);
  const values = initialValues(layout, 1, 1);
  expect(values).toEqual(initialValues(layout, 1, 1));
  expect(values).not.toEqual(initialValues(layout, 1, 0));
  const gamma = layout.byName.get("attn.gamma");
  expect(gamma && values[gamma.offset]).toBe(0);
  const f = layout.byName.get("attn.f.weight");
  const columns = f ? values.subarray(f.offset, f.offset + f.size) : new Float32Array(0);
  const dot = (a: number, b: number) => {
    let sum = 0;
    for (let i = 0; i < 16; i++) sum += columns[i * 2 + a] * columns[i * 2 + b];
    return sum;
  };
  expect([dot(0, 0), dot(1, 1)].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([1, 1]);
  expect(dot(0, 1)).toBeCloseTo(0, 6);
  const u = initialVectors(layout, 1, 1).subarray(0, 16);
  expect(Math.hypot(...u)).toBeCloseTo(1, 6);
});

const REFUSED: readonly [keyof LearningConfig, Partial<LearningConfig>][] = [
  ["size", { size: 24 }],
  ["latent", { latent: 20 }],
  ["generatorWidths", { generatorWidths: [16, 16] }],
  ["discriminatorWidths", { discriminatorWidths: [16, 12, 16] }],
  ["attentionSide", { attentionSide: 16 }],
  ["batch", { batch: 1 }],
  ["gammaRate", { gammaRate: 2 }],
  ["beta2", { beta2: 1 }],
  ["seed", { seed: -1 }],
  ["diversity", { diversity: Number.NaN }],
];

test.each(REFUSED)("a configuration is refused by its field: %s", (field, change) => {
  expect(() => checkConfig({ ...DEFAULT_CONFIG, ...change })).toThrow(new RegExp(`^${field}: `));
});

test("the standard configuration and one of side 32 pass", () => {
  checkConfig(DEFAULT_CONFIG);
  const widths = [16, 16, 16, 16];
  checkConfig({ ...DEFAULT_CONFIG, size: 32, generatorWidths: widths, discriminatorWidths: widths });
});
