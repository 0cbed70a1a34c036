/** Numbers of every kind that checkpoints hold, from their bytes to single precision. */
import { expandHalfInto, singleOf } from "../../model/formats/half";
import type { ByteSource, Dtype } from "../checkpoint";

/** Bytes of one number. */
export const NUMBER_BYTES: Readonly<Record<Dtype, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
};

/** How numbers lie in the file. */
export interface Encoding {
  readonly dtype: Dtype;
  readonly littleEndian: boolean;
}

/** Most bytes that are held undecoded beside the decoded ones. */
const CHUNK = 1 << 20;
const TWO_32 = 2 ** 32;

const bits = new DataView(new ArrayBuffer(4));

/** The number at a byte, of one dtype. 64-bit integers are rounded as doubles are. */
const READ: Readonly<Record<Dtype, (view: DataView, at: number, little: boolean) => number>> = {
  F64: (view, at, little) => view.getFloat64(at, little),
  F32: (view, at, little) => view.getFloat32(at, little),
  F16: (view, at, little) => singleOf(view.getUint16(at, little)),
  BF16: (view, at, little) => {
    // The upper half of a single-precision number.
    bits.setUint32(0, view.getUint16(at, little) << 16);
    return bits.getFloat32(0);
  },
  I64: (view, at, little) =>
    view.getInt32(little ? at + 4 : at, little) * TWO_32 + view.getUint32(little ? at : at + 4, little),
  I32: (view, at, little) => view.getInt32(at, little),
  I16: (view, at, little) => view.getInt16(at, little),
  I8: (view, at) => view.getInt8(at),
  U64: (view, at, little) =>
    view.getUint32(little ? at + 4 : at, little) * TWO_32 + view.getUint32(little ? at : at + 4, little),
  U32: (view, at, little) => view.getUint32(at, little),
  U16: (view, at, little) => view.getUint16(at, little),
  U8: (view, at) => view.getUint8(at),
  BOOL: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
};

/** Reads one number. */
export function numberAt(view: DataView, at: number, { dtype, littleEndian }: Encoding): number {
  return READ[dtype](view, at, littleEndian);
}

/** Most bytes that `readNumbers` holds at once, for numbers that take `bytes` in a file of `total` bytes. */
export function readingNeeds(count: number, { dtype, littleEndian }: Encoding, total: number): number {
  const asTheyAre = dtype === "F32" && littleEndian;
  return count * 4 + (asTheyAre || NUMBER_BYTES[dtype] === 1 ? 0 : chunkOf(dtype, count, total));
}

/** Bytes become four times as many, so little of them is held undecoded. */
function chunkOf(dtype: Dtype, count: number, total: number): number {
  const size = NUMBER_BYTES[dtype];
  const most = size === 1 ? Math.max(256, Math.min(CHUNK, total >> 4)) : CHUNK;
  return Math.min(count * size, most);
}

/**
 * Numbers that lie one after the other.
 * @param source where they lie, @param at the first one's byte
 * @param total size of the file, to which the memory is proportioned
 */
export async function readNumbers(
  source: ByteSource,
  at: number,
  count: number,
  encoding: Encoding,
  total: number,
): Promise<Float32Array> {
  const size = NUMBER_BYTES[encoding.dtype];
  if (encoding.dtype === "F32" && encoding.littleEndian) {
    return asSingles(await source.read(at, at + count * size), count);
  }
  const numbers = new Float32Array(count);
  const step = Math.floor(chunkOf(encoding.dtype, count, total) / size);
  for (let done = 0; done < count; done += step) {
    const many = Math.min(step, count - done);
    const bytes = await source.read(at + done * size, at + (done + many) * size);
    decodeInto(numbers, done, many, bytes, encoding);
  }
  return numbers;
}

function asSingles(bytes: Uint8Array, count: number): Float32Array {
  const whole = bytes.byteOffset === 0 && bytes.buffer.byteLength === count * 4;
  // A source that gives parts of a larger buffer is copied from, so that a tensor keeps no more alive than itself.
  return new Float32Array(whole ? bytes.buffer : new Uint8Array(bytes).buffer, 0, count);
}

function decodeInto(
  target: Float32Array,
  from: number,
  count: number,
  bytes: Uint8Array,
  encoding: Encoding,
): void {
  if (encoding.dtype === "F16" && encoding.littleEndian && bytes.byteOffset % 2 === 0) {
    expandHalfInto(target, from, new Uint16Array(bytes.buffer, bytes.byteOffset, count));
    return;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = NUMBER_BYTES[encoding.dtype];
  const read = READ[encoding.dtype];
  for (let i = 0; i < count; i++) target[from + i] = read(view, i * size, encoding.littleEndian);
}
