/** Opens a checkpoint of any format: told by its bytes, never by its name. */
import { LensError } from "../../model/errors";
import type { ByteSource, Checkpoint } from "../checkpoint";
import { type FileKind, kindOf } from "./kind";
import { isNpz, readNpz } from "./npz";
import { guarded, type Reading, type ReadingOptions, watch } from "./reading";
import { readSafetensorsFile } from "./safetensors";
import { readTfjs } from "./tfjs";
import { readTorchLegacy } from "./torch-legacy";
import { readTorchZip, torchFolder } from "./torch-zip";
import { openZip } from "./zip";

interface Given {
  readonly reading: Reading;
  readonly kind: FileKind | undefined;
}

/**
 * Opens the files of one checkpoint: one file, or a TensorFlow.js `model.json` and its shards in any order. Names, shapes and scalars
 * are read at once, numbers when a tensor's `read` is called; the files must stay readable until then. No code of a file is ever run.
 * @param options the signal and the progress go on to hold for every tensor that is read later
 * @throws LensError `cancelled`, `file-unreadable`, or what is wrong with the file: a code that begins with `checkpoint-`
 */
export async function openCheckpoint(
  files: readonly ByteSource[],
  options: ReadingOptions = {},
): Promise<Checkpoint> {
  if (files.length === 0) throw new LensError("checkpoint-files", { files: "—" });
  const readings = watch(files, options);
  return guarded(readings[0].where, async () => {
    const given: Given[] = [];
    for (const reading of readings) given.push({ reading, kind: await kindOf(reading.source) });
    const models = given.filter(({ kind }) => kind === "json");
    if (models.length === 1) {
      const [{ reading }] = models;
      return readTfjs(
        reading,
        readings.filter((other) => other !== reading),
      );
    }
    const foreign = given.find(({ kind }) => kind === "tensorflow");
    if (foreign) throw refusal(foreign);
    if (given.length > 1) throw new LensError("checkpoint-files", { files: listOf(readings) });
    return readOne(given[0]);
  });
}

function readOne(given: Given): Promise<Checkpoint> {
  const { reading } = given;
  switch (given.kind) {
    case "safetensors":
      return readSafetensorsFile(reading);
    case "torch-legacy":
      return readTorchLegacy(reading);
    case "zip":
      return readZip(reading);
    default:
      throw refusal(given);
  }
}

async function readZip(reading: Reading): Promise<Checkpoint> {
  const entries = await openZip(reading);
  const folder = torchFolder(entries);
  if (folder !== undefined) return readTorchZip(reading, entries, folder);
  if (isNpz(entries)) return readNpz(reading, entries);
  // Keras 3 keeps HDF5 in a zip.
  const keras = [...entries.keys()].some((name) => name.endsWith(".h5"));
  throw new LensError(keras ? "checkpoint-hdf" : "checkpoint-unknown", { where: reading.where });
}

function refusal({ reading: { where, source }, kind }: Given): LensError {
  if (kind === "tensorflow" || /\.data-\d{5}-of-\d{5}$/.test(source.name)) {
    const prefix = where.replace(/\.(index|meta|data-\d{5}-of-\d{5})$/, "");
    return new LensError("checkpoint-tensorflow", { where, prefix });
  }
  if (kind === "hdf" || kind === "onnx" || kind === "pickle") {
    return new LensError(`checkpoint-${kind}`, { where });
  }
  return new LensError("checkpoint-unknown", { where });
}

function listOf(readings: readonly Reading[]): string {
  const names = readings.slice(0, 5).map(({ where }) => where);
  return [...names, ...(readings.length > 5 ? ["…"] : [])].join(", ");
}
