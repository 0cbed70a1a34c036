/** TensorFlow.js: `model.json` with a manifest of weights, and the shards that hold them. */
import * as v from "valibot";
import { LensError } from "../../../model/errors";
import { allFinite, MAX_TENSORS } from "../../../model/formats/safetensors";
import type { ByteSource, Checkpoint, CheckpointValue, Dtype, StoredTensor } from "../../checkpoint";
import { countOf, isShape, rowMajor } from "../layout";
import { NUMBER_BYTES } from "../numbers";
import { malformed, type Reading, shown } from "../reading";
import { partOf } from "../sources";
import { storedTensor } from "../stored";

const KINDS: Readonly<Record<string, Dtype>> = {
  float32: "F32",
  float16: "F16",
  int32: "I32",
  uint8: "U8",
  uint16: "U16",
  bool: "BOOL",
};

const weightSchema = v.object({
  name: v.string(),
  shape: v.array(v.number()),
  dtype: v.string(),
  quantization: v.optional(
    v.object({
      dtype: v.string(),
      scale: v.optional(v.pipe(v.number(), v.finite())),
      min: v.optional(v.pipe(v.number(), v.finite())),
    }),
  ),
});
type Weight = v.InferOutput<typeof weightSchema>;

const modelSchema = v.object({
  weightsManifest: v.array(v.object({ paths: v.array(v.string()), weights: v.array(weightSchema) })),
});

/**
 * Reads a model's weights from the files that were given together.
 * @param reading of `model.json`, whose content `json` is
 * @param others the other files; shards are found among them by their names
 * @throws LensError `checkpoint-shard` with the name of the first missing one
 */
export async function readTfjs(
  reading: Reading,
  json: { readonly weightsManifest: unknown },
  others: readonly Reading[],
): Promise<Checkpoint> {
  const { source, where } = reading;
  refuseFlood(where, json.weightsManifest);
  const parsed = v.safeParse(modelSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw malformed(where, `${v.getDotPath(issue) ?? "weightsManifest"}: ${issue.message}`);
  }
  const tensors = new Map<string, CheckpointValue>();
  const used = new Set<string>();
  for (const group of parsed.output.weightsManifest) {
    const shards = group.paths.map((path) => shardOf(where, path, others));
    for (const { source: shard } of shards) {
      if (used.has(shard.name)) throw malformed(where, `two parts of its manifest name ${shard.name}`);
      used.add(shard.name);
    }
    readGroup(reading, group.weights, joined(shards.map((shard) => shard.source)), tensors);
  }
  return { name: source.name, format: "tfjs", root: { kind: "dict", entries: tensors } };
}

/** Checked before the schema is, which takes its time for each weight. */
function refuseFlood(where: string, groups: unknown): void {
  let count = 0;
  for (const group of Array.isArray(groups) ? groups : []) {
    for (const list of [group?.paths, group?.weights]) count += Array.isArray(list) ? list.length : 0;
    if (++count > MAX_TENSORS)
      throw malformed(where, `its manifest names more than ${MAX_TENSORS} weights and files`);
  }
}

/**
 * A file that another names, among those that were given. They are chosen by a person, so only their own names are known, not their folders.
 * @throws LensError `checkpoint-shard`
 */
export function shardOf(where: string, path: string, others: readonly Reading[]): Reading {
  const file = path.slice(path.lastIndexOf("/") + 1);
  const shard = others.find(({ source }) => source.name.slice(source.name.lastIndexOf("/") + 1) === file);
  if (!shard) throw new LensError("checkpoint-shard", { where, file: shown(path) });
  return shard;
}

/** Several sources as one. */
function joined(parts: readonly ByteSource[]): ByteSource {
  if (parts.length === 1) return parts[0];
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  return {
    name: parts[0]?.name ?? "",
    size,
    async read(from, to) {
      const pieces: Uint8Array[] = [];
      let start = 0;
      for (const part of parts) {
        const [begin, end] = [Math.max(from, start) - start, Math.min(to, start + part.size) - start];
        if (begin < end) pieces.push(await part.read(begin, end));
        start += part.size;
      }
      if (pieces.length === 1) return pieces[0];
      const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
      let filled = 0;
      for (const piece of pieces) {
        bytes.set(piece, filled);
        filled += piece.length;
      }
      return bytes;
    },
  };
}

/** The weights of a group lie one after the other in its shards. */
function readGroup(
  reading: Reading,
  weights: readonly Weight[],
  bytes: ByteSource,
  tensors: Map<string, CheckpointValue>,
): void {
  const { where } = reading;
  let at = 0;
  for (const weight of weights) {
    const { name, shape } = weight;
    if (tensors.has(name)) throw malformed(where, `it has two weights of the name ${name}`);
    const kind = weight.quantization?.dtype ?? weight.dtype;
    const dtype = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    if (!dtype) throw new LensError("checkpoint-dtype", { where, tensor: shown(name), dtype: shown(kind) });
    const count = isShape(shape) ? countOf(shape) : undefined;
    if (count === undefined) throw malformed(where, `weight ${name} has an impossible shape`);
    const end = at + count * NUMBER_BYTES[dtype];
    if (end > bytes.size)
      throw malformed(where, `weight ${name} ends at byte ${end} of the ${bytes.size} in its shards`);
    tensors.set(name, weightAt(reading, weight, dtype, bytes, at));
    at = end;
  }
  if (at !== bytes.size) throw malformed(where, `its shards have ${bytes.size} bytes, and its weights ${at}`);
}

function weightAt(
  reading: Reading,
  { name, shape, quantization }: Weight,
  dtype: Dtype,
  bytes: ByteSource,
  at: number,
): StoredTensor {
  const size = (countOf(shape) ?? 0) * NUMBER_BYTES[dtype];
  const own = partOf(bytes, at, size);
  const stored = storedTensor(reading, {
    name,
    shape,
    strides: rowMajor(shape),
    encoding: { dtype, littleEndian: true },
    offset: 0,
    // What lies in two shards is put together first.
    held: size,
    bytes: async () => own,
  });
  if (quantization === undefined || dtype === "F16") return stored;
  const { scale, min } = quantization;
  if (scale === undefined || min === undefined) {
    throw malformed(reading.where, `weight ${name} is quantized, without scale and min`);
  }
  return {
    ...stored,
    dtype: "F32",
    async read() {
      const numbers = await stored.read();
      for (let i = 0; i < numbers.length; i++) numbers[i] = numbers[i] * scale + min;
      if (allFinite(numbers)) return numbers;
      throw new LensError("tensor-not-finite", { where: reading.where, tensor: shown(name) });
    },
  };
}
