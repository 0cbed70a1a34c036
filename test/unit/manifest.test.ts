import { expect, test } from "vitest";
import type { LensError } from "../../src/model/errors";
import { parseManifest } from "../../src/model/formats/manifest";
import { readManifest } from "../support/files";

const good = readManifest("cats64");

/** The error that a manifest with one field changed gives. */
function refusal(path: string, value: unknown): LensError {
  const copy = structuredClone(good) as unknown as Record<string, unknown>;
  const steps = path.split(".");
  const last = steps.pop() as string;
  const parent = steps.reduce((at, step) => at[step] as Record<string, unknown>, copy);
  parent[last] = value;
  try {
    parseManifest(JSON.stringify(copy), "model.json");
  } catch (error) {
    return error as LensError;
  }
  throw new Error("it was accepted");
}

test("the shipped manifest is accepted", () => {
  expect(good.id).toBe("cats64");
  expect(good.generator.layers.filter((layer) => layer.type === "attention")).toHaveLength(1);
});

/** Path of the field, and the value put there; undefined removes it. */
const WRONG: [string, unknown][] = [
  ["format", "other"],
  ["version", 2],
  ["latent.size", "128"],
  ["image.channels", 4],
  ["generator.weights.sha256", "abc"],
  ["generator.weights.bytes", -1],
  ["generator.weights.path", "../../secret"],
  ["generator.weights.path", "/etc/passwd"],
  ["generator.layers.1.main.3.padding", 0.5],
  ["generator.layers.4.keyPooling", 3],
  ["generator.layers.2.type", "magic"],
  ["golden", undefined],
];

test.each(WRONG)("a wrong %s (%s) is refused by its path", (path, value) => {
  const error = refusal(path, value);
  expect(error.code).toBe("manifest-field");
  expect(error.details.path).toBe(path);
});

test("text that is not JSON is told so", () => {
  expect(() => parseManifest("<!doctype html>", "model.json")).toThrow(/manifest-not-json/);
});
