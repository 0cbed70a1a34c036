/** A checkpoint that was split into several files: `model-00001-of-00002.safetensors` and so on, with or without their `index.json`. */
import { LensError } from "../../../model/errors";
import { MAX_TENSORS } from "../../../model/formats/safetensors";
import type { Checkpoint, CheckpointValue, UnreadObject } from "../../checkpoint";
import { malformed, type Reading } from "../reading";
import { shardOf } from "./tfjs";

type Open = (shard: Reading) => Promise<Checkpoint>;

/**
 * The tensors that an index names, each from its file.
 * @param map file by tensor
 * @throws LensError `checkpoint-shard` with the first missing file; `checkpoint-malformed` for an index that does not fit
 */
export async function readIndexed(
  { source, where }: Reading,
  map: unknown,
  others: readonly Reading[],
  open: Open,
): Promise<Checkpoint> {
  const named = typeof map === "object" && map !== null ? Object.entries(map) : [];
  if (named.length > MAX_TENSORS) throw malformed(where, `it names more than ${MAX_TENSORS} tensors`);
  const tensors = new Map<string, CheckpointValue>();
  const opened = new Map<Reading, Checkpoint>();
  for (const [tensor, file] of named) {
    if (typeof file !== "string") throw malformed(where, `it names no file for ${tensor}`);
    const shard = shardOf(where, file, others);
    const checkpoint = opened.get(shard) ?? (await open(renamed(shard)));
    opened.set(shard, checkpoint);
    const value = checkpoint.root.entries.get(tensor);
    if (value === undefined) throw malformed(where, `${file} lacks ${tensor}`);
    tensors.set(tensor, value);
  }
  if (tensors.size === 0) throw malformed(where, "it names no tensors");
  return joined(source.name, tensors, [...opened.values()]);
}

/**
 * Files that are parts of one checkpoint by their names.
 * @throws LensError `checkpoint-shard` with the first missing one; `checkpoint-files` where they are parts of several
 */
export async function readShards(readings: readonly Reading[], open: Open): Promise<Checkpoint> {
  const [first] = readings;
  const { before, count, after } = partsOf(first.source.name);
  const tensors = new Map<string, CheckpointValue>();
  const opened: Checkpoint[] = [];
  for (let number = 1; number <= count; number++) {
    const file = `${before}-${`${number}`.padStart(5, "0")}-of-${`${count}`.padStart(5, "0")}${after}`;
    // Under any folder, as with an index.
    const shard = shardOf(first.where, file, readings);
    const checkpoint = await open(renamed(shard));
    opened.push(checkpoint);
    for (const [name, value] of checkpoint.root.entries) {
      if (tensors.has(name)) throw malformed(shard.where, `two of its shards have a tensor ${name}`);
      tensors.set(name, value);
    }
  }
  if (readings.length > count) {
    throw new LensError("checkpoint-files", { files: readings.map(({ where }) => where).join(", ") });
  }
  return joined(`${before}${after}`.replace(/^.*\//, ""), tensors, opened);
}

function partsOf(name: string) {
  const [, before = "", count = "1", after = ""] = /^(.*)-\d{5}-of-(\d{5})(\.\w+)$/.exec(name) ?? [];
  return { before, count: Number(count), after };
}

/** By itself, a shard is opened like any file: its name must not say that there are others. */
function renamed(shard: Reading): Reading {
  return { ...shard, source: { ...shard.source, name: shard.source.name.replace(/-of-\d{5}/, "") } };
}

function joined(
  name: string,
  entries: ReadonlyMap<string, CheckpointValue>,
  shards: readonly Checkpoint[],
): Checkpoint {
  const unread: UnreadObject[] = shards.flatMap((shard) => [...(shard.unread ?? [])]);
  return { name, format: shards[0].format, root: { kind: "dict", entries }, unread };
}
