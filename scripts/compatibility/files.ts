/** Sessions, stills, directions, collections and saved models to record. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { AttentionSite } from "../../src/attention/site";
import { type Still, writeStill } from "../../src/model/formats/still";
import type { LensState } from "../../src/viewer/state/lens-state";
import {
  plainRecipe,
  type StoredModels,
  stateWith,
  writtenHash,
  writtenSession,
} from "../../test/support/compatibility";
import { projectPath } from "../../test/support/files";
import { anyState } from "../../test/support/recipes";

/** What the recorder draws at random is the same each time. */
const SEED = 17;

export const anyStates = (count: number, seed = SEED) => fc.sample(anyState, { seed, numRuns: count });

const wave = (length: number, pace: number) =>
  Array.from({ length }, (_, at) => Math.round(1e4 * Math.cos(pace * (at + 1))) / 1e4);

const recipe = plainRecipe(4);
const eyes = { id: "eyes", name: "왼쪽 <i>", model: "cats64", vector: wave(128, 1), length: 12.5 };
const small = { id: "b", name: "of a small latent", model: "two-sites", vector: [0.6, 0.8], length: 3 };
const saved = [
  { id: "a", recipe, query: { x: 1, y: 2 } },
  { id: "b-2", recipe: { ...recipe, seed: 9, edits: { 3: 1.25 }, own: { eyes: 2 } }, query: { x: 31, y: 0 } },
];
const walk = {
  frames: [recipe, { ...recipe, seed: 5, directions: { 0: 2 } }, { ...recipe, seed: 6, psi: 0.5 }],
  secondsPerFrame: 1.5,
  loop: false,
  at: 1.25,
};
const change = { gammaScale: 0, temperature: 2, maskedKeys: [1, 2], maskedQueries: [] };

const states: readonly Partial<LensState>[] = [
  {},
  {
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
  },
  { kept: saved, ownDirections: [eyes], own: { eyes: -3 } },
  { walk, kept: saved.slice(0, 1) },
  {
    pinned: { recipe: { ...recipe, seed: 8 }, interventions: { "g.attn": change } },
    interventions: { "g.attn": { ...change, gammaScale: 2 } },
    compare: "difference",
  },
  {
    model: "eurosat64",
    classes: { River: 0.5, Highway: 0.5 },
    layerClasses: { 3: { Industrial: 1 } },
    snapshot: 79,
  },
  {
    breed: { with: { seed: 12, edits: { 0: 1 } }, share: 0.25, path: "straight" },
    locks: [0, 1, 2],
    region: [5, 6, 40],
  },
  {
    model: "two-sites",
    ownDirections: [small, eyes],
    map: "entropy",
    part: "pairwise",
    site: "g.pooled",
    mass: 0.5,
    links: 4,
    reach: true,
  },
];

const bad: readonly Readonly<Record<string, unknown>>[] = [
  { seed: -1 },
  { pins: [{ x: 0, y: 1e9 }] },
  { kept: [{ id: "a", recipe: {}, query: { x: 0, y: 0 } }] },
  { version: 2 },
  { ownDirections: [{ ...small, name: "" }] },
];

const whole = writtenSession(stateWith({ seed: 7, kept: saved, walk }));
const { kept: _, walk: __, locks: ___, ...older } = JSON.parse(whole);

export const sessions: readonly string[] = [
  ...states.map((state) => writtenSession(stateWith(state))),
  ...anyStates(4, SEED + 1).map((state) => writtenSession(stateWith(state))),
  // Written by an older lens, by hand, and by one that says more.
  JSON.stringify(older),
  '{"format":"sagan-lens-session","version":1}',
  JSON.stringify({ ...JSON.parse(whole), later: { field: 1 } }),
  ...bad.map((wrong) => JSON.stringify({ ...JSON.parse(whole), ...wrong })),
  whole.slice(0, -9),
];

const direction = {
  format: "sagan-lens-direction",
  version: 1,
  model: "cats64",
  name: "eyes",
  vector: wave(128, 2),
  length: 5,
};
const wanted = { model: "cats64", size: 128 };
export const directions: readonly { readonly text: string; readonly wanted: typeof wanted }[] = [
  { text: JSON.stringify(direction), wanted },
  { text: JSON.stringify({ ...direction, vector: [3, 4] }), wanted: { model: "cats64", size: 2 } },
  { text: JSON.stringify({ ...direction, name: "  왼쪽  ", extra: 1 }, null, 2), wanted },
  { text: JSON.stringify({ ...direction, model: "other" }), wanted },
  { text: JSON.stringify({ ...direction, vector: [1] }), wanted },
  { text: JSON.stringify({ ...direction, vector: [0, 0] }), wanted: { model: "cats64", size: 2 } },
  { text: JSON.stringify({ ...direction, length: 65 }), wanted },
  { text: JSON.stringify({ ...direction, length: 0 }), wanted },
  { text: JSON.stringify({ ...direction, version: 2 }), wanted },
  { text: JSON.stringify({ ...direction, name: "n".repeat(41) }), wanted },
  { text: "{", wanted },
];

const KEY = "sagan-lens:collection:1";
const plainWalk = { frames: [], secondsPerFrame: 2, loop: true, at: 0 };
export const collections: readonly Readonly<Record<string, string>>[] = [
  {},
  ...[
    { kept: [], ownDirections: [], walk: plainWalk },
    { kept: saved, ownDirections: [eyes], walk },
    { kept: saved, ownDirections: [small], walk: { ...walk, loop: true }, later: 1 },
    { kept: saved, ownDirections: [] },
    { kept: [{ ...saved[0], id: "UPPER" }], ownDirections: [], walk: plainWalk },
    { kept: [], ownDirections: [], walk: { ...plainWalk, secondsPerFrame: 0.1 } },
  ].map((collection) => ({ [KEY]: JSON.stringify(collection) })),
  { [KEY]: "not JSON" },
  { "sagan-lens:collection:2": "{}" },
];

const site = (change: Partial<AttentionSite> = {}): AttentionSite => ({
  name: "g.attn",
  queryGrid: { width: 2, height: 2 },
  keyGrid: { width: 1, height: 2 },
  depth: 2,
  gamma: 0.5,
  share: 0.125,
  maxWeight: 0.75,
  temperature: 1,
  keyMask: undefined,
  queries: Float32Array.from([1, 2, -1, 0.5, 0.25, -2, 3, 1]),
  keys: Float32Array.from([0.5, -0.5, 1, 1]),
  ...change,
});
const still: Still = {
  provenance: {
    model: "cats64",
    weights: "0".repeat(64),
    seed: 78,
    psi: 0.8,
    classes: {},
    query: { x: 1, y: 1 },
  },
  image: { size: 2, channels: 3, data: Uint8Array.from([0, 1, 2, 30, 40, 50, 128, 127, 126, 255, 254, 253]) },
  sites: [site()],
};
const withState = (state: Partial<LensState>): Still => {
  const lens = stateWith(state);
  const { model, seed, psi, classes } = lens;
  const { kept: _, ownDirections: __, ...link } = lens;
  return {
    ...still,
    provenance: { ...still.provenance, model, seed, psi, classes, state: writtenHash(link) },
  };
};

/** Stills by name: one made from a seed, others as the page saves them with the hash of its address in the header. */
export const stills: Readonly<Record<string, Uint8Array>> = {
  "of-a-seed": writeStill(still),
  "with-edits": writeStill(withState({ ...states[1], walk, interventions: { "g.attn": change } })),
  "with-classes": writeStill(withState(states[5] ?? {})),
  "two-sites": writeStill({
    ...withState({ ...states[6], site: "g.second" }),
    image: { size: 2, channels: 1, data: Uint8Array.from([0, 80, 160, 255]) },
    sites: [
      site(),
      site({
        name: "g.second",
        keyGrid: { width: 2, height: 2 },
        keys: Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8]),
        keyLogSumExp: Float32Array.from([1, 2, 3, 4]),
      }),
    ],
  }),
  "with-unknown-fields": writeStill({
    ...still,
    provenance: { ...still.provenance, state: "v=1&model=cats64&seed=78&later=1&psi=99&cmap=magma&pins=1.1" },
  }),
};

const manifest = readFileSync(projectPath("test/fixtures/two-sites/model.json"), "utf8");
const named = (id: string) => JSON.stringify({ ...JSON.parse(manifest), id });
const folder = (id: string) => `https://lens.example/models/${id}`;
export const models: readonly StoredModels[] = [
  {
    localStorage: { "sagan-lens-learned-1": "kept" },
    caches: {
      "sagan-lens-learned-1": {
        [`${folder("mine-1000-g-abcdef")}/generator.safetensors`]: "weights",
        [`${folder("mine-1000-g-abcdef")}/model.json`]: named("mine-1000-g-abcdef"),
        [`${folder("learned-faces-1-300")}/generator.safetensors`]: "learned",
        [`${folder("learned-faces-1-300")}/model.json`]: named("learned-faces-1-300"),
        [`${folder("mine-old-000000")}/model.json`]: '{"format":"sagan-lens-model","version":0}',
        "https://lens.example/elsewhere/models/mine-b-000000/model.json": named("mine-b-000000"),
      },
    },
  },
  // Nothing was saved, as the note says that is read before the cache is opened.
  { localStorage: {}, caches: {} },
];
