/** A file of this machine, read in parts. */
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { LensError } from "../../model/errors";
import type { ByteSource } from "../checkpoint";

/** A source that holds its file open until it is closed. */
export interface FileSource extends ByteSource {
  close(): Promise<void>;
}

/**
 * Opens a file for reading in parts.
 * @throws LensError `file-unreadable` where it is not there, is a folder or may not be read
 */
export async function fileSource(path: string): Promise<FileSource> {
  const name = basename(path);
  const unreadable = (reason: string) => new LensError("file-unreadable", { file: name, reason });
  const file = await open(path).catch((error: Error) => {
    throw unreadable(error.message);
  });
  const stat = await file.stat();
  if (!stat.isFile()) {
    await file.close();
    throw unreadable("it is not a file");
  }
  return {
    name,
    size: stat.size,
    async read(from, to) {
      // A buffer of its own, since those of Node's pool keep others alive.
      const bytes = new Uint8Array(Math.max(0, Math.min(to, stat.size) - from));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, from + filled);
        if (bytesRead === 0) throw unreadable("it became shorter while it was read");
        filled += bytesRead;
      }
      return bytes;
    },
    close: () => file.close(),
  };
}
