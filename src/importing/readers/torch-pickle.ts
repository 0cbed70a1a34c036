/** What PyTorch's pickles may ask for, and the tensors and storages that they build. */

import { LensError } from "../../model/errors";
import type { Dtype } from "../checkpoint";
import { HARMLESS_GLOBALS, mayBeUnread } from "./harmless";
import { countOf, extentOf, isShape } from "./layout";
import { NUMPY_GLOBALS, NumpyArray } from "./numpy-pickle";
import { PickleCutShort } from "./pickle/bytes";
import { ForbiddenGlobal, ForbiddenOpcode, type Machine, type Unpickled, unpickle } from "./pickle/machine";
import {
  type GlobalMeaning,
  PickleDict,
  PickleExtra,
  PickleFault,
  PickleGlobal,
  PickleList,
  PickleOpaque,
  type PickleValue,
} from "./pickle/values";
import { malformed, shown } from "./reading";

/** Numbers of the file under a key; several tensors may be views of one. */
export class TorchStorage extends PickleExtra {
  constructor(
    readonly key: string,
    /** `undefined` of an untyped storage, whose `count` is in bytes. */
    readonly dtype: Dtype | undefined,
    /** Elements. */
    readonly count: number,
    /** Elements of the storage `key` that come before this one: of a view in the legacy format. */
    readonly start: number,
    /** Elements of the storage `key`. */
    readonly whole: number,
  ) {
    super();
  }
}

export class TorchTensor extends PickleExtra {
  constructor(
    readonly storage: TorchStorage,
    readonly dtype: Dtype,
    /** First element, in elements of the storage `storage.key`. */
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {
    super();
  }
}

/** The type of a storage, which stands in persistent ids. */
class StorageType extends PickleExtra {
  constructor(readonly dtype: Dtype | undefined) {
    super();
  }
}

const STORAGES: Readonly<Record<string, Dtype>> = {
  DoubleStorage: "F64",
  FloatStorage: "F32",
  HalfStorage: "F16",
  BFloat16Storage: "BF16",
  LongStorage: "I64",
  IntStorage: "I32",
  ShortStorage: "I16",
  CharStorage: "I8",
  ByteStorage: "U8",
  BoolStorage: "BOOL",
};

const DTYPES: Readonly<Record<string, Dtype>> = {
  float64: "F64",
  double: "F64",
  float32: "F32",
  float: "F32",
  float16: "F16",
  half: "F16",
  bfloat16: "BF16",
  int64: "I64",
  long: "I64",
  int32: "I32",
  int: "I32",
  int16: "I16",
  short: "I16",
  int8: "I8",
  uint8: "U8",
  uint16: "U16",
  uint32: "U32",
  uint64: "U64",
  bool: "BOOL",
};

/** A dtype as a value; kept as its name in what is read. */
class TorchDtype extends PickleOpaque {
  constructor(
    name: string,
    readonly dtype: Dtype,
  ) {
    super(name);
  }
}

function globals(): ReadonlyMap<string, GlobalMeaning> {
  const all = new Map<string, GlobalMeaning>([...NUMPY_GLOBALS, ...HARMLESS_GLOBALS]);
  all.set("collections.OrderedDict", { call: orderedDict });
  all.set("torch._utils._rebuild_tensor", { call: rebuildTensor });
  all.set("torch._utils._rebuild_tensor_v2", { call: rebuildTensor });
  all.set("torch._utils._rebuild_tensor_v3", { call: rebuildTypedTensor });
  all.set("torch._utils._rebuild_parameter", { call: rebuildParameter });
  all.set("torch._utils._rebuild_device_tensor_from_numpy", { call: rebuildFromNumpy });
  all.set("torch.Size", { call: ([sizes]) => asList(sizes, "torch.Size") });
  all.set("torch.device", {
    call: (args) => new PickleOpaque(args.filter((part) => typeof part !== "object").join(":")),
  });
  for (const module of ["builtins", "__builtin__"]) {
    for (const name of ["set", "frozenset"]) {
      all.set(`${module}.${name}`, {
        call: ([items]) => new PickleList("set", [...asList(items, name).items]),
      });
    }
  }
  for (const [name, dtype] of Object.entries(STORAGES)) {
    for (const module of ["torch", "torch.cuda", "torch.storage"]) {
      all.set(`${module}.${name}`, { value: new StorageType(dtype) });
    }
  }
  for (const name of [
    "UntypedStorage",
    "_UntypedStorage",
    "TypedStorage",
    "_TypedStorage",
    "_LegacyStorage",
  ]) {
    for (const module of ["torch", "torch.storage"])
      all.set(`${module}.${name}`, { value: new StorageType(undefined) });
  }
  for (const [name, dtype] of Object.entries(DTYPES)) {
    all.set(`torch.${name}`, { value: new TorchDtype(`torch.${name}`, dtype) });
  }
  return all;
}

const TORCH_GLOBALS = globals();

function asList(value: PickleValue | undefined, of: string): PickleList {
  if (value instanceof PickleList) return value;
  throw new PickleFault(`the arguments of ${of} are not a list`);
}

/** Empty, or from a list of pairs, as Python 2 wrote it. */
function orderedDict([pairs]: readonly PickleValue[]): PickleDict {
  const dict = new PickleDict();
  if (pairs === undefined) return dict;
  for (const pair of asList(pairs, "collections.OrderedDict").items) {
    const [key, value] = asList(pair, "collections.OrderedDict").items;
    if (typeof key !== "string" || value === undefined) {
      throw new PickleFault("an entry of collections.OrderedDict is no pair with a name");
    }
    dict.entries.set(key, value);
  }
  return dict;
}

function rebuildParameter([tensor]: readonly PickleValue[]): PickleValue {
  if (tensor instanceof TorchTensor || tensor instanceof NumpyArray) return tensor;
  throw new PickleFault("a parameter is made of something that is no tensor");
}

/** `(array, dtype, device, requires_grad)`: a tensor of a device that has no storage in files (TPUs and others), as NumPy's array. */
function rebuildFromNumpy([array]: readonly PickleValue[]): NumpyArray {
  if (array instanceof NumpyArray) return array;
  throw new PickleFault("a tensor of a device is made of something that is no array");
}

/** `(storage, offset, size, stride, ...)`; what follows are gradients' flags and hooks. */
function rebuildTensor(args: readonly PickleValue[]): TorchTensor {
  const [storage] = args;
  if (!(storage instanceof TorchStorage)) throw new PickleFault("a tensor has no storage");
  if (!storage.dtype) throw new PickleFault("a tensor has a storage without a type");
  return viewOf(storage, storage.dtype, storage.count, args);
}

/** `(storage, offset, size, stride, requires_grad, hooks, dtype, ...)` over an untyped storage. */
function rebuildTypedTensor(args: readonly PickleValue[]): TorchTensor {
  const [storage, , , , , , kind] = args;
  if (!(storage instanceof TorchStorage)) throw new PickleFault("a tensor has no storage");
  if (!(kind instanceof TorchDtype)) throw new PickleFault("a tensor has no type");
  if (storage.start !== 0) throw new PickleFault("an untyped storage is a view");
  // Its count is in bytes; the file's own size is compared when it is read.
  return viewOf(storage, kind.dtype, storage.dtype ? 0 : storage.count, args);
}

function viewOf(
  storage: TorchStorage,
  dtype: Dtype,
  most: number,
  [, offset, size, stride]: readonly PickleValue[],
): TorchTensor {
  const shape = asList(size, "a tensor's size").items;
  const strides = asList(stride, "a tensor's stride").items;
  if (!isShape(shape) || !isShape(strides) || shape.length !== strides.length) {
    throw new PickleFault("a tensor has an impossible shape or stride");
  }
  if (typeof offset !== "number" || !Number.isInteger(offset) || offset < 0) {
    throw new PickleFault("a tensor has an impossible offset");
  }
  const extent = extentOf(shape, strides);
  if (countOf(shape) === undefined || !(offset + extent <= most)) {
    throw new PickleFault(`a tensor of shape [${shape}] reaches beyond the ${most} elements of its storage`);
  }
  return new TorchTensor(storage, dtype, storage.start + offset, shape, strides);
}

/** `("storage", type, key, location, count)`, in the legacy format with `(view key, offset, count)` or None after it. */
function storageOf(id: PickleValue): TorchStorage {
  const [kind, type, key, , count, view] = asList(id, "a persistent id").items;
  // The legacy format announces the class of a network that was pickled whole, with its source.
  if (kind === "module" && type instanceof PickleGlobal) throw new ForbiddenGlobal(type.name, kind);
  if (kind !== "storage") throw new PickleFault("a persistent id is no storage");
  if (!(type instanceof StorageType)) throw new PickleFault("a storage has no type");
  if (typeof key !== "string" && typeof key !== "number") throw new PickleFault("a storage has no key");
  if (!isCount(count)) throw new PickleFault("a storage has an impossible number of elements");
  if (!(view instanceof PickleList)) return new TorchStorage(String(key), type.dtype, count, 0, count);
  const [, start, viewed] = view.items;
  if (!isCount(start) || !isCount(viewed) || start + viewed > count) {
    throw new PickleFault("a view reaches beyond its storage");
  }
  return new TorchStorage(String(key), type.dtype, viewed, start, count);
}

const isCount = (value: PickleValue | undefined): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

const TORCH: Machine = { globals: TORCH_GLOBALS, mayBeUnread, persistent: storageOf };

/** Stands in the names and texts of every network that was pickled whole. */
const MODULE_MARK = new TextEncoder().encode("torch.nn.modules");

/**
 * Reads one pickle of a PyTorch file.
 * @throws LensError `checkpoint-global`, `checkpoint-module`, `checkpoint-torchscript`, `checkpoint-opcode`, `checkpoint-malformed`
 * @throws PickleCutShort where more bytes may follow, so that the caller can bring them
 */
export function unpickleTorch(bytes: Uint8Array, start: number, where: string): Unpickled {
  try {
    return unpickle(bytes, start, TORCH);
  } catch (thrown) {
    if (thrown instanceof PickleCutShort) throw thrown;
    if (thrown instanceof ForbiddenOpcode) {
      throw new LensError("checkpoint-opcode", { where, name: thrown.message });
    }
    if (thrown instanceof ForbiddenGlobal) throw refusal(thrown, bytes, where);
    if (thrown instanceof PickleFault) throw malformed(where, thrown.message);
    throw thrown;
  }
}

function refusal({ asked, after }: ForbiddenGlobal, bytes: Uint8Array, where: string): LensError {
  const name = shown(asked);
  if (asked.startsWith("__torch__.")) return new LensError("checkpoint-torchscript", { where });
  // The legacy format announces a network's class with "module"; elsewhere the class is the first thing that is asked for.
  const whole = after === "module" || (after === undefined && includes(bytes, MODULE_MARK));
  return new LensError(whole ? "checkpoint-module" : "checkpoint-global", { where, name });
}

function includes(bytes: Uint8Array, wanted: Uint8Array): boolean {
  for (let at = bytes.indexOf(wanted[0]); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}
