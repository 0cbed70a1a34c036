/** What a PyTorch pickle built, as a checkpoint: shared by the zip and the legacy format. */
import { LensError } from "../../model/errors";
import type {
  ByteSource,
  Checkpoint,
  CheckpointList,
  CheckpointValue,
  StoredTensor,
  UnreadObject,
} from "../checkpoint";
import { columnMajor, rowMajor } from "./layout";
import { NumpyArray } from "./numpy-pickle";
import {
  PickleDict,
  PickleGlobal,
  PickleList,
  PickleOpaque,
  PickleUnread,
  type PickleValue,
} from "./pickle/values";
import { malformed, type Reading, shown } from "./reading";
import { memorySource } from "./sources";
import { storedTensor } from "./stored";
import { type TorchStorage, TorchTensor } from "./torch-pickle";

/** Lists in lists; checkpoints have five or so. */
const MAX_DEPTH = 64;
/** Values when each is counted as often as it is used: a list of one list, ten times over, doubled twenty times, is short in the file. */
const MAX_VALUES = 1_000_000;

/** Where the numbers of a storage lie. */
export interface StorageBytes {
  /** Bytes that are held while they are read, because they had to be inflated. */
  readonly held: number;
  bytes(): Promise<ByteSource>;
}

export interface Storages {
  readonly littleEndian: boolean;
  /** @throws LensError where the file lacks the storage, or has it in another size than the tensors believe */
  find(storage: TorchStorage): StorageBytes;
}

/**
 * The root of a checkpoint, and the objects in it that are not read.
 * @throws LensError `checkpoint-malformed` where it is no dictionary, holds itself, or is nested or repeated beyond measure;
 * `checkpoint-global` where weights lie inside of an object that is not read
 */
export function torchRoot(
  reading: Reading,
  root: PickleValue,
  storages: Storages,
): Pick<Checkpoint, "root" | "unread"> {
  const conversion = new Conversion(reading, storages);
  const { value } = conversion.convert(root, "", 0);
  // The weights, whatever they are, would need it.
  if (root instanceof PickleUnread) throw unreadable(reading, root);
  if (typeof value === "object" && value !== null) {
    const { unread } = conversion;
    if (value.kind === "dict") return { root: value, unread };
    // A bare tensor or list is kept, so that a message can say what the file has.
    return { root: { kind: "dict", entries: new Map([["", value]]) }, unread };
  }
  throw malformed(reading.where, "it holds a single value where a dictionary of tensors is needed");
}

/** What lies directly inside of a value. */
export function insideOf(value: PickleValue): Iterable<PickleValue> {
  if (value instanceof PickleDict) return value.entries.values();
  if (value instanceof PickleList) return value.items;
  return value instanceof PickleUnread ? value.given : [];
}

/** Weights inside of an object of an unknown class. */
function unreadable({ where }: Reading, { name }: PickleUnread): LensError {
  return new LensError("checkpoint-global", { where, name: shown(name) });
}

/** Whether weights were given to an object that is not read. A single number is none, nor are lists of NumPy's, such as random states. */
function holdsWeights(unread: PickleUnread): boolean {
  const seen = new Set<PickleValue>();
  const waiting: PickleValue[] = [unread];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (value instanceof TorchTensor && value.shape.length > 0) return true;
    if (value instanceof NumpyArray && value.shape.length > 1) return true;
    if (seen.has(value)) continue;
    seen.add(value);
    for (const item of insideOf(value)) waiting.push(item);
  }
  return false;
}

interface Converted {
  readonly value: CheckpointValue;
  readonly values: number;
}

class Conversion {
  readonly #reading: Reading;
  readonly #storages: Storages;
  /** What is used twice is converted once. */
  readonly #done = new Map<object, Converted>();
  /** Objects of which only the class is known. */
  readonly unread: UnreadObject[] = [];

  constructor(reading: Reading, storages: Storages) {
    this.#reading = reading;
    this.#storages = storages;
  }

  convert(value: PickleValue, path: string, depth: number): Converted {
    if (value === null || typeof value !== "object") return { value, values: 1 };
    // What holds itself never comes to an end: it is refused by its depth.
    if (depth > MAX_DEPTH)
      throw malformed(this.#reading.where, `something in it is nested ${MAX_DEPTH} deep`);
    const known = this.#done.get(value);
    if (known) return known;
    const converted = this.#convertObject(value, path, depth);
    if (converted.values > MAX_VALUES) {
      throw malformed(this.#reading.where, `it holds more than ${MAX_VALUES} values`);
    }
    this.#done.set(value, converted);
    return converted;
  }

  #convertObject(value: object & PickleValue, path: string, depth: number): Converted {
    if (value instanceof PickleDict) return this.#dict(value, path, depth);
    if (value instanceof PickleList) return this.#list(value, path, depth);
    if (value instanceof TorchTensor) return { value: this.#tensor(value, path), values: 1 };
    if (value instanceof NumpyArray) return { value: this.#array(value, path), values: 1 };
    if (value instanceof PickleUnread) {
      if (holdsWeights(value)) throw unreadable(this.#reading, value);
      this.unread.push({ name: shown(path), type: shown(value.name) });
    }
    // Of a device, a type or settings only the name is kept; bytes are no concern of a generator.
    const named = value instanceof PickleOpaque || value instanceof PickleGlobal;
    return { value: named ? shown(value.name) : null, values: 1 };
  }

  #dict(dict: PickleDict, path: string, depth: number): Converted {
    const entries = new Map<string, CheckpointValue>();
    let values = 1;
    for (const [key, item] of dict.entries) {
      const name = String(key);
      if (entries.has(name)) throw malformed(this.#reading.where, `${path} has two entries ${name}`);
      const converted = this.convert(item, path ? `${path}.${name}` : name, depth + 1);
      entries.set(name, converted.value);
      values += converted.values;
    }
    return { value: { kind: "dict", entries }, values };
  }

  #list(list: PickleList, path: string, depth: number): Converted {
    let values = 1;
    const items = list.items.map((item, index) => {
      const converted = this.convert(item, `${path}[${index}]`, depth + 1);
      values += converted.values;
      return converted.value;
    });
    return { value: { kind: "list", items } satisfies CheckpointList, values };
  }

  #tensor(tensor: TorchTensor, name: string): StoredTensor {
    const { shape, strides, dtype, offset, storage } = tensor;
    const { held, bytes } = this.#storages.find(storage);
    const encoding = { dtype, littleEndian: this.#storages.littleEndian };
    return storedTensor(this.#reading, { name, shape, strides, encoding, offset, held, bytes });
  }

  #array(array: NumpyArray, name: string): StoredTensor {
    const { shape, dtype, littleEndian, bytes } = array;
    const strides = array.columnMajor ? columnMajor(shape) : rowMajor(shape);
    const source = memorySource(this.#reading.source.name, bytes);
    return storedTensor(this.#reading, {
      name,
      shape,
      strides,
      encoding: { dtype, littleEndian },
      offset: 0,
      held: bytes.length,
      bytes: async () => source,
    });
  }
}
