/** Checkpoints in memory, made from others: renamed, wrapped, with tensors taken out or put in. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type {
  Checkpoint,
  CheckpointDict,
  CheckpointValue,
  StoredTensor,
} from "../../src/importing/checkpoint";
import { flatten } from "../../src/importing/flatten";
import { openCheckpoint } from "../../src/importing/readers/open";
import { memorySource } from "../../src/importing/readers/sources";
import { projectPath } from "./files";

export type Tensors = readonly (readonly [string, StoredTensor])[];

/** A peer of `test/peers`. */
export function openPeer(path: string): Promise<Checkpoint> {
  const file = projectPath(`test/peers/${path}`);
  return openCheckpoint([memorySource(basename(file), new Uint8Array(readFileSync(file)))]);
}

/** The tensors of a file by their names inside one of its dictionaries, in its order. */
export function tensorsIn(checkpoint: Checkpoint, prefix = ""): Tensors {
  return flatten(checkpoint)
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, tensor }) => [name.slice(prefix.length), tensor] as const);
}

export function dict(entries: Iterable<readonly [string, CheckpointValue]>): CheckpointDict {
  return { kind: "dict", entries: new Map(entries) };
}

export function checkpointOf(root: CheckpointDict, name = "made.pth"): Checkpoint {
  return { name, format: "torch-zip", root };
}

/** Numbers that a test makes up. */
export function made(shape: readonly number[], fill: (at: number) => number = Math.sin): StoredTensor {
  const count = shape.reduce((product, side) => product * side, 1);
  const read = async () => Float32Array.from({ length: count }, (_, at) => fill(at));
  return { kind: "tensor", shape, dtype: "F32", bytes: count * 4, read };
}
