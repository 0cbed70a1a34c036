/** The header of a `.npy` array: a few bytes of length, then a Python dictionary as text. */
import { LensError } from "../../model/errors";
import { columnMajor, isShape, rowMajor } from "./layout";
import type { Encoding } from "./numbers";
import { numpyDtype } from "./numpy-pickle";
import { malformed, shown } from "./reading";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Bytes that hold the magic number, the version and the length in each version. */
const LONGEST_PREFIX = 12;
/** NumPy itself reads no more without being told to. */
const MAX_HEADER_BYTES = 10_000;
/** Enough for the header of any array of numbers. */
export const NPY_HEAD_BYTES = LONGEST_PREFIX + MAX_HEADER_BYTES;

export interface NpyHeader {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly encoding: Encoding;
  /** The byte that the numbers begin at. */
  readonly start: number;
}

/** @throws LensError `checkpoint-malformed`; `checkpoint-objects` of an array of objects, `checkpoint-dtype` of records and texts */
export function readNpyHeader(head: Uint8Array, where: string, name: string): NpyHeader {
  const wrong = (problem: string) => malformed(where, `array ${name} ${problem}`);
  if (!MAGIC.every((byte, i) => head[i] === byte)) throw wrong("does not begin as one");
  const version = head[6];
  if (!(version >= 1 && version <= 3)) throw wrong(`has version ${version}, and 1 to 3 are read`);
  const prefix = version === 1 ? 10 : 12;
  if (head.length < prefix) throw wrong("is cut short");
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER_BYTES) throw wrong(`claims a header of ${length} bytes`);
  const start = prefix + length;
  if (start > head.length) throw wrong("is cut short");
  const text = new TextDecoder(version === 3 ? "utf-8" : "latin1").decode(head.subarray(prefix, start));

  const descr = /['"]descr['"]\s*:\s*(?:['"]([^'"]*)['"]|(\[))/.exec(text);
  const fortran = /['"]fortran_order['"]\s*:\s*(True|False)\b/.exec(text);
  const sides = /['"]shape['"]\s*:\s*\(([\d\s,L]*)\)/.exec(text);
  if (!descr || !fortran || !sides) throw wrong("has a header that is not NumPy's");
  const shape = sides[1].split(",").flatMap((side) => (side.trim() ? [Number.parseInt(side, 10)] : []));
  if (!isShape(shape)) throw wrong("has an impossible shape");
  return {
    shape,
    strides: fortran[1] === "True" ? columnMajor(shape) : rowMajor(shape),
    encoding: encodingOf(descr[1] ?? "a record", where, name),
    start,
  };
}

/** Such as `<f4`: byte order, letter, bytes. */
function encodingOf(descr: string, where: string, name: string): Encoding {
  if (/^\|?O/.test(descr)) throw new LensError("checkpoint-objects", { where, tensor: shown(name) });
  const parts = /^([<>|=])([a-zA-Z]\d+)$/.exec(descr);
  const dtype = parts ? numpyDtype(parts[2]) : undefined;
  if (!parts || !dtype) {
    throw new LensError("checkpoint-dtype", { where, tensor: shown(name), dtype: shown(descr) });
  }
  return { dtype, littleEndian: parts[1] !== ">" };
}
