/** Fetching files whose size and SHA-256 are known beforehand: byte-accurate progress, integrity, cancelling, caching. */

import { LensError } from "../errors";
import type { ModelFile } from "../formats/manifest";
import type { FileCache } from "./cache";
import { type FileVersion, isSameVersion, restHeaders, versionOf } from "./file-version";
import { sha256 } from "./sha256";

/** Answers an address as `fetch` does; a file that is not there is a response with its status. A `LensError` is passed on. */
export type ReadAddress = (address: URL, init: Pick<RequestInit, "signal" | "headers">) => Promise<Response>;

/** The browser's, and Node's for http and https. */
export const readFromWeb: ReadAddress = (address, init) => fetch(address, init);

export interface FetchOptions {
  /** Called with the bytes that arrived since the last call; a negative number where a download begins again. */
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
    // By now another page, or another frame of this one, may have stored it.
    const stored = await fromCache();
    if (stored) return stored;
    const bytes = await fetchWhole(file, base, options);
    const hash = await sha256(bytes);
    if (hash !== file.sha256) {
      throw new LensError("file-altered", { file: file.path, expected: file.sha256, found: hash });
    }
    // Not waited for: the page has its bytes.
    hold(cache.put(file.sha256, bytes));
    return bytes;
  });
}

/** A host of a single-page site answers a missing file with its index page, and status 200. */
const isPage = ({ headers }: Response) => headers.get("content-type")?.startsWith("text/html") ?? false;

/**
 * The text of a small file of JSON (the manifest). A web page in its place is a file that is not there.
 * @throws LensError `manifest-missing`, `file-unreachable`, `cancelled`
 */
export async function fetchText(
  url: URL,
  options: Pick<FetchOptions, "signal" | "read"> = {},
): Promise<string> {
  const response = await request(url, options);
  const text = response.ok && !isPage(response) ? await response.text() : undefined;
  // Not every host names the type, and no JSON begins like a page.
  if (text === undefined || /^\s*</.test(text)) {
    throw new LensError("manifest-missing", { where: url.pathname, status: response.status });
  }
  return text;
}

async function request(
  url: URL,
  { signal, read = readFromWeb }: Pick<FetchOptions, "signal" | "read">,
  headers?: Record<string, string>,
): Promise<Response> {
  try {
    return await read(url, { ...(headers && { headers }), ...(signal && { signal }) });
  } catch (error) {
    // Aborting may throw any error: the reason that the signal was given.
    if (signal?.aborted) throw new LensError("cancelled");
    if (error instanceof LensError) throw error;
    throw new LensError("file-unreachable", { file: url.pathname });
  }
}

/** A file's bytes; those that were put together from parts and are not right are fetched once more in one go. */
async function fetchWhole(file: ModelFile, base: URL, options: FetchOptions): Promise<Uint8Array> {
  const download = new Download(new URL(file.path, base), file.bytes, options);
  try {
    const bytes = await fetchBytes(download, options);
    if (!download.isPatched || (await sha256(bytes)) === file.sha256) return bytes;
  } catch (error) {
    const isWrong = error instanceof LensError && ["file-altered", "file-truncated"].includes(error.code);
    if (!isWrong || !download.isPatched) throw error;
  }
  // The file was exchanged meanwhile, or the server packs it and gave parts of the packed form.
  download.restart();
  return fetchBytes(download, options);
}

/** Before a download that was cut is resumed, in milliseconds; as often as there are numbers, unless it gets further than ever. */
const RETRY_MS = [300, 1000, 3000];

/** A file's bytes. After a cut it resumes where it was, if the server can do so, else from the start. */
async function fetchBytes(download: Download, options: FetchOptions): Promise<Uint8Array> {
  let most = 0;
  for (let cuts = 0; ; cuts++) {
    try {
      if (await download.run()) break;
    } catch (error) {
      // A first request that fails shows at once what is wrong.
      const isCut = error instanceof LensError && error.code === "file-unreachable" && cuts > 0;
      if (!isCut) throw error;
    }
    // What is fetched again after a restart is no progress: a server may refuse every rest.
    if (download.received > most) cuts = 0;
    most = Math.max(most, download.received);
    if (cuts >= RETRY_MS.length) throw download.truncated();
    await pause(RETRY_MS[cuts], options.signal);
  }
  if (download.received !== download.bytes.length) throw download.truncated();
  return download.bytes;
}

class Download {
  readonly bytes: Uint8Array;
  received = 0;
  /** Whether a part was put behind another. */
  isPatched = false;
  /** Of the file that the bytes are of. */
  #version: FileVersion | undefined;
  readonly #url: URL;
  readonly #options: FetchOptions;

  constructor(url: URL, expected: number, options: FetchOptions) {
    this.bytes = new Uint8Array(expected);
    this.#url = url;
    this.#options = options;
  }

  /** @returns whether the response is complete; `false` where the connection was cut */
  async run(): Promise<boolean> {
    const { signal, onBytes } = this.#options;
    const isRest = this.received > 0;
    const headers = isRest ? restHeaders(this.#url, this.received, this.#version) : undefined;
    const response = await request(this.#url, this.#options, headers);
    const version = versionOf(response);
    const isOther = response.status === 206 && isSameVersion(this.#version, version) === false;
    if (isRest && (response.status === 416 || isOther)) {
      // What is here is longer than the file is now, or of another version.
      await response.body?.cancel();
      this.restart();
      return false;
    }
    if (!response.ok || !response.body || isPage(response)) {
      throw new LensError("file-missing", { file: this.#url.pathname, status: response.status });
    }
    if (isRest) {
      if (response.status === 206) this.isPatched = true;
      else this.restart();
    }
    this.#version ??= version;
    const reader = response.body.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return true;
        if (this.received + value.length > this.bytes.length) {
          await reader.cancel();
          throw new LensError("file-altered", {
            file: this.#url.pathname,
            expected: `${this.bytes.length} bytes`,
            found: "more",
          });
        }
        this.bytes.set(value, this.received);
        this.received += value.length;
        onBytes?.(value.length);
      }
    } catch (error) {
      if (error instanceof LensError) throw error;
      if (signal?.aborted) throw new LensError("cancelled");
      return false;
    }
  }

  /** Begins again; the progress goes back. */
  restart(): void {
    if (this.received > 0) this.#options.onBytes?.(-this.received);
    this.received = 0;
    this.isPatched = false;
    this.#version = undefined;
  }

  truncated(): LensError {
    const { received: found, bytes } = this;
    return new LensError("file-truncated", { file: this.#url.pathname, expected: bytes.length, found });
  }
}

/** @throws LensError `cancelled` */
async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
  if (signal?.aborted) throw new LensError("cancelled");
}
