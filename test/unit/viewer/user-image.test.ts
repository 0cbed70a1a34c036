/** A person's own image in place of the generated one. */
import { expect, test } from "vitest";
import { defaultLensState } from "../../../src/viewer/state/lens-state";
import type { LensImage } from "../../../src/viewer/state/viewer-state";
import { isFirstView } from "../../../src/viewer/views/derived";
import { fakeSite } from "../../support/fake-engine";
import { viewerOf } from "./viewer-of";

const imageOf = (from: LensImage["from"]): LensImage => ({
  size: 1,
  pixels: new Uint8ClampedArray(4),
  values: new Float32Array(3),
  sites: from === "file" ? [] : [fakeSite()],
  from,
  recipe: defaultLensState,
  interventions: {},
});

/** With an own image on show. */
function shown() {
  const { viewer } = viewerOf();
  const userImage = imageOf("file");
  const sites = [fakeSite("d.attn")];
  viewer.context.put({
    image: imageOf("engine"),
    userImage,
    discriminatorOutput: { of: userImage, phase: "done", score: 9, sites, gradient: undefined },
  });
  viewer.set({ site: "d.attn", pins: [{ x: 1, y: 1 }] });
  return viewer;
}

test("a new seed shows the generated image with the generator's layer", () => {
  const viewer = shown();
  viewer.set({ seed: 7 });
  expect(viewer.state.userImage).toBeUndefined();
  expect(viewer.state.lens).toMatchObject({ seed: 7, site: null, pins: [] });
});

test("other changes leave it and its layer on show; a site that is named with another image holds", () => {
  const viewer = shown();
  viewer.set({ query: { x: 2, y: 2 }, overlay: "colours" });
  expect(viewer.state.userImage).toBeDefined();
  expect(viewer.state.lens.site).toBe("d.attn");
  viewer.set({ seed: 7, site: "d.attn" });
  expect(viewer.state.lens.site).toBe("d.attn");
});

test("a generated image keeps the discriminator's layer with a new seed", () => {
  const { viewer } = viewerOf();
  viewer.set({ site: "d.attn" });
  viewer.set({ seed: 7 });
  expect(viewer.state.lens.site).toBe("d.attn");
});

test("the first visit's sentence is said of its own map alone", () => {
  const image = imageOf("engine");
  const state = { lens: defaultLensState, image, changed: undefined };
  expect(isFirstView({ ...state, image: undefined })).toBe(true);
  expect(isFirstView(state)).toBe(true);
  const userImage = imageOf("file");
  expect(isFirstView({ ...state, userImage })).toBe(false);
  for (const change of [
    { query: { x: 1, y: 1 } },
    { map: "column" as const },
    { part: "unary" as const },
    { region: [3] },
    { seed: 5 },
    {
      interventions: {
        "g.attn": { gammaScale: 0, temperature: 1, maskedKeys: [], maskedQueries: [] },
      },
    },
  ]) {
    expect(isFirstView({ ...state, lens: { ...defaultLensState, ...change } })).toBe(false);
  }
  const sites = [fakeSite("d.attn")];
  const lens = { ...defaultLensState, site: "d.attn" };
  const discriminatorOutput = { of: image, phase: "done", score: 0, sites, gradient: undefined } as const;
  expect(isFirstView({ ...state, lens, discriminatorOutput })).toBe(false);
});
