/** NumPy's scalars and arrays inside of pickles: a best score, a random state. */
import type { Dtype } from "../checkpoint";
import { countOf, isShape } from "./layout";
import { NUMBER_BYTES, numberAt } from "./numbers";
import { type GlobalMeaning, PickleExtra, PickleFault, PickleList, type PickleValue } from "./pickle/values";

const KINDS: Readonly<Record<string, Dtype>> = {
  f8: "F64",
  f4: "F32",
  f2: "F16",
  i8: "I64",
  i4: "I32",
  i2: "I16",
  i1: "I8",
  u8: "U64",
  u4: "U32",
  u2: "U16",
  u1: "U8",
  b1: "BOOL",
};

/** Dtype of NumPy's letter and size, such as `f4`; `undefined` of texts, dates, records and objects. */
export function numpyDtype(kind: string): Dtype | undefined {
  return Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
}

class NumpyDtype extends PickleExtra {
  littleEndian = true;

  constructor(readonly dtype: Dtype) {
    super();
  }

  /** `(version, byte order, ...)`; what follows describes records, which are refused. */
  override setState(state: PickleValue): void {
    const order = state instanceof PickleList ? state.items[1] : undefined;
    if (order !== "<" && order !== ">" && order !== "|" && order !== "=") {
      throw new PickleFault("a NumPy type has no byte order");
    }
    this.littleEndian = order !== ">";
  }
}

export class NumpyArray extends PickleExtra {
  shape: readonly number[] = [0];
  dtype: Dtype = "U8";
  littleEndian = true;
  columnMajor = false;
  bytes = new Uint8Array(0);

  /** `(version, shape, dtype, is column-major, bytes)`. */
  override setState(state: PickleValue): void {
    const parts = state instanceof PickleList ? state.items : [];
    const [, shape, type, columnMajor, content] = parts;
    const sides = shape instanceof PickleList ? shape.items : [null];
    const bytes = asBytes(content);
    if (!isShape(sides) || !(type instanceof NumpyDtype) || !bytes) {
      throw new PickleFault("a NumPy array is not one of numbers");
    }
    const count = countOf(sides);
    if (count === undefined || count * NUMBER_BYTES[type.dtype] !== bytes.length) {
      throw new PickleFault(`a NumPy array of shape [${sides}] has ${bytes.length} bytes`);
    }
    this.shape = sides;
    this.dtype = type.dtype;
    this.littleEndian = type.littleEndian;
    this.columnMajor = columnMajor === true;
    this.bytes = bytes as Uint8Array<ArrayBuffer>;
  }
}

/** Stands for `numpy.ndarray` itself, which arrays are made of. */
class NumpyArrayType extends PickleExtra {}

function dtypeOf([kind]: readonly PickleValue[]): NumpyDtype {
  const dtype = typeof kind === "string" ? numpyDtype(kind) : undefined;
  if (!dtype) throw new PickleFault(`NumPy's type ${String(kind)} is not one of numbers`);
  return new NumpyDtype(dtype);
}

/** `(dtype, bytes)` as the number that it is. */
function scalarOf([type, content]: readonly PickleValue[]): PickleValue {
  const bytes = asBytes(content);
  if (!(type instanceof NumpyDtype) || bytes?.length !== NUMBER_BYTES[type.dtype]) {
    throw new PickleFault("a NumPy scalar is no number");
  }
  const value = numberAt(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, type);
  return type.dtype === "BOOL" ? value !== 0 : value;
}

/** Protocol 2 knows no bytes: they are a text, each byte a character. A text of Python 2 was read as such a one. */
function asBytes(value: PickleValue | undefined): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  return typeof value === "string" ? latin1(value) : undefined;
}

function latin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255) throw new PickleFault("bytes are written as a text that holds more than bytes");
    bytes[i] = code;
  }
  return bytes;
}

/** `_codecs.encode(text, "latin1")`: how protocol 2 writes bytes. */
function encode([text, encoding]: readonly PickleValue[]): Uint8Array {
  if (typeof text !== "string" || (encoding !== "latin1" && encoding !== "latin-1")) {
    throw new PickleFault("_codecs.encode is asked for something other than bytes");
  }
  return latin1(text);
}

export const NUMPY_GLOBALS: readonly (readonly [string, GlobalMeaning])[] = [
  ["numpy.dtype", { call: dtypeOf }],
  ["numpy.ndarray", { value: new NumpyArrayType() }],
  ["_codecs.encode", { call: encode }],
  ...["numpy.core.multiarray", "numpy._core.multiarray"].flatMap((module) => [
    [`${module}.scalar`, { call: scalarOf }] as const,
    [
      `${module}._reconstruct`,
      {
        call: ([type]: readonly PickleValue[]) => {
          if (!(type instanceof NumpyArrayType))
            throw new PickleFault("a NumPy array is of a kind of its own");
          return new NumpyArray();
        },
      },
    ] as const,
  ]),
];
