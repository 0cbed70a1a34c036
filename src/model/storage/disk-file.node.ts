/** A file of weights on this machine, read at once where its bytes are asked for, so that an engine in Node never holds it whole. */
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { LensError } from "../errors";
import type { ModelFile } from "../formats/manifest";
import type { SliceableFile } from "./weights-file";

/** Bytes that are hashed at a time. */
const PART = 2 ** 22;

/**
 * The file, if it is there and its size and hash are right.
 * @param folder of the model, a `file:` address
 * @returns `undefined` for a file that is none or is not right: reading it in the usual way says what is wrong
 * @throws LensError `cancelled`; what `read` of the result throws is `file-unreadable`
 */
export async function diskFile(
  file: ModelFile,
  folder: URL,
  signal?: AbortSignal,
): Promise<SliceableFile | undefined> {
  const path = fileURLToPath(new URL(file.path, folder));
  if ((await hashOf(path, file.bytes, signal)) !== file.sha256) return undefined;
  return { size: file.bytes, read: (from, to) => readPart(path, from, to) };
}

/** SHA-256 of a file of so many bytes; `undefined` for any other. @throws LensError `cancelled` */
async function hashOf(path: string, size: number, signal?: AbortSignal): Promise<string | undefined> {
  const file = await open(path).catch(() => undefined);
  if (!file) return undefined;
  try {
    const stat = await file.stat();
    if (!stat.isFile() || stat.size !== size) return undefined;
    const hash = createHash("sha256");
    const part = new Uint8Array(PART);
    for (let at = 0; at < size; ) {
      if (signal?.aborted) throw new LensError("cancelled");
      const { bytesRead } = await file.read(part, 0, PART, at);
      if (bytesRead === 0) return undefined;
      hash.update(part.subarray(0, bytesRead));
      at += bytesRead;
    }
    return hash.digest("hex");
  } finally {
    await file.close();
  }
}

function readPart(path: string, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array(to - from);
  const file = openSync(path, "r");
  try {
    for (let filled = 0; filled < bytes.length; ) {
      const count = readSync(file, bytes, filled, bytes.length - filled, from + filled);
      if (count === 0) {
        throw new LensError("file-unreadable", { file: path, reason: "it became shorter while it was read" });
      }
      filled += count;
    }
  } finally {
    closeSync(file);
  }
  return bytes;
}
