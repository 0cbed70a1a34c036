/** What every reader is given: the file's bytes under watch, its name for errors, and how much memory it may ask for. */
import { LensError } from "../../model/errors";
import type { ByteSource } from "../checkpoint";

/** No file may make the reader hold more than this many times its own size. */
const GROWTH = 4;
/** Names from a file are shown in errors, but not at any length. */
const SHOWN = 160;

export interface ReadingOptions {
  readonly signal?: AbortSignal;
  /** Bytes of the files read so far, and the size of all files. */
  readonly onProgress?: (progress: { readonly loaded: number; readonly total: number }) => void;
}

export interface Reading {
  /** The bytes; reading outside of the file, a cancel and a failing disk are told as `LensError`. */
  readonly source: ByteSource;
  /** The file's name. */
  readonly where: string;
  /** The size of all files that were given. */
  readonly total: number;
  /** Most bytes that any one piece of work may hold. */
  readonly limit: number;
}

/** Several files as one piece of work: they share the progress and the limit. */
export function watch(files: readonly ByteSource[], options: ReadingOptions): Reading[] {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let loaded = 0;
  const watched = (file: ByteSource): ByteSource => ({
    name: file.name,
    size: file.size,
    async read(from, to) {
      if (options.signal?.aborted) throw new LensError("cancelled");
      if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && from <= to)) {
        throw malformed(file.name, "it points outside of itself");
      }
      if (to > file.size) {
        throw malformed(file.name, `byte ${to} is needed, and the file ends at byte ${file.size}`);
      }
      const bytes = await file.read(from, to).catch((thrown: unknown) => {
        if (thrown instanceof LensError) throw thrown;
        throw new LensError("file-unreadable", { file: file.name, reason: messageOf(thrown) });
      });
      if (bytes.byteLength !== to - from) {
        throw new LensError("file-unreadable", {
          file: file.name,
          reason: `${bytes.byteLength} of ${to - from} bytes came`,
        });
      }
      loaded = Math.min(total, loaded + bytes.byteLength);
      options.onProgress?.({ loaded, total });
      return bytes;
    },
  });
  return files.map((file) => ({
    source: watched(file),
    where: shown(file.name),
    total,
    limit: GROWTH * total,
  }));
}

/** A file that contradicts itself, with what is wrong. */
export function malformed(where: string, problem: string): LensError {
  return new LensError("checkpoint-malformed", { where: shown(where), problem: shown(problem) });
}

/**
 * Asks for memory before it is taken.
 * @param part what it is for, such as `tensor conv.weight`
 * @throws LensError `checkpoint-too-large` above the limit
 */
export function claim(reading: Pick<Reading, "where" | "limit">, bytes: number, part: string): void {
  if (bytes <= reading.limit) return;
  throw new LensError("checkpoint-too-large", {
    where: reading.where,
    part: shown(part),
    needed: bytes,
    limit: reading.limit,
  });
}

/** A text of the file as it may be shown: without control characters, and not too long. */
export function shown(text: string): string {
  const plain = text.slice(0, 2 * SHOWN).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\u{fffd}");
  return plain.length <= SHOWN ? plain : `${plain.slice(0, SHOWN)}…`;
}

export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What begins the problem of a fault that no reader foresaw; a fuzz run counts them. */
export const UNFORESEEN = "reading it failed";

/** Runs a reader; whatever it throws that is not a `LensError` becomes one. */
export async function guarded<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof LensError) throw thrown;
    throw malformed(where, `${UNFORESEEN} (${messageOf(thrown)})`);
  }
}
