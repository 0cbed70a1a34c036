/** NPZ: a zip file of `.npy` arrays, stored or deflated. */
import type { Checkpoint, CheckpointValue } from "../checkpoint";
import { countOf } from "./layout";
import { NPY_HEAD_BYTES, readNpyHeader } from "./npy";
import { NUMBER_BYTES } from "./numbers";
import { malformed, type Reading } from "./reading";
import { partOf } from "./sources";
import { storedTensor } from "./stored";
import type { ZipEntry } from "./zip";

const SUFFIX = ".npy";
/** The usual header; a longer one is read at once more. */
const FIRST_HEAD = 128;

/** @throws LensError, as `readNpyHeader` */
export async function readNpz(reading: Reading, entries: ReadonlyMap<string, ZipEntry>): Promise<Checkpoint> {
  const { source, where } = reading;
  const tensors = new Map<string, CheckpointValue>();
  for (const entry of entries.values()) {
    if (!entry.name.endsWith(SUFFIX)) continue;
    const name = entry.name.slice(0, -SUFFIX.length);
    const { shape, strides, encoding, start } = readNpyHeader(await headOf(entry), where, name);
    const size = NUMBER_BYTES[encoding.dtype];
    const count = countOf(shape);
    if (count === undefined || start + count * size !== entry.size) {
      throw malformed(where, `array ${name} of shape [${shape}] has ${entry.size - start} bytes`);
    }
    tensors.set(
      name,
      storedTensor(reading, {
        name,
        shape,
        strides,
        encoding,
        offset: 0,
        held: entry.held,
        bytes: async () => partOf(await entry.bytes(), start, count * size),
      }),
    );
  }
  return { name: source.name, format: "npz", root: { kind: "dict", entries: tensors } };
}

/** The beginning of an array, with all of its header. */
async function headOf(entry: ZipEntry): Promise<Uint8Array> {
  const head = await entry.head(FIRST_HEAD);
  // The length of the header stands in its bytes 8 and 9; nearly every one ends within the first 128.
  const length = head.length > 9 ? head[8] + 256 * head[9] : 0;
  return length + 12 <= head.length ? head : entry.head(NPY_HEAD_BYTES);
}
