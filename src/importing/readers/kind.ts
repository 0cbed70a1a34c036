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
  | "tensorflow"
  /** A tar file: of PyTorch's first versions, or around other files. */
  | "tar"
  | "gzip"
  /** Packed in a way that browsers do not unpack. */
  | "packed"
  /** What git has in place of a large file that was not fetched. */
  | "lfs"
  /** A page of a web site, saved in place of the file. */
  | "page"
  | "empty";

/** Bytes that are needed from the beginning and from the end of a file. */
const HEAD_BYTES = 64;
const TAIL_BYTES = 8;
/** Where a tar file says that it is one. */
const TAR_AT = 257;
const TAR = [0x75, 0x73, 0x74, 0x61, 0x72];

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
const GZIP = [0x1f, 0x8b];
/** What other programs pack with, by how their files begin. */
const PACKED: Readonly<Record<string, readonly number[]>> = {
  bzip2: [0x42, 0x5a, 0x68],
  xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
  "7-Zip": [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
  RAR: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07],
  Zstandard: [0x28, 0xb5, 0x2f, 0xfd],
};
const LFS = "version https://git-lfs.github.com/spec/";
const LESS_THAN = 0x3c;
const SPACES = [0x20, 0x09, 0x0a, 0x0d];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** @returns `undefined` where the bytes say nothing. @throws what reading throws */
export async function kindOf(source: Pick<ByteSource, "size" | "read">): Promise<FileKind | undefined> {
  if (source.size === 0) return "empty";
  const head = await source.read(0, Math.min(HEAD_BYTES, source.size));
  const tail = await source.read(Math.max(0, source.size - TAIL_BYTES), source.size);
  const kind = fileKind(head, tail);
  if (kind !== undefined || source.size < TAR_AT + TAR.length) return kind;
  return beginsWith(await source.read(TAR_AT, TAR_AT + TAR.length), 0, TAR) ? "tar" : undefined;
}

/** The program that packed a file of the kind `packed`. */
export async function packedBy(source: Pick<ByteSource, "size" | "read">): Promise<string> {
  const head = await source.read(0, Math.min(HEAD_BYTES, source.size));
  return Object.keys(PACKED).find((name) => beginsWith(head, 0, PACKED[name])) ?? "";
}

function fileKind(head: Uint8Array, tail: Uint8Array): FileKind | undefined {
  if (beginsWith(head, 0, ZIP) || beginsWith(head, 0, EMPTY_ZIP)) return "zip";
  if (beginsWith(head, 0, HDF)) return "hdf";
  if (beginsWith(head, 0, GZIP)) return "gzip";
  if (Object.values(PACKED).some((magic) => beginsWith(head, 0, magic))) return "packed";
  if (head[0] === PICKLE_PROTO && head[1] >= 2 && head[1] <= 5) {
    // Pickles of protocol 4 and later have a frame before their first object.
    return [2, 11].some((at) => beginsWith(head, at, TORCH_LEGACY)) ? "torch-legacy" : "pickle";
  }
  // Eight bytes of length, of which the upper ones are zero, then JSON.
  if (head[8] === BRACE && head[5] === 0 && head[6] === 0 && head[7] === 0) return "safetensors";
  if (beginsWith(tail, 0, LEVEL_DB)) return "tensorflow";
  const text = latin1(head);
  if (text.startsWith(LFS)) return "lfs";
  if (/^model_checkpoint_path: "/.test(text)) return "tensorflow";
  // A protocol buffer: the version of the format as field 1, the name of the program that wrote it as field 2.
  if (head[0] === 0x08 && head[1] < 0x20 && head[2] === 0x12 && /^[\w. /-]{3,}/.test(text.slice(4)))
    return "onnx";
  const start = beginsWith(head, 0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  const first = head.subarray(start).find((byte) => !SPACES.includes(byte));
  if (first === LESS_THAN && !/<svg/i.test(text)) return "page";
  return first === BRACE ? "json" : undefined;
}

function beginsWith(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, i) => bytes[at + i] === byte);
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
