import { readFileSync } from "node:fs";
import * as v from "valibot";
import { expect, it } from "vitest";
import { modelId } from "../../src/model/formats/model-id";
import { savedFiles, saveModel } from "../../src/model/storage/save-model";
import {
  importedId,
  isSavedId,
  learnedId,
  modelSource,
  removeModel,
  savedModels,
} from "../../src/model/storage/saved-models";

const models = new URL("https://lens.example/models/");
const manifest = readFileSync("public/models/cats64/model.json", "utf8");

it.each([
  ["1000_G.pth", "mine-1000-g-abcdef"],
  ["model=G-current-weights-step=2000.pth", "mine-model-g-current-weights-step-2000-abcdef"],
  ["생성기.pth", "mine-model-abcdef"],
  ["....", "mine-model-abcdef"],
  [`${"x".repeat(300)}.pth`, `mine-${"x".repeat(40)}-abcdef`],
])("%s gives an id that a model may have", (file, id) => {
  expect(importedId(file, "abcdef0123")).toBe(id);
  expect(v.is(modelId, id)).toBe(true);
});

it("knows its own ids", () => {
  expect([importedId("a.pth", "123456"), learnedId("faces", 1, 2)].every(isSavedId)).toBe(true);
  expect(isSavedId("cats64")).toBe(false);
});

it("without storage saves a model as long as the page, lists it and removes it", async () => {
  const folder = new URL("mine-a-123456/", models);
  const json = JSON.stringify({ ...JSON.parse(manifest), id: "mine-a-123456" });
  const files = new Map([
    ["model.json", new TextEncoder().encode(json)],
    ["generator.safetensors", Uint8Array.of(1, 2, 3)],
  ]);
  expect(await saveModel(files, folder)).toBe(false);
  expect((await savedModels(models)).map(({ id }) => id)).toEqual(["mine-a-123456"]);
  const answer = await modelSource(folder).read?.(new URL("generator.safetensors", folder), {});
  expect(new Uint8Array((await answer?.arrayBuffer()) ?? [])).toEqual(Uint8Array.of(1, 2, 3));
  const saved = [...((await savedFiles(folder)) ?? [])].map(
    async ([path, blob]) => [path, new Uint8Array(await blob.arrayBuffer())] as const,
  );
  expect(new Map(await Promise.all(saved))).toEqual(files);
  await removeModel(folder);
  expect(await savedModels(models)).toEqual([]);
  expect(await savedFiles(folder)).toBeUndefined();
});
