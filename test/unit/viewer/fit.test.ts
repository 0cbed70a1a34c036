/** What an address asks for and the opened model does not have is left out or moved, and named. */
import { expect, test } from "vitest";
import { noIntervention } from "../../../src/attention/intervention";
import { hashState, readHash } from "../../../src/viewer/address/address";
import { fitted } from "../../../src/viewer/state/fit";
import { defaultLensState, type LensState } from "../../../src/viewer/state/lens-state";
import { fakeGeneration, fakeSite } from "../../support/fake-engine";
import { readManifest } from "../../support/files";
import { waitFor } from "../../support/wait-for";
import { turn, viewerOf } from "./viewer-of";

const cats = { manifest: readManifest("cats64"), directions: 8, sites: [fakeSite()] };
const lensOf = (hash: string): LensState => ({ ...defaultLensState, ...readHash(hash).state });

test("every part of an address that a model does not have is left out and named", () => {
  for (const [part, named, becomes] of [
    ["z=999:1", "z=999:1", { edits: {} }],
    ["z=3:1,128:0.5", "z=128:0.5", { edits: { 3: 1 } }],
    ["class=Foo:1", "class=Foo:1", { classes: {} }],
    ["dir=99:3", "dir=99:3", { directions: {} }],
    ["dir=1:2,8:3", "dir=8:3", { directions: { 1: 2 } }],
    ["site=nope", "site=nope", { site: null }],
    ["lock=1,500", "lock", { locks: [1] }],
    ["gamma=g.other:0.5", "gamma=g.other:0.5", { interventions: {} }],
    ["temp=d.attn:2", "temp=d.attn:2", { interventions: {} }],
    [
      "mask=g.attn:3,16-20",
      "mask=g.attn:16…",
      { interventions: { "g.attn": { ...noIntervention(), maskedKeys: [3] } } },
    ],
  ] as const) {
    const { lens, misfits } = fitted(lensOf(part), cats);
    expect(misfits, part).toEqual([named]);
    expect(lens, part).toEqual({ ...defaultLensState, ...becomes });
  }
});

test("a state that fits stays the same object, also with the discriminator's layer and a model's own classes", () => {
  const own = lensOf("seed=7&z=127:1&dir=7:1&site=g.attn&gamma=g.attn:0&mask=g.attn:15");
  expect(fitted(own, cats)).toEqual({ lens: own, misfits: [] });
  expect(fitted(own, cats).lens).toBe(own);
  const judged = lensOf("site=d.attn");
  expect(fitted(judged, cats).lens).toBe(judged);
  const manifest = readManifest("eurosat64");
  const [first] = manifest.classes ?? [];
  const classy = lensOf(`model=eurosat64&class=${first.id}:1`);
  expect(fitted(classy, { manifest, directions: undefined, sites: [] }).lens).toBe(classy);
});

test("frames of the walk, the baseline and the other parent are looked through", () => {
  const recipe = { ...hashState("model=cats64&seed=1").state };
  const unfit = { ...defaultLensState, ...recipe, edits: { 500: 1 } };
  const lens: LensState = {
    ...defaultLensState,
    walk: { ...defaultLensState.walk, frames: [unfit, { ...unfit, model: "other" }] },
    breed: { with: { seed: 1, edits: { 200: 1 } }, share: 0.5, path: "spherical" },
  };
  const { lens: after, misfits } = fitted(lens, cats);
  expect(misfits).toEqual(["mix=200:1", "walk (z=500:1)"]);
  expect(after.walk.frames.map(({ edits }) => edits)).toEqual([{}, { 500: 1 }]);
  expect(after.breed?.with.edits).toEqual({});
});

test("a viewer names what does not fit once it knows the model and its grid, in one notice, and asks for an image that fits", async () => {
  const { viewer, engines } = viewerOf();
  const { state } = readHash(
    "#v=1&model=cats64&seed=7&q=999.999&pins=1.1,50.2&region=3,400&z=3:1,999:1&site=nope",
  );
  viewer.corrections.noteAddress(state);
  viewer.set(state);
  await viewer.start();
  const fake = engines.open();
  await turn();
  expect(viewer.state.lens).toMatchObject({ site: null, edits: { 3: 1 } });
  fake.generated.at(-1)?.resolve(fakeGeneration(fake.manifest, 0));
  await turn();
  expect(viewer.state.lens).toMatchObject({
    query: { x: 3, y: 3 },
    pins: [
      { x: 1, y: 1 },
      { x: 3, y: 2 },
    ],
    region: [3, 400],
  });
  const notices = viewer.state.notices.map(({ error: { code, details } }) => [code, details.parts]);
  expect(notices).toEqual([["link-misfit", "z=999:1, site=nope, region=400, q=999.999, pins=50.2"]]);
  expect(viewer.state.engine.phase).toBe("ready");
  // Another address: what the one before asked for in vain is of no matter.
  viewer.corrections.noteAddress(readHash("#seed=8").state);
  expect(viewer.state.notices).toEqual([]);
});

test("marks of an address are moved without a word where a person chooses another model", async () => {
  const { viewer, engines } = viewerOf();
  const { state } = readHash("#v=1&model=cats64&seed=7&q=30.30");
  // The address's model was opened, and another one is chosen.
  viewer.corrections.noteAddress({ ...state, model: "eurosat64" });
  viewer.set(state);
  await viewer.start();
  const fake = engines.open();
  await waitFor(() => expect(fake.generated).toHaveLength(1));
  fake.generated.at(-1)?.resolve(fakeGeneration(fake.manifest, 0));
  await waitFor(() => expect(viewer.state.lens.query).toEqual({ x: 3, y: 3 }));
  expect(viewer.state.notices).toEqual([]);
});

test("marks that no address asked for are moved without a word", async () => {
  const { viewer, engines } = viewerOf();
  await viewer.start();
  const fake = engines.open();
  await turn();
  fake.generated.at(-1)?.resolve(fakeGeneration(fake.manifest, 0));
  await turn();
  viewer.set({ query: { x: 30, y: 0 } });
  expect(viewer.state.lens.query).toEqual({ x: 3, y: 0 });
  expect(viewer.state.notices).toEqual([]);
});
