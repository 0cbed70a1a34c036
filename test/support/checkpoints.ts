/** The checkpoints of `test/fixtures/checkpoints`, and their tensors as a reader gives them. */
import { readdirSync, readFileSync } from "node:fs";
import type { ByteSource, Checkpoint, CheckpointValue, StoredTensor } from "../../src/importing/checkpoint";
import { openCheckpoint } from "../../src/importing/readers/open";
import { memorySource } from "../../src/importing/readers/sources";
import { projectPath } from "./files";

const FOLDER = "test/fixtures/checkpoints";

/** Tensors of a checkpoint by their path, with what torch or numpy say that they hold. */
export type ExpectedTensors = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>
>;

/** By the file's name. */
export function expectedCheckpoints(): Readonly<Record<string, ExpectedTensors>> {
  return JSON.parse(readFileSync(projectPath(`${FOLDER}/expected.json`), "utf8"));
}

export function checkpointBytes(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(projectPath(`${FOLDER}/${name}`)));
}

/** The sources of a fixture: of TensorFlow.js all files of its folder. */
export function checkpointSources(name: string): ByteSource[] {
  const folder = name.includes("/") ? name.slice(0, name.indexOf("/") + 1) : "";
  const names = folder
    ? readdirSync(projectPath(`${FOLDER}/${folder}`)).map((file) => folder + file)
    : [name];
  return names.map((file) => memorySource(file.slice(folder.length), checkpointBytes(file)));
}

/** Opens bytes under a name. */
export function openBytes(name: string, bytes: Uint8Array): Promise<Checkpoint> {
  return openCheckpoint([memorySource(name, bytes)]);
}

/** All tensors by their path: keys and places joined by points. */
export function tensorsOf(value: CheckpointValue, path = ""): Map<string, StoredTensor> {
  if (typeof value !== "object" || value === null) return new Map();
  if (value.kind === "tensor") return new Map([[path, value]]);
  const children = value.kind === "dict" ? [...value.entries] : [...value.items.entries()];
  return new Map(
    children.flatMap(([key, child]) => [
      ...tensorsOf(child as CheckpointValue, path ? `${path}.${key}` : String(key)),
    ]),
  );
}
