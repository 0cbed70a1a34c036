import { expect, test } from "vitest";
import { editedNoise, latentOf } from "../../src/latent/latent";
import { NOISE_BOUND, normalNoise, truncatedNoise } from "../../src/latent/noise";
import { varied } from "../../src/latent/vary";

// Printed by numpy.float32(numpy.random.RandomState(seed).randn(n)).
const NUMPY = {
  42: [
    0.49671414494514465, -0.13826429843902588, 0.6476885676383972, 1.5230298042297363, -0.2341533750295639,
    -0.23413695394992828,
  ],
  0: [1.764052391052246, 0.40015721321105957, 0.978738009929657],
  4294967295: [-0.38935014605522156, -1.356748104095459, 1.4669041633605957],
};

test("noise is NumPy's RandomState(seed).randn, to the last bit of single precision", () => {
  expect(Array.from(normalNoise(42, 6))).toEqual(NUMPY[42]);
  expect(Array.from(normalNoise(0, 3))).toEqual(NUMPY[0]);
  expect(Array.from(normalNoise(4294967295, 129).slice(-3))).toEqual(NUMPY[4294967295]);
});

// Printed by NumPy: z = RandomState(seed).randn(n), and while any is beyond 2, z[beyond] = randn(number of them).
const REDRAWN: readonly (readonly [
  seed: number,
  size: number,
  redrawn: Readonly<Record<number, number>>,
  sum: number,
])[] = [
  [
    42,
    128,
    { 74: 0.09965136647224426, 113: -0.5034756660461426, 125: -1.5506634712219238 },
    -12.385660147760063,
  ],
  [0, 129, { 3: 0.40746182203292847, 20: -0.7699160575866699, 24: 0.5392491817474365 }, 16.276397955603898],
  [4294967295, 512, { 47: 0.3457318842411041, 158: -1.3724595308303833 }, 20.171324476832524],
];

test.each(REDRAWN)("truncated noise of seed %i draws what is beyond 2 again, and nothing else", (...row) => {
  const [seed, size, redrawn, sum] = row;
  const before = normalNoise(seed, size);
  const noise = truncatedNoise(seed, size);
  noise.forEach((value, at) => {
    expect(Math.abs(value)).toBeLessThanOrEqual(NOISE_BOUND);
    if (Math.abs(before[at]) <= NOISE_BOUND) expect(value).toBe(before[at]);
  });
  for (const [at, value] of Object.entries(redrawn)) expect(noise[Number(at)]).toBe(value);
  expect(noise.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 10);
});

test("truncated noise is scaled by psi; entries set by hand are not drawn again", () => {
  const recipe = { seed: 42, psi: 0.5, edits: { 0: 3 }, directions: {}, own: {}, breed: null } as const;
  const z = latentOf({ ...recipe, noise: "truncated" }, 128);
  expect(z[0]).toBe(1.5);
  expect(z[74]).toBe(Math.fround(0.5 * 0.09965136647224426));
  expect(latentOf({ ...recipe, noise: "normal" }, 128)).toEqual(latentOf(recipe, 128));
  const mixed = latentOf(
    { ...recipe, noise: "truncated", breed: { with: { seed: 0, edits: {} }, share: 1, path: "straight" } },
    128,
  );
  expect(mixed).toEqual(truncatedNoise(0, 128).map((value) => value / 2));
});

test("a seed that is no unsigned 32-bit integer is refused", () => {
  for (const seed of [-1, 0.5, 2 ** 32, Number.NaN]) expect(() => normalNoise(seed, 2)).toThrow(RangeError);
});

test("an edit replaces the noise, and truncation scales all", () => {
  const recipe = { seed: 42, psi: 0.5, edits: { 1: 2, 500: 1 }, directions: {}, own: {}, breed: null };
  expect(Array.from(editedNoise(recipe, 3))).toEqual([NUMPY[42][0], 2, NUMPY[42][2]]);
  expect(Array.from(latentOf(recipe, 3))).toEqual([NUMPY[42][0] * 0.5, 1, NUMPY[42][2] * 0.5]);
});

test("steps along directions are added before truncation; one that is not there is left out", () => {
  const recipe = {
    seed: 42,
    psi: 0.5,
    edits: { 0: 1, 1: 2, 2: 3 },
    directions: { 1: 2, 7: 5 },
    own: { b: 3 },
    breed: null,
  };
  const directions = [new Float32Array([0, 0, 1]), new Float32Array([1, 0, 0])];
  const own = new Map([["b", new Float32Array([0, 1, 0])]]);
  expect(Array.from(latentOf(recipe, 3, { principal: directions, own }))).toEqual([1.5, 2.5, 1.5]);
  expect(Array.from(latentOf(recipe, 3))).toEqual([0.5, 1, 1.5]);
});

test("a variation keeps the spread of the noise and leaves locked entries alone", () => {
  const size = 4096;
  const entries = normalNoise(1, size);
  const moved = varied(entries, normalNoise(2, size), new Set([0, 9]));
  expect(Object.keys(moved)).toHaveLength(size - 2);
  expect(moved[0]).toBeUndefined();
  const values = Object.values(moved);
  const spread = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
  expect(spread).toBeCloseTo(1, 1);
  const far = values.filter((value, at) => Math.abs(value - entries[Number(Object.keys(moved)[at])]) > 1.5);
  expect(far.length / size).toBeLessThan(0.01);
});
