/** Query and pins on the grid of the image on show: what is drawn and what is said are the same cells. */
import { expect, test } from "vitest";
import { defaultLensState } from "../../../src/viewer/state/lens-state";
import type { LensImage } from "../../../src/viewer/state/viewer-state";
import { fakeSite } from "../../support/fake-engine";
import { viewerOf } from "./viewer-of";

/** An image of a layer of 4 x 4 cells. */
const imageOf = (model: string): LensImage => ({
  size: 1,
  pixels: new Uint8ClampedArray(4),
  values: new Float32Array(3),
  sites: [fakeSite()],
  from: "engine",
  recipe: { ...defaultLensState, model },
  interventions: {},
});

const OUTSIDE = {
  query: { x: 12, y: 12 },
  pins: [
    { x: 12, y: 12 },
    { x: 1, y: 2 },
    { x: 20, y: 30 },
  ],
};

test("a query and pins from a larger grid move to the last cell, where those that meet become one pin", () => {
  const { viewer } = viewerOf();
  viewer.set(OUTSIDE);
  expect(viewer.state.lens).toMatchObject(OUTSIDE);
  viewer.context.put({ image: imageOf(viewer.state.lens.model) });
  expect(viewer.state.lens.query).toEqual({ x: 3, y: 3 });
  expect(viewer.state.lens.pins).toEqual([
    { x: 3, y: 3 },
    { x: 1, y: 2 },
  ]);
});

test("so they do when they are set while the image is on show", () => {
  const { viewer } = viewerOf();
  viewer.context.put({ image: imageOf(viewer.state.lens.model) });
  viewer.set({ query: { x: 5, y: 1 } });
  expect(viewer.state.lens.query).toEqual({ x: 3, y: 1 });
});

test("the image of another model, or a layer that is not yet there, says nothing about them", () => {
  const { viewer } = viewerOf();
  viewer.context.put({ image: imageOf("another") });
  viewer.set(OUTSIDE);
  expect(viewer.state.lens).toMatchObject(OUTSIDE);
  viewer.set({ site: "d.attn" });
  viewer.context.put({ image: imageOf(viewer.state.lens.model) });
  expect(viewer.state.lens).toMatchObject(OUTSIDE);
  viewer.set({ site: null });
  expect(viewer.state.lens.query).toEqual({ x: 3, y: 3 });
});
