import { expect, test } from "vitest";
import { editedNoise, latentOf } from "../../src/latent/latent";
import { normalNoise } from "../../src/latent/noise";
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
