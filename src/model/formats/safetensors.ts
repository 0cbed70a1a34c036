/**
 * Reading and writing safetensors: eight bytes of header length, a JSON header, then the tensors' bytes.
 * The reader trusts nothing: every offset is checked against the file and against the shape before a view is made.
 */
import * as v from "valibot";
import { LensError } from "../errors";
import { compressHalf, expandHalf } from "./half";

/** A tensor on the main memory: numbers in row-major order, its shape in the file's own (PyTorch) layout. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Uint8Array;
}

export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Far above any header a generator has; a longer one is a damaged or hostile file. */
export const MAX_HEADER_BYTES = 16 * 1024 * 1024;
/** A generator with its optimizer and its average has some thousand tensors. */
export const MAX_TENSORS = 20_000;

const BYTES_PER_ELEMENT = { F32: 4, F16: 2, U8: 1 } as const;
type Dtype = keyof typeof BYTES_PER_ELEMENT;

const entrySchema = v.object({
  dtype: v.string(),
  shape: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31))), v.maxLength(8)),
  data_offsets: v.strictTuple([
    v.pipe(v.number(), v.integer(), v.minValue(0)),
    v.pipe(v.number(), v.integer(), v.minValue(0)),
  ]),
});

/** One tensor as the header tells it; nothing of it is checked against the file or the dtype yet. */
export interface HeaderEntry {
  readonly dtype: string;
  readonly shape: number[];
  /** First byte, and the byte after the last, counted from the end of the header. */
  readonly data_offsets: [number, number];
}

/** Bytes of a file from one to before another; at once, wherever they lie. */
export type ReadBytes = (from: number, to: number) => Uint8Array;

/**
 * Reads a whole file. `F16` is expanded to single precision once; `U8` stays as it is. Each tensor has memory of its own, which may be moved.
 * @param bytes the file
 * @param where its name, for the error's sentence
 * @throws LensError `safetensors-malformed` with `problem`, `tensor-not-finite` with the tensor's name
 */
export function readSafetensors(bytes: Uint8Array, where: string): SafetensorsFile {
  // Not `slice`: a Buffer of Node's would give a view of the whole file.
  const copy = (from: number, to: number) => new Uint8Array(bytes.subarray(from, to));
  const { tensors, metadata } = openSafetensors(copy, bytes.byteLength, where);
  // Each once, so that a bad number is found now.
  const read = [...tensors].map(([name, { shape, data }]) => [name, { shape, data }] as const);
  return { tensors: new Map(read), metadata };
}

/**
 * The tensors of a file, each read when its `data` is asked for, every time again: nothing of it is held here.
 * @param read gives bytes of the file; numbers in single precision stay views of what it gives, where they can
 * @param size of the file in bytes
 * @param where its name, for the error's sentence
 * @throws LensError `safetensors-malformed` with `problem`; `data` throws `tensor-not-finite` with the tensor's name
 */
export function openSafetensors(read: ReadBytes, size: number, where: string): SafetensorsFile {
  const malformed = (problem: string) => new LensError("safetensors-malformed", { where, problem });
  if (size < 8) throw malformed("it is shorter than the 8 bytes of its header length");
  const length = read(0, 8);
  const view = new DataView(length.buffer, length.byteOffset, length.byteLength);
  const headerLength = view.getBigUint64(0, true);
  if (headerLength > BigInt(Math.min(MAX_HEADER_BYTES, size - 8))) {
    throw malformed(`its header claims ${headerLength} bytes, more than the file can hold`);
  }
  const bodyStart = 8 + Number(headerLength);
  const { metadata, entries } = readSafetensorsHeader(read(8, bodyStart), malformed);
  const bodySize = size - bodyStart;

  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of entries) {
    const [start, end] = entry.data_offsets;
    const { dtype } = entry;
    if (!isOurs(dtype)) throw malformed(`tensor ${name}: F32, F16 or U8 is needed and ${dtype} was found`);
    const count = entry.shape.reduce((product, side) => product * side, 1);
    const expected = count * BYTES_PER_ELEMENT[dtype];
    if (!Number.isSafeInteger(expected) || end - start !== expected) {
      throw malformed(
        `tensor ${name} takes ${end - start} bytes where its shape [${entry.shape}] needs ${expected}`,
      );
    }
    if (end > bodySize) {
      throw malformed(`tensor ${name} ends at byte ${end} of ${bodySize}: the file is cut short`);
    }
    tensors.set(name, {
      shape: entry.shape,
      get data() {
        const data = decode(read(bodyStart + start, bodyStart + end), dtype);
        if (data instanceof Float32Array && !allFinite(data)) {
          throw new LensError("tensor-not-finite", { where, tensor: name });
        }
        return data;
      },
    });
  }
  return { tensors, metadata };
}

const isOurs = (dtype: string): dtype is Dtype => Object.hasOwn(BYTES_PER_ELEMENT, dtype);

/**
 * The header's JSON, of any dtypes.
 * @throws what `malformed` makes of the problem
 */
export function readSafetensorsHeader(
  bytes: Uint8Array,
  malformed: (problem: string) => LensError,
): { readonly metadata: Record<string, string>; readonly entries: readonly [string, HeaderEntry][] } {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw malformed("its header is not JSON");
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) {
    throw malformed("its header is not an object");
  }
  const named = Object.entries(header);
  if (named.length > MAX_TENSORS) throw malformed(`its header names ${named.length} tensors`);
  const entries: [string, HeaderEntry][] = [];
  let metadata: Record<string, string> = {};
  for (const [name, value] of named) {
    if (name === "__metadata__") {
      const parsed = v.safeParse(v.record(v.string(), v.string()), value);
      if (!parsed.success) throw malformed("its metadata holds something other than strings");
      metadata = parsed.output;
      continue;
    }
    const parsed = v.safeParse(entrySchema, value);
    if (!parsed.success) throw malformed(`tensor ${name}: ${parsed.issues[0].message}`);
    entries.push([name, parsed.output]);
  }
  return { metadata, entries };
}

function decode(bytes: Uint8Array, dtype: Dtype) {
  // A copy where the element's size does not divide its place, at which a typed array cannot begin.
  // Not `slice`: a Buffer of Node's would give a view of the whole file.
  const own = bytes.byteOffset % BYTES_PER_ELEMENT[dtype] === 0 ? bytes : new Uint8Array(bytes);
  const { buffer, byteOffset, byteLength } = own;
  if (dtype === "U8") return new Uint8Array(buffer, byteOffset, byteLength);
  if (dtype === "F16") return expandHalf(new Uint16Array(buffer, byteOffset, byteLength / 2));
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}

/** Whether no number is infinite or not a number. */
export function allFinite(data: Float32Array): boolean {
  // x - x is 0 for every finite x and NaN for all others: one pass without a branch.
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i] - data[i];
  return sum === 0;
}

/**
 * A file of single-precision tensors whose numbers are still to be written: each is a view of the file's own bytes, so that a large one
 * is never in memory twice.
 * @param entries names and shapes, in the order in which they lie in the file
 */
export function blankSafetensors(entries: Iterable<readonly [name: string, shape: readonly number[]]>): {
  readonly bytes: Uint8Array;
  readonly tensors: Map<string, Tensor & { readonly data: Float32Array }>;
} {
  const header: Record<string, unknown> = { __metadata__: {} };
  const places: { name: string; shape: readonly number[]; from: number; count: number }[] = [];
  let offset = 0;
  for (const [name, shape] of entries) {
    const count = shape.reduce((product, side) => product * side, 1);
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset + count * 4] };
    places.push({ name, shape, from: offset, count });
    offset += count * 4;
  }
  const bytes = withHeader(header, offset);
  const body = bytes.length - offset;
  const tensors = new Map(
    places.map(({ name, shape, from, count }) => [
      name,
      { shape, data: new Float32Array(bytes.buffer, body + from, count) },
    ]),
  );
  return { bytes, tensors };
}

/** A file with its header written, padded to eight bytes, and room for its tensors. */
function withHeader(header: Readonly<Record<string, unknown>>, tensorBytes: number): Uint8Array {
  const encoded = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(encoded.length / 8) * 8;
  const file = new Uint8Array(8 + padded + tensorBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(padded), true);
  file.fill(0x20, 8, 8 + padded);
  file.set(encoded, 8);
  return file;
}

/**
 * Writes tensors as they are (`Float32Array` as `F32`, `Uint8Array` as `U8`); the header is padded to eight bytes.
 * @param halved of the single-precision tensors, which are to be written in half precision, `F16`
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
  halved: (name: string) => boolean = () => false,
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const dtypeOf = (name: string, { data }: Tensor): Dtype => {
    if (data instanceof Uint8Array) return "U8";
    return halved(name) ? "F16" : "F32";
  };
  let offset = 0;
  for (const [name, tensor] of tensors) {
    const dtype = dtypeOf(name, tensor);
    const end = offset + tensor.data.length * BYTES_PER_ELEMENT[dtype];
    header[name] = { dtype, shape: tensor.shape, data_offsets: [offset, end] };
    offset = end;
  }
  const file = withHeader(header, offset);
  let position = file.length - offset;
  for (const [name, tensor] of tensors) {
    const { data } = tensor;
    const written =
      data instanceof Float32Array && dtypeOf(name, tensor) === "F16" ? compressHalf(data) : data;
    file.set(new Uint8Array(written.buffer, written.byteOffset, written.byteLength), position);
    position += written.byteLength;
  }
  return file;
}
