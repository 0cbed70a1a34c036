/** What is stored in the browser: each weight once, listed with its size, and removed to the last byte. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openFileCache, storedFiles } from "../../src/model/storage/cache";
import { openModel } from "../../src/model/storage/open-model";
import { saveModel } from "../../src/model/storage/save-model";
import { modelSource, removeModel, savedModels } from "../../src/model/storage/saved-models";
import { holdRun, MOST_RUNS, readSavedRun, savedRuns, saveRun } from "../../src/model/storage/saved-runs";
import { sha256 } from "../../src/model/storage/sha256";
import { listStored } from "../../src/model/storage/stored-data";
import { type FakeStorage, stubStorage } from "../support/fake-storage";
import { readManifest } from "../support/files";

const MODELS = new URL("https://lens.example/models/");
const SAVED = "sagan-lens-learned-1";
const FILES = "sagan-lens-files-1";

let storage: FakeStorage;
/** Files of the site, by path below `models/`. */
let site: Map<string, Uint8Array>;

beforeEach(() => {
  storage = stubStorage();
  site = new Map();
  vi.stubGlobal("fetch", async (address: URL | string) => {
    const path = String(address).slice(MODELS.href.length);
    const bytes = site.get(path);
    return bytes ? new Response(Uint8Array.from(bytes)) : new Response(null, { status: 404 });
  });
});
afterEach(() => vi.unstubAllGlobals());

const folderOf = (id: string) => new URL(`${id}/`, MODELS);

/** A model folder with weights and golden values of a test's own. */
async function modelFolder(id: string, seed: number): Promise<Map<string, Uint8Array>> {
  const weights = new Uint8Array(1000).fill(seed);
  const golden = new Uint8Array(100).fill(seed);
  const fileOf = async (path: string, bytes: Uint8Array) => ({
    path,
    bytes: bytes.length,
    sha256: await sha256(bytes),
  });
  const original = readManifest("cats64");
  const manifest = {
    ...original,
    id,
    generator: { ...original.generator, weights: await fileOf("generator.safetensors", weights) },
    golden: await fileOf("golden.safetensors", golden),
    ...{ discriminator: null, directions: null, log: null, snapshots: [] },
  };
  return new Map([
    ["model.json", new TextEncoder().encode(JSON.stringify(manifest))],
    ["generator.safetensors", weights],
    ["golden.safetensors", golden],
  ]);
}

/** The weights of a saved model as an engine is given them, which are not read on the page. */
async function weightsOf(id: string): Promise<Uint8Array> {
  const { generator } = await openModel(modelSource(folderOf(id)));
  if (!(generator instanceof Blob)) throw new Error("the weights were read");
  return new Uint8Array(await generator.arrayBuffer());
}

const sizeOf = (files: ReadonlyMap<string, Uint8Array>) =>
  [...files.values()].reduce((sum, { length }) => sum + length, 0);

async function ship(id: string, seed: number): Promise<void> {
  for (const [path, bytes] of await modelFolder(id, seed)) site.set(`${id}/${path}`, bytes);
}

/** Lets what is stored without being waited for end. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("a saved model", () => {
  const folder = folderOf("mine-a-123456");

  test("is stored once, however often it is opened, and removed to the last byte", async () => {
    const files = await modelFolder("mine-a-123456", 1);
    expect(await saveModel(files, folder)).toBe(true);
    for (let visit = 0; visit < 2; visit++) {
      expect(await weightsOf("mine-a-123456")).toEqual(files.get("generator.safetensors"));
      await settled();
    }
    expect(storage.total()).toBe(sizeOf(files));
    await removeModel(folder);
    expect(storage.total()).toBe(0);
    expect(await savedModels(MODELS)).toEqual([]);
  });

  test("that an earlier version stored twice loses its copy when it is opened, and when it is removed", async () => {
    const files = await modelFolder("mine-a-123456", 1);
    await saveModel(files, folder);
    const duplicate = async () => {
      for (const [path, bytes] of files) {
        if (path !== "model.json") await openFileCache().put(await sha256(bytes), bytes);
      }
      expect(storage.total()).toBeGreaterThan(sizeOf(files));
    };
    await duplicate();
    await openModel(modelSource(folder));
    await settled();
    expect(storage.total()).toBe(sizeOf(files));
    await duplicate();
    await removeModel(folder);
    expect(storage.total()).toBe(0);
    expect([...storage.local.keys()].filter((key) => key.startsWith(FILES))).toEqual([]);
  });

  test("of version 1 is found by its names of then", async () => {
    const cache = await caches.open(SAVED);
    for (const [path, bytes] of await modelFolder("learned-faces-1-2", 3)) {
      const address = new URL(path, folderOf("learned-faces-1-2"));
      await cache.put(address, new Response(Uint8Array.from(bytes)));
    }
    localStorage.setItem(SAVED, "kept");
    expect((await savedModels(MODELS)).map(({ id }) => id)).toEqual(["learned-faces-1-2"]);
    expect((await weightsOf("learned-faces-1-2"))[0]).toBe(3);
  });
});

test("a model of the site under such an id is cached as any other", async () => {
  await ship("mine-b-123456", 2);
  await openModel(modelSource(folderOf("mine-b-123456")));
  await settled();
  expect(await storedFiles()).toHaveLength(2);
});

test("the list names saved models, downloaded files by model, and what is left of others; each is removed alone", async () => {
  const files = await modelFolder("mine-a-123456", 1);
  await saveModel(files, folderOf("mine-a-123456"));
  await ship("cats64", 4);
  await openModel({ folder: folderOf("cats64") });
  await settled();
  // Weights of an earlier version of the site.
  await openFileCache().put("0".repeat(64), new Uint8Array(50));
  const shipped = [
    { id: "cats64", name: { en: "Cats" } },
    { id: "eurosat64", name: { en: "Satellite" } },
  ];
  const list = () => listStored(MODELS, shipped);
  const items = await list();
  expect(items.map(({ kind, id, bytes }) => [kind, id, bytes])).toEqual([
    ["saved", "mine-a-123456", sizeOf(files)],
    ["downloaded", "cats64", 1100],
    ["other", "", 50],
  ]);
  expect(items.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(storage.total());
  await items[1].remove();
  expect((await list()).map(({ kind }) => kind)).toEqual(["saved", "other"]);
  await items[2].remove();
  await items[0].remove();
  expect(await list()).toEqual([]);
  expect(storage.total()).toBe(0);
});

test("without storage nothing is listed, and nothing breaks", async () => {
  vi.stubGlobal("caches", {
    open: () => Promise.reject(new DOMException("", "SecurityError")),
    has: async () => true,
  });
  expect(await storedFiles()).toEqual([]);
  expect(await savedRuns()).toEqual([]);
  expect(await saveRun("a", new Uint8Array(1), { pictures: "faces", seed: 1, step: 1, at: 1 })).toBe(false);
  expect(await listStored(MODELS, [])).toEqual([]);
  await openFileCache().remove("0".repeat(64));
});

test("a saved training run is listed with its name in both languages and its size, and removed by its row", async () => {
  await saveRun("faces-1-a", new Uint8Array(700), { pictures: "faces", seed: 1, step: 600, at: 1 });
  const [item] = await listStored(MODELS, []);
  expect(item).toMatchObject({ kind: "run", id: "faces-1-a", bytes: 700 });
  expect(item.name).toEqual({
    en: "Training run: faces, seed 1, step 600",
    ko: "학습: 얼굴, 시드 1, 단계 600",
  });
  await item.remove();
  expect(await listStored(MODELS, [])).toEqual([]);
  expect(storage.total()).toBe(0);
});

test("of many training runs the newest stay; one of them is saved in its place again", async () => {
  const save = (run: number, step: number, at: number) =>
    saveRun(`faces-${run}-a`, new Uint8Array(step), { pictures: "faces", seed: run, step, at });
  for (let run = 0; run < MOST_RUNS; run++) expect(await save(run, 5, run)).toBe(true);
  await save(0, 9, 100);
  await save(MOST_RUNS, 5, 101);
  const runs = await savedRuns();
  expect(runs).toHaveLength(MOST_RUNS);
  expect(runs.slice(0, 2).map(({ seed, step }) => [seed, step])).toEqual([
    [MOST_RUNS, 5],
    [0, 9],
  ]);
  expect(await readSavedRun("faces-1-a")).toBeUndefined();
  expect(await readSavedRun("faces-0-a")).toHaveLength(9);
});

test("a run that another page holds is not held twice; without locks no page is held up", async () => {
  expect(await holdRun("faces-1-a")).toBe(true);
  const request = async (name: string, _: object, turn: (lock: object | null) => unknown) =>
    void turn(name.endsWith("taken") ? null : {});
  vi.stubGlobal("navigator", { locks: { request } });
  expect(await holdRun("taken")).toBe(false);
  expect(await holdRun("free")).toBe(true);
  vi.stubGlobal("navigator", {
    locks: { request: () => Promise.reject(new DOMException("", "SecurityError")) },
  });
  expect(await holdRun("blocked")).toBe(true);
});
