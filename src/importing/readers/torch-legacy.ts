/**
 * PyTorch files before version 1.6: five pickles (a magic number, a protocol, facts about the machine, the object, the keys of the
 * storages), then each storage's number of elements and its bytes.
 */
import type { ByteSource, Checkpoint } from "../checkpoint";
import { NUMBER_BYTES } from "./numbers";
import { PickleCutShort } from "./pickle/bytes";
import { PickleDict, PickleList, type PickleValue } from "./pickle/values";
import { malformed, type Reading } from "./reading";
import { partOf } from "./sources";
import { insideOf, torchRoot } from "./torch-checkpoint";
import { TorchTensor, unpickleTorch } from "./torch-pickle";

const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;
/** Bytes that are read at first; the pickles of a generator take some twenty thousand. */
const FIRST_WINDOW = 1 << 16;
const MAX_PICKLE_BYTES = 1 << 24;
const COUNT_BYTES = 8;

interface Place {
  readonly from: number;
  readonly size: number;
}

/** @throws LensError, as `unpickleTorch` */
export async function readTorchLegacy(reading: Reading): Promise<Checkpoint> {
  const { source, where } = reading;
  const { values, end } = await pickles(reading);
  const [magic, protocol, system, root, keys] = values;
  if (magic !== MAGIC) throw malformed(where, "its magic number is not PyTorch's");
  if (protocol !== PROTOCOL)
    throw malformed(where, `its format is ${String(protocol)}, and ${PROTOCOL} is read`);
  const littleEndian = !(system instanceof PickleDict && system.entries.get("little_endian") === false);
  if (!(keys instanceof PickleList)) throw malformed(where, "the list of its storages is missing");
  const places = await placesOf(reading, keys.items, sizesIn(root, where), end, littleEndian);
  const storages = {
    littleEndian,
    find({ key }: { readonly key: string }) {
      const place = places.get(key);
      if (!place) throw malformed(where, `the numbers of storage ${key} are missing`);
      const bytes = partOf(source, place.from, place.size);
      return { held: 0, bytes: async () => bytes };
    },
  };
  return { name: source.name, format: "torch-legacy", ...torchRoot(reading, root, storages) };
}

/** The five pickles, which do not say how long they are: more is read until they are whole. */
async function pickles(reading: Reading): Promise<{ values: PickleValue[]; end: number }> {
  const { source, where } = reading;
  const most = Math.min(source.size, MAX_PICKLE_BYTES);
  for (let window = Math.min(FIRST_WINDOW, most); ; window = Math.min(4 * window, most)) {
    const bytes = await source.read(0, window);
    try {
      const values: PickleValue[] = [];
      let end = 0;
      for (let i = 0; i < 5; i++) {
        const pickle = unpickleTorch(bytes, end, where);
        values.push(pickle.value);
        end = pickle.end;
      }
      return { values, end };
    } catch (thrown) {
      if (!(thrown instanceof PickleCutShort)) throw thrown;
      if (window === most) throw malformed(where, thrown.message);
    }
  }
}

/** Bytes of one element of each storage, from the tensors that use it. */
function sizesIn(root: PickleValue, where: string): ReadonlyMap<string, { element: number; count: number }> {
  const sizes = new Map<string, { element: number; count: number }>();
  const seen = new Set<PickleValue>();
  const waiting: PickleValue[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (seen.has(value)) continue;
    if (typeof value === "object") seen.add(value);
    for (const item of insideOf(value)) waiting.push(item);
    if (!(value instanceof TorchTensor)) continue;
    const { key, dtype, whole } = value.storage;
    const element = dtype ? NUMBER_BYTES[dtype] : 1;
    const known = sizes.get(key);
    if (known && (known.element !== element || known.count !== whole)) {
      throw malformed(where, `storage ${key} is described in two ways`);
    }
    sizes.set(key, { element, count: whole });
  }
  return sizes;
}

/** Where each storage lies: one after the other, in the order of the keys, each after its number of elements. */
async function placesOf(
  reading: Reading,
  keys: readonly PickleValue[],
  sizes: ReadonlyMap<string, { element: number; count: number }>,
  end: number,
  littleEndian: boolean,
): Promise<ReadonlyMap<string, Place>> {
  const { source, where } = reading;
  const places = new Map<string, Place>();
  let at = end;
  for (const key of keys) {
    if (typeof key !== "string") throw malformed(where, "the key of a storage is no text");
    const known = sizes.get(key);
    // A storage without a tensor cannot be stepped over, since nothing says how long its elements are.
    if (!known) throw malformed(where, `storage ${key} belongs to no tensor`);
    if (places.has(key)) throw malformed(where, `storage ${key} is there twice`);
    const count = await countAt(source, at, littleEndian);
    if (count !== BigInt(known.count)) {
      throw malformed(where, `storage ${key} has ${count} elements where its tensors need ${known.count}`);
    }
    const size = known.count * known.element;
    at += COUNT_BYTES;
    if (size > source.size - at) {
      throw malformed(where, `storage ${key} ends at byte ${at + size}, and the file at byte ${source.size}`);
    }
    places.set(key, { from: at, size });
    at += size;
  }
  return places;
}

async function countAt(source: ByteSource, at: number, littleEndian: boolean): Promise<bigint> {
  const bytes = await source.read(at, at + COUNT_BYTES);
  return new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, littleEndian);
}
