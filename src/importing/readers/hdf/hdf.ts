/**
 * HDF5, as nnabla and Keras write it: groups, and datasets of numbers that lie in one piece. No library reads it in parts, with bounds:
 * those that there are hold the whole file or bring the C library as WebAssembly.
 */
import { LensError } from "../../../model/errors";
import { MAX_TENSORS } from "../../../model/formats/safetensors";
import type { Checkpoint, CheckpointValue, StoredTensor, UnreadObject } from "../../checkpoint";
import { countOf, isShape, rowMajor } from "../layout";
import { type Encoding, NUMBER_BYTES } from "../numbers";
import { numpyDtype } from "../numpy-pickle";
import { malformed, type Reading, shown } from "../reading";
import { memorySource, partOf } from "../sources";
import { storedTensor } from "../stored";
import { HdfFile, type HdfPart } from "./bytes";
import { linksOf, MESSAGE, type Message, messagesOf, rootOf, unread } from "./objects";

/** Groups in groups. */
const MAX_DEPTH = 32;
const SCALAR_VERSION = 2;
const NULL_SPACE = 2;

/** @throws LensError `checkpoint-malformed`; `checkpoint-hdf` with the `part` of the format that is not read */
export async function readHdf(reading: Reading): Promise<Checkpoint> {
  const file = new HdfFile(reading);
  const tensors = new Map<string, CheckpointValue>();
  const left: UnreadObject[] = [];
  const seen = new Set<number>();

  const visit = async (address: number, path: string, depth: number): Promise<void> => {
    if (depth > MAX_DEPTH) throw malformed(file.where, `something in it is nested ${MAX_DEPTH} deep`);
    // A second name of an object, or a circle of groups.
    if (seen.has(address)) return;
    seen.add(address);
    if (seen.size > MAX_TENSORS) throw malformed(file.where, `it has more than ${MAX_TENSORS} objects`);
    const messages = await messagesOf(file, address);
    const links = await linksOf(file, messages);
    for (const { name, target } of links ?? []) {
      if (target !== undefined) await visit(target, path === "" ? name : `${path}/${name}`, depth + 1);
    }
    if (links) return;
    const found = datasetOf(reading, file, messages, path);
    if (typeof found === "string") left.push({ name: shown(path), type: found });
    else tensors.set(path, found);
  };
  await visit(await rootOf(file), "", 0);
  return { name: reading.source.name, format: "hdf", root: { kind: "dict", entries: tensors }, unread: left };
}

/** A dataset of numbers; of any other the kind of object that is not read. */
function datasetOf(
  reading: Reading,
  file: HdfFile,
  messages: readonly Message[],
  name: string,
): StoredTensor | string {
  const message = (wanted: number) => messages.find(({ type }) => type === wanted);
  const [space, type, layout] = [MESSAGE.dataspace, MESSAGE.datatype, MESSAGE.layout].map(message);
  if (!space || !type || !layout) return "HDF5 object";
  if ([space, type, layout].some(({ isShared }) => isShared)) return "HDF5 dataset of a named type";
  const encoding = encodingOf(type.data);
  const shape = shapeOf(space.data);
  if (!encoding || !shape) return "HDF5 dataset without numbers";
  const count = isShape(shape) ? countOf(shape) : undefined;
  if (count === undefined) throw malformed(file.where, `dataset ${name} has an impossible shape`);
  const size = count * NUMBER_BYTES[encoding.dtype];
  const bytes = message(MESSAGE.filters) ? undefined : placeOf(reading, layout.data, size);
  return storedTensor(reading, {
    name,
    shape,
    strides: rowMajor(shape),
    encoding,
    offset: 0,
    bytes: async () => {
      // Only when it is needed: a file of which the generator is plain may have more.
      if (!bytes) throw unread(file, `${shown(name)}, which is in chunks or packed`);
      if (bytes.size < size) {
        throw new LensError("checkpoint-malformed", {
          where: file.where,
          problem: `dataset ${shown(name)} has ${bytes.size} of its ${size} bytes`,
        });
      }
      return bytes;
    },
  });
}

/** `undefined` where it has no number of elements at all. */
function shapeOf(space: HdfPart): readonly number[] | undefined {
  const version = space.number(1);
  const rank = space.number(1);
  space.skip(1);
  if (version !== SCALAR_VERSION) space.skip(5);
  else if (space.number(1) === NULL_SPACE) return undefined;
  return Array.from({ length: rank }, () => space.number(8));
}

/** Whole numbers, and floating-point numbers as machines have them; `undefined` of all others. */
function encodingOf(type: HdfPart): Encoding | undefined {
  const kind = type.number(1) & 15;
  const flags = type.number(1);
  type.skip(2);
  const size = type.number(4);
  const letter = kind === 1 ? "f" : flags & 8 ? "i" : "u";
  // Bit 6 marks the byte order of VAX.
  if (kind > 1 || (kind === 1 && flags & 0x40)) return undefined;
  const dtype = numpyDtype(`${letter}${size}`);
  // Where the exponent begins in IEEE's numbers; bfloat16, for one, has another.
  type.skip(4);
  const exponent = kind === 1 ? type.number(1) : 0;
  if (!dtype || (kind === 1 && exponent !== { F16: 10, F32: 23, F64: 52 }[dtype as "F16"])) return undefined;
  return { dtype, littleEndian: (flags & 1) === 0 };
}

/** Where the numbers lie; `undefined` where they are not in one piece. */
function placeOf(reading: Reading, layout: HdfPart, size: number) {
  const version = layout.number(1);
  if (version < 3 || version > 4) return undefined;
  const kind = layout.number(1);
  if (kind === 0) {
    const held = layout.number(2);
    const from = layout.skip(held);
    return memorySource(reading.source.name, layout.bytes.slice(from, from + held));
  }
  if (kind !== 1) return undefined;
  const address = layout.address();
  const held = layout.number(8);
  if (address === undefined) return memorySource(reading.source.name, new Uint8Array(0));
  return partOf(reading.source, address, Math.min(held, size));
}
