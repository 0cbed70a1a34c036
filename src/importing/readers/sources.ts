/** Bytes that may be read in parts, from memory and from a Blob. Files on disk: `file-source.node.ts`. */
import type { ByteSource } from "../checkpoint";

/** Bytes in memory. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.byteLength,
    // Not `slice`: a Buffer of Node's would give a view of the whole file.
    read: async (from, to) => new Uint8Array(bytes.subarray(from, to)),
  };
}

/** A `File`, or any Blob under a name: parts are read when asked for, and the whole is never held. */
export function blobSource(blob: Blob, name: string = blob instanceof File ? blob.name : "blob"): ByteSource {
  return {
    name,
    size: blob.size,
    read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
  };
}

/** Bytes `[from, from + size)` of another source. */
export function partOf(source: ByteSource, from: number, size: number): ByteSource {
  return {
    name: source.name,
    size,
    read: (start, end) => source.read(from + start, from + end),
  };
}
