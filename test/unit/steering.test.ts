/** Latents between latents, directions, walks, recipes. */
import fc from "fast-check";
import { parse } from "valibot";
import { expect, test } from "vitest";
import { directionBetween, editedNoise, latentOf, sourceOf, steeredNoise } from "../../src/latent/latent";
import { mixedLatent } from "../../src/latent/mix";
import { normalNoise } from "../../src/latent/noise";
import { walkLength, walkOn, walkPlace } from "../../src/latent/walk";
import {
  AS_SEEDED,
  flattened,
  type ImageRecipe,
  recipeBetween,
  recipeSchema,
  sameRecipe,
} from "../../src/viewer/state/recipe";
import { anyEdits, anyRecipe, anySeed, anyShare, LATENT_SIZE } from "../support/recipes";

const SIZE = LATENT_SIZE;
const length = (latent: Float32Array) => Math.hypot(...latent);
const apart = (a: Float32Array, b: Float32Array) =>
  Math.max(...a.map((value, at) => Math.abs(value - b[at])));
const vectors = {
  principal: [normalNoise(1, SIZE), normalNoise(2, SIZE)].map((v) => v.map((x) => x / length(v))),
  own: new Map([["a", normalNoise(3, SIZE).map((x) => x / 11)]]),
};
const context = { size: SIZE, vectors, classes: ["river", "Road, paved", "field"] };
const base: ImageRecipe = {
  model: "cats64",
  seed: 1,
  psi: 1,
  classes: {},
  ...AS_SEEDED,
};
test("the arc ends at both latents, keeps the length between theirs, and turns evenly", () => {
  fc.assert(
    fc.property(anySeed, anySeed, anyShare, (one, other, t) => {
      fc.pre(one !== other);
      const [a, b] = [normalNoise(one, SIZE), normalNoise(other, SIZE)];
      expect(apart(mixedLatent(a, b, 0, "spherical"), a)).toBeLessThan(1e-5);
      expect(apart(mixedLatent(a, b, 1, "spherical"), b)).toBeLessThan(1e-5);
      const between = mixedLatent(a, b, t, "spherical");
      expect(length(between)).toBeGreaterThan(0.97 * Math.min(length(a), length(b)));
      expect(length(between)).toBeLessThan(1.03 * Math.max(length(a), length(b)));
      // Gone back from the other end it is the same place.
      expect(apart(between, mixedLatent(b, a, 1 - t, "spherical"))).toBeLessThan(1e-4);
    }),
  );
});

test("halfway on the straight line two noises are shorter by about the root of 2; on the arc they are not", () => {
  const [a, b] = [normalNoise(7, 4096), normalNoise(8, 4096)];
  expect(length(mixedLatent(a, b, 0.5, "straight")) / length(a)).toBeCloseTo(Math.SQRT1_2, 1);
  expect(length(mixedLatent(a, b, 0.5, "spherical")) / length(a)).toBeCloseTo(1, 1);
});

test("parallel latents, and one of zeros, are mixed without a number that is none", () => {
  const a = normalNoise(7, SIZE);
  for (const b of [a, a.map((x) => -x), new Float32Array(SIZE)]) {
    expect(mixedLatent(a, b, 0.3, "spherical").every(Number.isFinite)).toBe(true);
  }
});

test("a source gives a latent back to the last bit, with edits only where it differs from its seed", () => {
  fc.assert(
    fc.property(anySeed, anyEdits, (number, edits) => {
      const entries = editedNoise({ seed: number, edits }, SIZE);
      const source = sourceOf(number, entries);
      expect(Object.keys(source.edits).length).toBeLessThanOrEqual(Object.keys(edits).length);
      expect(editedNoise(source, SIZE)).toEqual(entries);
    }),
  );
});

test("the step of its length along the way to another latent arrives there", () => {
  const [from, to] = [normalNoise(5, SIZE), normalNoise(6, SIZE)];
  const between = directionBetween(from, to);
  expect(length(between?.vector ?? new Float32Array())).toBeCloseTo(1, 5);
  const own = { d: between?.length ?? 0 };
  const arrived = steeredNoise({ ...base, seed: 5, own }, SIZE, {
    principal: [],
    own: new Map([["d", between?.vector ?? from]]),
  });
  expect(apart(arrived, to)).toBeLessThan(1e-5);
  expect(directionBetween(from, from)).toBeUndefined();
});

test("a flattened recipe has the same latent, and nothing but a seed with edits", () => {
  fc.assert(
    fc.property(anyRecipe, (recipe) => {
      const flat = flattened(recipe, context);
      expect([flat.directions, flat.own, flat.breed]).toEqual([{}, {}, null]);
      expect(latentOf(flat, SIZE, vectors)).toEqual(latentOf(recipe, SIZE, vectors));
      expect(sameRecipe(flattened(flat, context), flat)).toBe(true);
    }),
  );
});

test("a recipe that went through JSON and its schema makes the same picture", () => {
  fc.assert(
    fc.property(anyRecipe, (recipe) => {
      expect(sameRecipe(parse(recipeSchema, JSON.parse(JSON.stringify(recipe))), recipe)).toBe(true);
    }),
  );
});

test("recipes that differ in one field alone are not the same", () => {
  const other: Partial<ImageRecipe>[] = [
    { seed: 2 },
    { psi: 0.5 },
    { noise: "truncated" },
    { edits: { 3: 1 } },
    { classes: { river: 1 } },
    { layerClasses: { 1: { river: 1 } } },
    { directions: { 0: 1 } },
    { own: { a: 1 } },
    { snapshot: 4 },
    { breed: { with: { seed: 2, edits: {} }, share: 0.5, path: "spherical" } },
  ];
  for (const change of other) expect(sameRecipe(base, { ...base, ...change })).toBe(false);
  const bred = { ...base, ...other.at(-1) } as ImageRecipe;
  expect(sameRecipe(bred, structuredClone(bred))).toBe(true);
  expect(sameRecipe(bred, { ...bred, breed: bred.breed && { ...bred.breed, path: "straight" } })).toBe(false);
});

test("between two key frames latent, truncation and classes go from the one to the other without a jump", () => {
  fc.assert(
    fc.property(anyRecipe, anyRecipe, (from, to) => {
      const near = (recipe: ImageRecipe, frame: ImageRecipe) => {
        const [a, b] = [latentOf(recipe, SIZE, vectors), latentOf(frame, SIZE, vectors)];
        expect(apart(a, b)).toBeLessThan(1e-2);
      };
      near(recipeBetween(from, to, 1e-6, context), from);
      near(recipeBetween(from, to, 1 - 1e-6, context), to);
      expect(recipeBetween(from, to, 0, context)).toBe(from);
      const half = recipeBetween(from, to, 0.5, context);
      expect(half.psi).toBeCloseTo((from.psi + to.psi) / 2);
      const sum = Object.values(half.classes).reduce((total, weight) => total + weight, 0);
      expect(sum).toBeCloseTo(1, 5);
    }),
  );
});

test("crossed layers go along a walk too", () => {
  const from = { ...base, classes: { river: 1 }, layerClasses: { 1: { "Road, paved": 1 } } };
  const to = { ...base, seed: 2, classes: { field: 1 } };
  expect(recipeBetween(from, to, 0.25, context).layerClasses).toEqual({
    1: { "Road, paved": 0.75, field: 0.25 },
  });
});

test("a walk's place lies between neighbours; in a loop the last one leads to the first", () => {
  expect(walkLength({ frames: 1, loop: true })).toBe(0);
  expect(walkPlace({ frames: 3, loop: false }, 1.25)).toEqual({ from: 1, to: 2, share: 0.25 });
  expect(walkPlace({ frames: 3, loop: false }, 9)).toEqual({ from: 2, to: 0, share: 0 });
  expect(walkPlace({ frames: 3, loop: true }, 2.5)).toEqual({ from: 2, to: 0, share: 0.5 });
  expect(walkPlace({ frames: 3, loop: true }, 3)).toEqual({ from: 0, to: 1, share: 0 });
  expect(walkPlace({ frames: 0, loop: true }, 1)).toEqual({ from: 0, to: 0, share: 0 });
});

test("a walk goes on by the clock, ends at its last key frame, and never ends as a loop", () => {
  expect(walkOn({ frames: 3, loop: false }, 1, 1, 2)).toEqual({ position: 1.5, over: false });
  expect(walkOn({ frames: 3, loop: false }, 1, 3, 2)).toEqual({ position: 2, over: true });
  expect(walkOn({ frames: 3, loop: true }, 2.5, 2, 2)).toEqual({ position: 0.5, over: false });
});
