/** What kind of file some bytes are, by the bytes themselves. */
import type { ByteSource } from "../checkpoint";

export type FileKind =
  | "safetensors"
  | "zip"
  | "torch-legacy"
  | "json"
  /** Another pickle than PyTorch's. */
  | "pickle"
  | "hdf"
  | "onnx"
  | "tensorflow";

/** Bytes that are needed from the beginning and from the end of a file. */
const HEAD_BYTES = 64;
const TAIL_BYTES = 8;

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** A zip file without entries begins with its end. */
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
const HDF = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** LONG1 of ten bytes: the magic number of PyTorch's legacy format. */
const TORCH_LEGACY = [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];
const PICKLE_PROTO = 0x80;
/** The end of a table of LevelDB, which a TensorFlow checkpoint's index is. */
const LEVEL_DB = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
const BRACE = 0x7b;
const SPACES = [0x20, 0x09, 0x0a, 0x0d];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** @returns `undefined` where the bytes say nothing. @throws what reading throws */
export async function kindOf(source: Pick<ByteSource, "size" | "read">): Promise<FileKind | undefined> {
  const head = await source.read(0, Math.min(HEAD_BYTES, source.size));
  const tail = await source.read(Math.max(0, source.size - TAIL_BYTES), source.size);
  return fileKind(head, tail);
}

function fileKind(head: Uint8Array, tail: Uint8Array): FileKind | undefined {
  if (beginsWith(head, 0, ZIP) || beginsWith(head, 0, EMPTY_ZIP)) return "zip";
  if (beginsWith(head, 0, HDF)) return "hdf";
  if (head[0] === PICKLE_PROTO && head[1] >= 2 && head[1] <= 5) {
    // Pickles of protocol 4 and later have a frame before their first object.
    return [2, 11].some((at) => beginsWith(head, at, TORCH_LEGACY)) ? "torch-legacy" : "pickle";
  }
  // Eight bytes of length, of which the upper ones are zero, then JSON.
  if (head[8] === BRACE && head[5] === 0 && head[6] === 0 && head[7] === 0) return "safetensors";
  if (beginsWith(tail, 0, LEVEL_DB)) return "tensorflow";
  const text = latin1(head);
  if (/^model_checkpoint_path: "/.test(text)) return "tensorflow";
  // A protocol buffer: the version of the format as field 1, the name of the program that wrote it as field 2.
  if (head[0] === 0x08 && head[1] < 0x20 && head[2] === 0x12 && /^[\w. /-]{3,}/.test(text.slice(4)))
    return "onnx";
  const start = beginsWith(head, 0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  const first = head.subarray(start).find((byte) => !SPACES.includes(byte));
  return first === BRACE ? "json" : undefined;
}

function beginsWith(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, i) => bytes[at + i] === byte);
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
