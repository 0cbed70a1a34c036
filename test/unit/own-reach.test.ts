/** Where along an own direction the saved image lies: said of the present image, or not at all. */
import { expect, test } from "vitest";
import { directionBetween, steeredNoise } from "../../src/latent/latent";
import { defaultLensState, type LensState } from "../../src/viewer/state/lens-state";
import { recipeOf } from "../../src/viewer/state/recipe";
import { initialViewerState } from "../../src/viewer/state/viewer-state";
import { ownReach } from "../../src/viewer/views/own-reach";

const from = recipeOf({ ...defaultLensState, seed: 7 });
const to = recipeOf({ ...defaultLensState, seed: 12 });
const vectors = { principal: [], own: new Map() };
const between = directionBetween(steeredNoise(from, 128, vectors), steeredNoise(to, 128, vectors));
if (!between) throw new Error("two seeds are two places");
const { length } = between;
const direction = {
  id: "d",
  name: "Towards seed 12",
  model: "cats64",
  vector: Array.from(between.vector),
  length,
};
const reach = (change: Partial<LensState>) =>
  ownReach(
    {
      ...initialViewerState,
      lens: {
        ...defaultLensState,
        ...from,
        kept: [{ id: "k", recipe: to, query: { x: 0, y: 0 } }],
        ownDirections: [direction],
        ...change,
      },
    },
    direction,
  );

test("the image that it was made with reaches the saved one, wherever its slider stands", () => {
  expect(reach({})).toBeCloseTo(length, 2);
  expect(reach({ own: { d: 3 } })).toBeCloseTo(length, 2);
});

test("another image reaches none, and an image that is no longer saved is not reached", () => {
  expect(reach({ seed: 8 })).toBeUndefined();
  expect(reach({ edits: { 3: 2 } })).toBeUndefined();
  expect(reach({ psi: 0.5 })).toBeUndefined();
  expect(reach({ kept: [] })).toBeUndefined();
});

test("the saved image itself is not another one", () => {
  expect(reach({ seed: 12 })).toBeUndefined();
});
