/** The tensors of a file of weights, read one at a time: the file itself is never whole in the memory of a worker. */
import { openSafetensors, type ReadBytes, type SafetensorsFile } from "../formats/safetensors";

/** Reads a Blob at once; workers have it. */
interface SyncReader {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

/** A file of which parts can be read at once. */
export interface SliceableFile {
  /** In bytes. */
  readonly size: number;
  readonly read: ReadBytes;
}

/**
 * @param file its bytes, or a file that is read in parts: in Node one of the disk, in a worker a Blob, of which each tensor's bytes are read when it is asked for
 * @param where its name, for errors
 * @param onRead called with how far the file is read, in bytes
 * @throws LensError `safetensors-malformed`; the tensors' `data` throws `tensor-not-finite`
 */
export async function weightsFile(
  file: Uint8Array | Blob | SliceableFile,
  where: string,
  onRead: (bytes: number) => void = () => undefined,
): Promise<SafetensorsFile> {
  let furthest = 0;
  const noted =
    (read: ReadBytes): ReadBytes =>
    (from, to) => {
      furthest = Math.max(furthest, to);
      onRead(furthest);
      return read(from, to);
    };
  const ofBytes = (bytes: Uint8Array) =>
    openSafetensors(
      noted((from, to) => bytes.subarray(from, to)),
      bytes.byteLength,
      where,
    );
  if (file instanceof Uint8Array) return ofBytes(file);
  if (!(file instanceof Blob)) return openSafetensors(noted(file.read), file.size, where);
  const { FileReaderSync } = globalThis as { FileReaderSync?: new () => SyncReader };
  // Node has Blobs, and reads none of them at once.
  if (!FileReaderSync) return ofBytes(new Uint8Array(await file.arrayBuffer()));
  const reader = new FileReaderSync();
  const read = (from: number, to: number) => new Uint8Array(reader.readAsArrayBuffer(file.slice(from, to)));
  return openSafetensors(noted(read), file.size, where);
}
