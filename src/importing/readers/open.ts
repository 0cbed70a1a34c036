/** Opens a checkpoint of any format: told by its bytes, never by its name. */
import { LensError } from "../../model/errors";
import type { ByteSource, Checkpoint } from "../checkpoint";
import { type FileKind, kindOf } from "./kind";
import { guarded, type Reading, type ReadingOptions, watch } from "./reading";
import { readSafetensorsFile } from "./safetensors";
import { readTorchZip, torchFolder } from "./torch-zip";
import { openZip } from "./zip";

interface Given {
  readonly reading: Reading;
  readonly kind: FileKind | undefined;
}

/** Archives in archives: a zip in a tar in a gzip is one, and a file of PyTorch's is a zip by itself. */
const MOST_LAYERS = 3;

/**
 * Opens the files of one checkpoint: one file, the shards of one with or without their `index.json`, or a TensorFlow.js `model.json` and its
 * shards, in any order; also inside of a zip, tar or gzip file. Names, shapes and scalars are read at once, numbers when a tensor's
 * `read` is called; the files must stay readable until then. No code of a file is ever run.
 * @param options the signal and the progress go on to hold for every tensor that is read later
 * @throws LensError `cancelled`, `file-unreadable`, or what is wrong with the file: a code that begins with `checkpoint-`
 */
export async function openCheckpoint(
  files: readonly ByteSource[],
  options: ReadingOptions = {},
): Promise<Checkpoint> {
  if (files.length === 0) throw new LensError("checkpoint-files", { files: "—" });
  const readings = watch(files, options);
  return guarded(readings[0].where, () => openTogether(readings, 0));
}

/** @param layers archives around these files */
async function openTogether(readings: readonly Reading[], layers: number): Promise<Checkpoint> {
  const given: Given[] = [];
  for (const reading of readings) given.push({ reading, kind: await kindOf(reading.source) });
  const broken = given.find(({ kind }) => kind === "lfs" || kind === "page" || kind === "empty");
  if (broken) throw await refusal(broken);
  const open = (reading: Reading) => openTogether([reading], layers + 1);
  const models = given.filter(({ kind }) => kind === "json");
  if (models.length === 1) {
    const [{ reading }] = models;
    const { readDescribed } = await import("./several/described");
    return readDescribed(
      reading,
      readings.filter((other) => other !== reading),
      open,
    );
  }
  const foreign = given.find(({ kind }) => kind === "tensorflow");
  if (foreign) throw await refusal(foreign);
  if (isSharded(readings) && layers < MOST_LAYERS) {
    const { readShards } = await import("./several/sharded");
    return readShards(readings, open);
  }
  if (given.length > 1) throw new LensError("checkpoint-files", { files: listOf(readings) });
  return openOne(given[0], layers);
}

/** Whether files are parts of one checkpoint, by the names that those who split it give. One part of several is, too. */
function isSharded(readings: readonly Reading[]): boolean {
  return readings.every(
    ({ source }) => !/-0*1-of-0*1\./.test(source.name) && /-\d{5}-of-\d{5}\.\w+$/.test(source.name),
  );
}

async function openOne(given: Given, layers: number): Promise<Checkpoint> {
  const { reading, kind } = given;
  switch (kind) {
    case "safetensors":
      return readSafetensorsFile(reading);
    case "torch-legacy":
      return (await import("./torch-legacy")).readTorchLegacy(reading);
    case "zip":
      return openZipped(given, layers);
    case "hdf":
      return (await import("./hdf/hdf")).readHdf(reading);
    case "tar":
    case "gzip":
      return openArchive(given, layers);
    default:
      throw await refusal(given);
  }
}

async function openZipped(given: Given, layers: number): Promise<Checkpoint> {
  const { reading } = given;
  const entries = await openZip(reading);
  const folder = torchFolder(entries);
  if (folder !== undefined) return readTorchZip(reading, entries, folder);
  if (isNpz(entries)) return (await import("./npz")).readNpz(reading, entries);
  return openArchive(given, layers);
}

/** Whether a zip file is one of arrays. */
function isNpz(entries: ReadonlyMap<string, unknown>): boolean {
  return [...entries.keys()].some((name) => name.endsWith(".npy"));
}

async function openArchive({ reading, kind }: Given, layers: number): Promise<Checkpoint> {
  if (layers >= MOST_LAYERS) throw new LensError("checkpoint-unknown", { where: reading.where });
  const { openInside } = await import("./several/archive");
  return openInside(reading, kind === "zip" || kind === "tar" ? kind : "gzip", (inside) =>
    openTogether(inside, layers + 1),
  );
}

async function refusal({ reading: { where, source }, kind }: Given): Promise<LensError> {
  if (kind === "tensorflow" || /\.data-\d{5}-of-\d{5}$/.test(source.name)) {
    const prefix = where.replace(/\.(index|meta|data-\d{5}-of-\d{5})$/, "");
    return new LensError("checkpoint-tensorflow", { where, prefix });
  }
  switch (kind) {
    case "packed":
      return new LensError("checkpoint-packed", { where });
    case "onnx":
    case "pickle":
    case "lfs":
    case "page":
    case "empty":
      return new LensError(`checkpoint-${kind}`, { where });
    default:
      return new LensError("checkpoint-unknown", { where });
  }
}

function listOf(readings: readonly Reading[]): string {
  const names = readings.slice(0, 5).map(({ where }) => where);
  return [...names, ...(readings.length > 5 ? ["…"] : [])].join(", ");
}
