/** Sessions and stills as files: what was saved comes back, undo leads to what was there, and bad files change nothing. */
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import type { QueryIndex } from "../../src/attention/grid";
import { attentionRow } from "../../src/attention/row";
import { LensError } from "../../src/model/errors";
import { readStill, writeStill } from "../../src/model/formats/still";
import { stillOf } from "../../src/state/files/make-still";
import { openFile } from "../../src/state/files/open-file";
import { undo } from "../../src/state/store/history";
import { useStore } from "../../src/state/store/store";
import { readSession, writeSession } from "../../src/viewer/files/session-file";
import { defaultLensState, type LensState } from "../../src/viewer/state/lens-state";
import { recipeOf } from "../../src/viewer/state/recipe";
import { imageFromGeneration, imageFromStill } from "../../src/viewer/views/image";
import { readBytes, readManifest } from "../support/files";
import { anyRecipe, anyState } from "../support/recipes";

const path = "public/stills/cats64-78.safetensors";
const shipped = readBytes(path);
const opening = imageFromStill(readStill(shipped, path));
const manifest = readManifest("cats64");
const blank = useStore.getInitialState();

beforeEach(() => {
  useStore.setState({ ...blank, image: opening }, true);
  useStore.temporal.getState().clear();
});

const fileOf = (name: string, content: string | Uint8Array<ArrayBufferLike>) =>
  new File([typeof content === "string" ? content : new Uint8Array(content)], name);

/** A state that differs from the default in every kind of field. */
const edited: LensState = {
  ...defaultLensState,
  seed: 4242,
  psi: 0.7,
  edits: { 3: 1.25, 90: -0.5 },
  directions: { 1: 2 },
  query: { x: 5, y: 6 },
  pins: [
    { x: 5, y: 6 },
    { x: 20, y: 21 },
  ],
  colormap: "magma",
  kept: [{ id: "a", recipe: recipeOf(defaultLensState), query: { x: 1, y: 2 } }],
  ownDirections: [{ id: "b", name: "왼쪽 <i>", model: "cats64", vector: [0.6, 0.8], length: 3 }],
  interventions: { "g.attn": { gammaScale: 0, temperature: 2, maskedKeys: [1, 2], maskedQueries: [] } },
};

test("any session comes back whole", () => {
  const anySession = fc.tuple(anyState, fc.array(anyRecipe, { maxLength: 3 })).map(
    ([state, recipes]): LensState => ({
      ...defaultLensState,
      ...state,
      kept: recipes.map((recipe, at) => ({ id: `kept-${at}`, recipe, query: { x: at, y: 0 } })),
      ownDirections: edited.ownDirections,
    }),
  );
  fc.assert(
    fc.property(anySession, (state) => {
      expect(readSession(writeSession(state), "session.json")).toEqual(state);
    }),
    { numRuns: 100 },
  );
});

test("a session from before a field existed takes the field's default", () => {
  const { kept, ...older } = JSON.parse(writeSession(edited));
  expect(readSession(JSON.stringify(older), "x")).toEqual({ ...edited, kept: [] });
});

test.each([
  [{ seed: -1 }, "seed"],
  [{ pins: [{ x: 0, y: 1e9 }] }, "pins.0.y"],
  [{ kept: [{ id: "a", recipe: {}, query: { x: 0, y: 0 } }] }, /kept\.0\.recipe/],
  [{ version: 2 }, "version"],
])("a session with %j names the field", (wrong, field) => {
  const text = JSON.stringify({ ...JSON.parse(writeSession(edited)), ...wrong });
  const thrown = (() => {
    try {
      readSession(text, "bad.json");
    } catch (error) {
      return error;
    }
  })();
  if (!(thrown instanceof LensError)) throw new Error("it was taken");
  expect(thrown.code).toBe("session-malformed");
  expect(thrown.details.path).toEqual(typeof field === "string" ? field : expect.stringMatching(field));
});

test("an opened session is one step: undo brings back what was there", async () => {
  const before = useStore.getState().lens;
  expect(await openFile(fileOf("any-name.bin", writeSession(edited)))).toBe("session");
  expect(useStore.getState().lens).toEqual(edited);
  undo();
  expect(useStore.getState().lens).toEqual(before);
});

test("a still saved of an edited picture brings back picture, recipe and view, with no engine", async () => {
  const size = 64;
  const values = Float32Array.from({ length: size * size * 3 }, (_, at) => Math.sin(at / 50));
  const made = imageFromGeneration({ image: values, sites: opening.sites }, size, recipeOf(edited), {});
  useStore.setState({ lens: edited, manifest, image: made });
  const still = stillOf(useStore.getState());
  if (!still) throw new Error("no still");
  expect(still.provenance.weights).toBe(manifest.generator.weights.sha256);
  const bytes = writeStill(still);

  useStore.setState({ ...blank, image: opening }, true);
  expect(await openFile(fileOf("renamed.txt", bytes))).toBe("still");
  const { lens, image, notices } = useStore.getState();
  expect(notices).toEqual([]);
  expect(image?.pixels).toEqual(made.pixels);
  expect(image?.recipe).toEqual(recipeOf(edited));
  // All but what a person collected, which stays as it was here.
  expect(lens).toEqual({ ...edited, kept: [], ownDirections: [] });
  const [site] = image?.sites ?? [];
  expect(attentionRow(site, 77 as QueryIndex)).toEqual(attentionRow(opening.sites[0], 77 as QueryIndex));
});

test("a still of a still keeps the weights that made it", () => {
  const still = stillOf(useStore.getState());
  const { state, ...provenance } = still?.provenance ?? {};
  const first = readStill(shipped, path).provenance;
  expect(provenance).toEqual({ ...first, query: defaultLensState.query });
  expect(still?.image).toEqual(readStill(shipped, path).image);
});

test("a shipped still, which says no state, shows its seed's picture and its query", async () => {
  useStore.setState({ lens: edited, image: undefined });
  expect(await openFile(fileOf("cat", shipped))).toBe("still");
  const { lens, image } = useStore.getState();
  expect(recipeOf(lens)).toEqual(recipeOf({ ...defaultLensState, seed: 78 }));
  expect(lens.query).toEqual({ x: 8, y: 17 });
  expect(lens.kept).toEqual(edited.kept);
  expect(image?.pixels).toEqual(opening.pixels);
});

test("a picture that the engine made is not exchanged for its own still", async () => {
  const made = { ...opening, from: "engine" } as const;
  useStore.setState({ image: made, manifest });
  await openFile(fileOf("cat", shipped));
  expect(useStore.getState().image).toBe(made);
});

test("a still of other weights is shown, and told", async () => {
  const other = readStill(shipped, path);
  const bytes = writeStill({
    ...other,
    provenance: { ...other.provenance, seed: 5, weights: "0".repeat(64) },
  });
  useStore.setState({ manifest });
  expect(await openFile(fileOf("other", bytes))).toBe("still");
  expect(useStore.getState().lens.seed).toBe(5);
  expect(useStore.getState().notices.map(({ error }) => error.code)).toEqual(["still-other-weights"]);
});

const cut = shipped.slice(0, 5000);
const golden = readBytes("test/golden/cats64.safetensors");
test.each([
  [
    "a photograph before there is a network to see it",
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]),
    "image-waits",
  ],
  ["a text", "cats", "file-unknown"],
  ["an empty file", new Uint8Array(0), "file-unknown"],
  ["another program's JSON", '{"format": "something-else"}', "file-unknown"],
  ["JSON that is cut short", writeSession(edited).slice(0, -9), "file-unknown"],
  ["a session with a wrong field", writeSession({ ...edited, psi: 99 }), "session-malformed"],
  ["a still that is cut short", cut, "safetensors-malformed"],
  ["safetensors that are no still", golden, "still-malformed"],
  [
    "another model's direction",
    JSON.stringify({
      format: "sagan-lens-direction",
      version: 1,
      model: "other",
      name: "n",
      vector: [1],
      length: 1,
    }),
    "direction-foreign",
  ],
])("%s changes nothing and gets a sentence", async (_, content, code) => {
  const { lens, image } = useStore.getState();
  expect(await openFile(fileOf("bad", content))).toBeUndefined();
  const after = useStore.getState();
  expect(after.lens).toBe(lens);
  expect(after.image).toBe(image);
  expect(after.notices.map(({ error }) => error.code)).toEqual([code]);
  expect(useStore.temporal.getState().pastStates).toHaveLength(0);
});

test("a file far too large is refused before it is read", async () => {
  const arrayBuffer = () => Promise.reject(new Error("it was read"));
  expect(await openFile({ name: "film.mp4", size: 3e9, arrayBuffer })).toBeUndefined();
  const [{ error }] = useStore.getState().notices;
  expect([error.code, error.details.megabytes]).toEqual(["file-too-large", 3000]);
});

test("a still whose grids do not fit each other is refused", () => {
  const other = readStill(shipped, path);
  const [site] = other.sites;
  const keyGrid = { width: 30, height: 32 };
  const keys = site.keys.slice(0, 30 * 32 * site.depth);
  expect(() => readStill(writeStill({ ...other, sites: [{ ...site, keyGrid, keys }] }), "x")).toThrow(
    /no whole number of query cells/,
  );
});
