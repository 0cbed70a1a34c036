/** PyTorch files since version 1.6: a zip file with a pickle and one entry for each storage. */
import { LensError } from "../../model/errors";
import type { Checkpoint } from "../checkpoint";
import { NUMBER_BYTES } from "./numbers";
import { PickleCutShort } from "./pickle/bytes";
import { claim, malformed, type Reading } from "./reading";
import { type Storages, torchRoot } from "./torch-checkpoint";
import { type TorchStorage, unpickleTorch } from "./torch-pickle";
import type { ZipEntry } from "./zip";

const PICKLE = "data.pkl";
/** A checkpoint of ten thousand tensors has two megabytes. */
const MAX_PICKLE_BYTES = 1 << 24;

/** The folder that a PyTorch file keeps everything in, with its slash: `archive/`, or the file's own name. `undefined` in other zips. */
export function torchFolder(entries: ReadonlyMap<string, ZipEntry>): string | undefined {
  for (const name of entries.keys()) {
    const folder = name.slice(0, name.length - PICKLE.length);
    if (name === `${folder}${PICKLE}` && /^([^/]+\/)?$/.test(folder)) return folder;
  }
  return undefined;
}

/** @throws LensError, as `unpickleTorch`, and `checkpoint-torchscript` */
export async function readTorchZip(
  reading: Reading,
  entries: ReadonlyMap<string, ZipEntry>,
  folder: string,
): Promise<Checkpoint> {
  const { where, source } = reading;
  const inFolder = (name: string) => entries.get(`${folder}${name}`);
  for (const name of entries.keys()) {
    if (name === `${folder}constants.pkl` || name.startsWith(`${folder}code/`)) {
      throw new LensError("checkpoint-torchscript", { where });
    }
  }
  const { value } = unpickleWhole(await contentOf(inFolder(PICKLE)), where);
  const order = inFolder("byteorder");
  const storages: Storages = {
    littleEndian: !order || new TextDecoder().decode(await order.head(8)).trim() !== "big",
    find: (storage) => storageIn(reading, inFolder(`data/${storage.key}`), storage),
  };
  return { name: source.name, format: "torch-zip", ...torchRoot(reading, value, storages) };

  async function contentOf(entry: ZipEntry | undefined): Promise<Uint8Array> {
    if (!entry) throw malformed(where, `${PICKLE} is missing`);
    if (entry.size > MAX_PICKLE_BYTES) throw malformed(where, `its ${PICKLE} claims ${entry.size} bytes`);
    // Beside it there are the zip's directory and, of small files, all of the file.
    claim(reading, 2 * reading.total + Math.max(entry.size, entry.held), PICKLE);
    return entry.head(entry.size);
  }
}

function unpickleWhole(bytes: Uint8Array, where: string) {
  try {
    return unpickleTorch(bytes, 0, where);
  } catch (thrown) {
    if (thrown instanceof PickleCutShort) throw malformed(where, thrown.message);
    throw thrown;
  }
}

function storageIn(reading: Reading, entry: ZipEntry | undefined, storage: TorchStorage) {
  if (!entry) throw malformed(reading.where, `the numbers of storage ${storage.key} are missing`);
  const needed = storage.whole * (storage.dtype ? NUMBER_BYTES[storage.dtype] : 1);
  if (entry.size < needed) {
    throw malformed(reading.where, `storage ${storage.key} has ${entry.size} of its ${needed} bytes`);
  }
  return { held: entry.held, bytes: () => entry.bytes() };
}
