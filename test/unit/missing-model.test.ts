/** A link to a model that is in another browser: whatever the host answers, it says which file is needed. */
import { expect, onTestFinished, test, vi } from "vitest";
import { LensError } from "../../src/model/errors";
import { fetchManifest } from "../../src/model/storage/open-model";
import { saveModel } from "../../src/model/storage/save-model";
import { IMPORT_RECORD, modelSource, savedModels } from "../../src/model/storage/saved-models";
import { missingModel, noteLinkedFile, takeWanted } from "../../src/state/navigation/missing-model";
import { fileIn, readHash, withFile, writeHash } from "../../src/viewer/address/address";
import { defaultLensState } from "../../src/viewer/state/lens-state";
import { readManifest } from "../support/files";

const MODEL = "mine-1000-g-abcdef";
const models = new URL("https://lens.example/models/");
const page = "\n<!DOCTYPE html><title>SAGAN Lens</title>";

function hostAnswers(answer: () => Response): void {
  vi.stubGlobal("fetch", async () => answer());
  onTestFinished(() => void vi.unstubAllGlobals());
}

test.each([
  ["not found", () => new Response("Not found", { status: 404 })],
  ["forbidden", () => new Response(page, { status: 403 })],
  ["its index page", () => new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } })],
  ["a page without a type", () => new Response(new TextEncoder().encode(page))],
  ["a page said to be JSON", () => new Response(page, { headers: { "content-type": "application/json" } })],
  [
    "a redirect to another site",
    () => {
      throw new TypeError("Failed to fetch");
    },
  ],
])("a host that answers with %s lacks the model", async (_, answer) => {
  hostAnswers(answer);
  const folder = new URL(`${MODEL}/`, models);
  const { read } = modelSource(folder);
  await expect(fetchManifest(folder, { ...(read && { read }) })).rejects.toMatchObject({
    code: "manifest-missing",
  });
});

test("JSON that is damaged is not missing, and a model of the site behind a cut line neither", async () => {
  hostAnswers(() => new Response("{ oops"));
  await expect(fetchManifest(models)).rejects.toMatchObject({ code: "manifest-not-json" });
  hostAnswers(() => {
    throw new TypeError("Failed to fetch");
  });
  await expect(fetchManifest(models)).rejects.toMatchObject({ code: "file-unreachable" });
});

test("an address names the file beside the state, and opens without it as before", () => {
  const hash = writeHash({ ...defaultLensState, model: MODEL });
  expect(withFile(hash, undefined)).toBe(hash);
  expect(fileIn(hash)).toBeUndefined();
  for (const name of ["1000_G.pth", "나의 생성기 & 100%.pth"]) {
    const named = `#${withFile(hash, name)}`;
    expect(fileIn(named)).toBe(name);
    expect(readHash(named)).toEqual(readHash(hash));
  }
  expect(fileIn(`#${withFile(hash, "x".repeat(5000))}`)).toHaveLength(100);
});

test("the fault names model and file; a model of a site is only not found", () => {
  const error = new LensError("manifest-missing", { where: "model.json", status: 404 });
  noteLinkedFile(MODEL, "1000_G.pth");
  const lens = { ...defaultLensState, model: MODEL, seed: 7 };
  expect(missingModel(error, lens)).toMatchObject({
    code: "model-elsewhere",
    details: { model: MODEL, file: "1000_G.pth" },
  });
  expect(missingModel(error, { ...lens, model: "dogs64" })).toBe(error);
  // The file opens what the link asked for, also under another name, once.
  expect(takeWanted("mine-other-123456")).toBeUndefined();
  expect(takeWanted("mine-renamed-abcdef")).toMatchObject({ model: "mine-renamed-abcdef", seed: 7 });
  expect(takeWanted(MODEL)).toBeUndefined();
});

test("a saved model says which file it was imported from", async () => {
  const json = JSON.stringify({ ...readManifest("cats64"), id: MODEL });
  const bytes = (text: string) => new TextEncoder().encode(text);
  const files = new Map([
    ["model.json", bytes(json)],
    [IMPORT_RECORD, bytes(JSON.stringify({ file: "1000_G.pth" }))],
  ]);
  await saveModel(files, new URL(`${MODEL}/`, models));
  expect(await savedModels(models)).toMatchObject([{ id: MODEL, file: "1000_G.pth" }]);
});
