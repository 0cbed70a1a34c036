/** Fetching files whose size and SHA-256 are known beforehand: byte-accurate progress, integrity, cancelling, caching. */
import type { FileCache } from "./cache";
import { LensError } from "./errors";
import type { ModelFile } from "./manifest";
import { sha256 } from "./sha256";

/** Answers an address as `fetch` does; a file that is not there is a response with its status. */
export type ReadAddress = (address: URL, init: Pick<RequestInit, "signal">) => Promise<Response>;

/** The browser's, and Node's for http and https. */
export const readFromWeb: ReadAddress = (address, init) => fetch(address, init);

export interface FetchOptions {
  /** Called with the bytes that arrived since the last call. */
  readonly onBytes?: (count: number) => void;
  readonly signal?: AbortSignal;
  readonly read?: ReadAddress;
}

/**
 * A file, from the cache where it is, else from the network; never handed out unless its size and hash are right.
 * @throws LensError `file-unreachable`, `file-missing`, `file-truncated` (size differs), `file-altered` (hash differs),
 * `cancelled`
 */
export async function fetchVerified(
  file: ModelFile,
  base: URL,
  cache: FileCache,
  options: FetchOptions = {},
): Promise<Uint8Array> {
  const fromCache = async (): Promise<Uint8Array | undefined> => {
    const cached = await cache.get(file.sha256);
    if (cached?.byteLength !== file.bytes || (await sha256(cached)) !== file.sha256) return undefined;
    options.onBytes?.(file.bytes);
    return cached;
  };
  const cached = await fromCache();
  if (cached) return cached;
  return cache.inTurn(file.sha256, async (hold) => {
    // By now another page, or another frame of this one, may have brought it.
    const brought = await fromCache();
    if (brought) return brought;
    const bytes = await fetchBytes(new URL(file.path, base), file.bytes, options);
    const hash = await sha256(bytes);
    if (hash !== file.sha256) {
      throw new LensError("file-altered", { file: file.path, expected: file.sha256, found: hash });
    }
    // Not waited for: the page has what it wants.
    hold(cache.put(file.sha256, bytes));
    return bytes;
  });
}

/** The text of a small file (the manifest). @throws LensError `manifest-missing`, `file-unreachable`, `cancelled` */
export async function fetchText(
  url: URL,
  options: Pick<FetchOptions, "signal" | "read"> = {},
): Promise<string> {
  const response = await request(url, options);
  if (!response.ok) {
    throw new LensError("manifest-missing", { where: url.pathname, status: response.status });
  }
  return response.text();
}

async function request(
  url: URL,
  { signal, read = readFromWeb }: Pick<FetchOptions, "signal" | "read">,
): Promise<Response> {
  try {
    return await read(url, signal ? { signal } : {});
  } catch {
    // Aborting may bring any error: whatever reason the signal was given.
    if (signal?.aborted) throw new LensError("cancelled");
    throw new LensError("file-unreachable", { file: url.pathname });
  }
}

async function fetchBytes(url: URL, expected: number, options: FetchOptions): Promise<Uint8Array> {
  const response = await request(url, options);
  // A single-page host answers a missing file with its index page and status 200.
  const isPage = response.headers.get("content-type")?.startsWith("text/html");
  if (!response.ok || !response.body || isPage) {
    throw new LensError("file-missing", { file: url.pathname, status: response.status });
  }
  const bytes = new Uint8Array(expected);
  let received = 0;
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (received + value.length > expected) {
        await reader.cancel();
        throw new LensError("file-altered", {
          file: url.pathname,
          expected: `${expected} bytes`,
          found: "more",
        });
      }
      bytes.set(value, received);
      received += value.length;
      options.onBytes?.(value.length);
    }
  } catch (error) {
    if (error instanceof LensError) throw error;
    if (options.signal?.aborted) throw new LensError("cancelled");
    // A connection cut in the middle of the body.
    throw new LensError("file-truncated", { file: url.pathname, expected, found: received });
  }
  if (received !== expected) {
    throw new LensError("file-truncated", { file: url.pathname, expected, found: received });
  }
  return bytes;
}
