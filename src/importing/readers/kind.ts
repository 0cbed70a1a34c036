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
const TAR = "ustar";

/** How files begin; each byte as the letter of its number. */
const BEGINNINGS: readonly (readonly [beginning: string, kind: FileKind])[] = [
  ["PK\x03\x04", "zip"],
  // A zip file without entries begins with its end.
  ["PK\x05\x06", "zip"],
  ["\x89HDF\r\n\x1a\n", "hdf"],
  ["\x1f\x8b", "gzip"],
  // bzip2, xz, 7-Zip, RAR, Zstandard.
  ["BZh", "packed"],
  ["\xfd7zXZ", "packed"],
  ["7z\xbc\xaf\x27\x1c", "packed"],
  ["Rar!\x1a\x07", "packed"],
  ["\x28\xb5\x2f\xfd", "packed"],
  ["version https://git-lfs.github.com/spec/", "lfs"],
  ['model_checkpoint_path: "', "tensorflow"],
];
/** LONG1 of ten bytes: the magic number of PyTorch's legacy format. */
const TORCH_LEGACY = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
const PICKLE_PROTO = 0x80;
/** The end of a table of LevelDB, which a TensorFlow checkpoint's index is. */
const LEVEL_DB = "\x57\xfb\x80\x8b\x24\x75\x47\xdb";
const BRACE = 0x7b;

/** @returns `undefined` where the bytes say nothing. @throws what reading throws */
export async function kindOf(source: Pick<ByteSource, "size" | "read">): Promise<FileKind | undefined> {
  const { size } = source;
  if (size === 0) return "empty";
  const head = await source.read(0, Math.min(HEAD_BYTES, size));
  const tail = await source.read(Math.max(0, size - TAIL_BYTES), size);
  const kind = fileKind(head, latin1(tail));
  const end = TAR_AT + TAR.length;
  if (kind !== undefined || size < end) return kind;
  return latin1(await source.read(TAR_AT, end)) === TAR ? "tar" : undefined;
}

function fileKind(head: Uint8Array, tail: string): FileKind | undefined {
  const text = latin1(head);
  const known = BEGINNINGS.find(([beginning]) => text.startsWith(beginning));
  if (known) return known[1];
  if (head[0] === PICKLE_PROTO && head[1] >= 2 && head[1] <= 5) {
    // Pickles of protocol 4 and later have a frame before their first object.
    return [2, 11].some((at) => text.startsWith(TORCH_LEGACY, at)) ? "torch-legacy" : "pickle";
  }
  // Eight bytes of length, of which the upper ones are zero, then JSON.
  if (head[8] === BRACE && head[5] === 0 && head[6] === 0 && head[7] === 0) return "safetensors";
  if (tail === LEVEL_DB) return "tensorflow";
  // A protocol buffer: the version of the format as field 1, the name of the program that wrote it as field 2.
  if (head[0] === 0x08 && head[1] < 0x20 && head[2] === 0x12 && /^[\w. /-]{3,}/.test(text.slice(4)))
    return "onnx";
  // Behind a byte order mark and spaces. SVG is an image, of a kind that is not opened.
  const begun = text.replace(/^(?:\xef\xbb\xbf)?[ \t\r\n]*/, "");
  if (begun.startsWith("{")) return "json";
  return begun.startsWith("<") && !begun.includes("<svg") ? "page" : undefined;
}

/** Each byte as the letter of its number. */
export function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
