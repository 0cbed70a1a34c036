/** Addresses in Node: files of this machine beside the web's. */
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { type ReadAddress, readFromWeb } from "./download";

/** Status of a response for what the file system says. */
const STATUS: Readonly<Record<string, number>> = { ENOENT: 404, ENOTDIR: 404, EACCES: 403, EPERM: 403 };

/** Reads `file:` addresses as the web's are read: a file that is not there answers 404, one that may not be read 403. */
export const readInNode: ReadAddress = (address, init) =>
  address.protocol === "file:" ? readFile(address, init.signal ?? undefined) : readFromWeb(address, init);

async function readFile(address: URL, signal: AbortSignal | undefined): Promise<Response> {
  signal?.throwIfAborted();
  try {
    const file = await open(address);
    if (!(await file.stat()).isFile()) {
      await file.close();
      return new Response(null, { status: 404 });
    }
    // The stream closes the file when it ends or is given up.
    const stream = file.createReadStream(signal ? { signal } : {});
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>);
  } catch (error) {
    const status = STATUS[(error as NodeJS.ErrnoException).code ?? ""];
    if (status === undefined) throw error;
    return new Response(null, { status });
  }
}
