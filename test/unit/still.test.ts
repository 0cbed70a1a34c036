import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { QueryIndex } from "../../src/attention/grid";
import { attentionRow } from "../../src/attention/row";
import { readStill, type Still, writeStill } from "../../src/model/formats/still";
import { stillFile } from "../../src/viewer/files/still-file";
import { defaultLensState } from "../../src/viewer/state/lens-state";
import { projectPath, readBytes, readManifest } from "../support/files";

const { model, seed, psi, query } = defaultLensState;
const opening = stillFile(model, seed);

test("the page opens on a shipped still that its HTML loads ahead", () => {
  const html = readFileSync(projectPath("index.html"), "utf8");
  expect(html).toContain(`href="./stills/${opening}"`);
  expect(html).toContain(`href="./models/${model}/model.json"`);
  const still = readStill(readBytes(`public/stills/${opening}`), opening);
  expect(still.provenance).toMatchObject({ model, seed, psi, query });
});

test("every shipped still belongs to the shipped weights and gives rows that sum to 1", () => {
  const index = JSON.parse(readFileSync(projectPath("public/stills/index.json"), "utf8"));
  const models = JSON.parse(readFileSync(projectPath("public/models/index.json"), "utf8"));
  const ids = (entries: { model?: string; id?: string }[]) => entries.map(({ model, id }) => model ?? id);
  expect(ids(index.shelves)).toEqual(ids(models.models));
  for (const { model, entry } of index.shelves.flatMap((shelf: { model: string; stills: object[] }) =>
    shelf.stills.map((entry) => ({ model: shelf.model, entry })),
  )) {
    const still = readStill(readBytes(`public/stills/${entry.file}`), entry.file);
    const { weights, ...provenance } = still.provenance;
    expect(weights).toBe(readManifest(model).generator.weights.sha256);
    const { file: _, ...recipe } = entry;
    expect({ model, ...recipe }).toEqual(provenance);
    const [site] = still.sites;
    const sum = attentionRow(site, 77 as QueryIndex).reduce((total, weight) => total + weight, 0);
    expect(sum).toBeCloseTo(1, 5);
  }
});

const tiny: Still = {
  provenance: { model: "m", weights: "w", seed: 1, psi: 1, classes: {}, query: { x: 0, y: 0 } },
  image: { size: 1, channels: 3, data: new Uint8Array([1, 2, 3]) },
  sites: [
    {
      name: "g.attn",
      queryGrid: { width: 2, height: 1 },
      keyGrid: { width: 1, height: 1 },
      depth: 1,
      gamma: 0.5,
      share: 0.1,
      maxWeight: 1,
      temperature: 1,
      keyMask: undefined,
      queries: new Float32Array([1, 2]),
      keys: new Float32Array([3]),
    },
  ],
};

test("what is written is read again", () => {
  expect(readStill(writeStill(tiny), "x")).toEqual(tiny);
});

test("a still whose parts do not fit is refused with what is wrong", () => {
  const broken = (change: Partial<Still>) => () => readStill(writeStill({ ...tiny, ...change }), "x");
  expect(broken({ image: { size: 1, channels: 2, data: new Uint8Array(2) } })).toThrow(
    /picture is missing or not square/,
  );
  expect(broken({ sites: [{ ...tiny.sites[0], depth: 2 }] })).toThrow(/needs 16|does not have 4 numbers/);
  expect(broken({ provenance: { ...tiny.provenance, query: { x: 2, y: 0 } } })).toThrow(/outside its grid/);
  expect(broken({ provenance: { ...tiny.provenance, seed: -1 } })).toThrow(/provenance\.seed/);
  expect(() => readStill(readBytes("public/models/cats64/golden.safetensors"), "x")).toThrow(
    /does not say that it is a still/,
  );
});
