/** One large file from another site, with the person's consent: size beforehand, progress, cancelling, resuming after a cut. */
import { LensError } from "../errors";

const MEGABYTE = 1e6;

/** Nothing about the person or this page is sent to the other site. */
const DISCREET = { credentials: "omit", referrerPolicy: "no-referrer" } as const satisfies RequestInit;

/**
 * An address that a model may be fetched from.
 * @throws LensError `remote-address` for what is none, or for one that is not encrypted (but for this machine's own)
 */
export function remoteAddress(text: string): URL {
  const parsed = URL.parse(text);
  const local = parsed?.protocol === "http:" && /^(localhost|127\.0\.0\.1)$/.test(parsed.hostname);
  if (!parsed || !(parsed.protocol === "https:" || local) || parsed.username || parsed.password) {
    throw new LensError("remote-address", { address: text.slice(0, 200) });
  }
  parsed.hash = "";
  return parsed;
}

/** The last part of an address, as a file's name. */
export function remoteName(address: URL): string {
  const last = address.pathname.split("/").findLast((part) => part !== "") ?? address.hostname;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/**
 * The size of a file, without the file.
 * @returns bytes; `undefined` where the other site does not say
 * @throws LensError `remote-refused` where this page may not read it, `remote-missing`, `cancelled`
 */
export async function remoteSize(address: URL, signal: AbortSignal): Promise<number | undefined> {
  const response = await request(address, { method: "HEAD", signal });
  // Some hosts answer no HEAD but do answer GET.
  if (response.status === 405 || response.status === 501) return undefined;
  if (!response.ok) throw new LensError("remote-missing", { file: address.href, status: response.status });
  return lengthOf(response);
}

export interface DownloadOptions {
  readonly signal: AbortSignal;
  /** @param total `undefined` where the other site does not say */
  readonly onProgress: (loaded: number, total: number | undefined) => void;
}

/** What tells one version of a file from another, as a host says it; `undefined` where it says nothing that this page may read. */
interface Version {
  /** A strong ETag: one that begins with `W/` does not stand for the same bytes. */
  readonly tag: string | undefined;
  readonly modified: string | undefined;
}

/** A download that can be resumed after it was cut. */
export class RemoteDownload {
  readonly address: URL;
  #parts: Uint8Array<ArrayBuffer>[] = [];
  #loaded = 0;
  #total: number | undefined;
  /** Of the file that the parts are of. */
  #version: Version | undefined;
  /** Set where the rest cannot be asked for: the host packs the file on its way, or the last attempt to do so brought nothing. */
  #mustRestart = false;

  constructor(address: URL) {
    this.address = address;
  }

  /** Bytes that are here. */
  get loaded(): number {
    return this.#loaded;
  }

  /**
   * Fetches what is missing. Called again after a failure, it resumes where it was cut, if the other site can do so and the file is still
   * the same, and begins again if not.
   * @throws LensError `remote-refused`, `remote-missing`, `cancelled`; `remote-cut` with `megabytes` and `of` (0: unknown)
   */
  async run({ signal, onProgress }: DownloadOptions): Promise<Blob> {
    if (this.#mustRestart) this.#restart();
    const response = (await this.#rest(signal)) ?? (await this.#whole(signal));
    if (!response.ok || !response.body) {
      throw new LensError("remote-missing", { file: this.address.href, status: response.status });
    }
    onProgress(this.#loaded, this.#total);
    const from = this.#loaded;
    const reader = response.body.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        this.#parts.push(value);
        this.#loaded += value.length;
        if (this.#total !== undefined && this.#loaded > this.#total) this.#isPacked();
        onProgress(this.#loaded, this.#total);
      }
    } catch {
      if (signal.aborted) throw new LensError("cancelled");
      // Nothing of the rest could be read: it would fail in the same way again.
      if (from > 0 && this.#loaded === from) this.#mustRestart = true;
      throw this.#cut();
    }
    // A length that was not that of the bytes was that of a packed form; a browser itself takes a shorter end for a failure.
    return new Blob(this.#parts);
  }

  /** The answer that continues what is here; `undefined` where there is none, and nothing is here then. */
  async #rest(signal: AbortSignal): Promise<Response | undefined> {
    const from = this.#loaded;
    if (from === 0) return undefined;
    const version = this.#version;
    // A range of this form may be requested across origins without a preflight request; with a condition it may not, and
    // the versions are compared below.
    const condition = isForeign(this.address) ? undefined : (version?.tag ?? version?.modified);
    const headers = { Range: `bytes=${from}-`, ...(condition !== undefined && { "If-Range": condition }) };
    const response = await request(this.address, { signal, headers });
    if (response.status === 206 && this.#continues(response)) {
      const length = lengthOf(response);
      this.#total = length === undefined ? this.#total : from + length;
      return response;
    }
    if (response.status === 200) return this.#begin(response);
    // The end of another file, of a packed form, or nothing at all (416): the whole is asked for.
    await response.body?.cancel();
    if (!response.ok && response.status !== 416) return response;
    this.#restart();
    return undefined;
  }

  async #whole(signal: AbortSignal): Promise<Response> {
    return this.#begin(await request(this.address, { signal }));
  }

  /** An answer with the whole file, from the start. */
  #begin(response: Response): Response {
    this.#restart();
    this.#total = lengthOf(response);
    this.#version = versionOf(response);
    if (isPacked(response)) this.#isPacked();
    return response;
  }

  /** Whether an answer is the rest of the same file. */
  #continues(response: Response): boolean {
    const [before, now] = [this.#version, versionOf(response)];
    if (isPacked(response) || !before || !now) return false;
    const isSame =
      before.tag !== undefined && now.tag !== undefined
        ? before.tag === now.tag
        : before.modified === now.modified;
    const length = lengthOf(response);
    const fits = this.#total === undefined || length === undefined || this.#loaded + length === this.#total;
    // Not every host lets other sites read it.
    const range = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "");
    return isSame && fits && (range === null || Number(range[1]) === this.#loaded);
  }

  /** The length that the host gave is that of a packed form, of which parts cannot be put together. */
  #isPacked(): void {
    this.#total = undefined;
    this.#mustRestart = true;
  }

  #restart(): void {
    this.#parts = [];
    this.#loaded = 0;
    this.#total = undefined;
    this.#version = undefined;
    this.#mustRestart = false;
  }

  #cut(): LensError {
    return new LensError("remote-cut", {
      file: remoteName(this.address),
      megabytes: (this.#loaded / MEGABYTE).toFixed(1),
      of: ((this.#total ?? 0) / MEGABYTE).toFixed(1),
    });
  }
}

function isForeign(address: URL): boolean {
  return typeof location !== "undefined" && location.origin !== address.origin;
}

function versionOf({ headers }: Response): Version | undefined {
  const tag = headers.get("etag") ?? undefined;
  const strong = tag?.startsWith("W/") ? undefined : tag;
  const modified = headers.get("last-modified") ?? undefined;
  return strong === undefined && modified === undefined ? undefined : { tag: strong, modified };
}

/** Whether an answer says that its bytes are packed; not every host lets other sites read that. */
function isPacked({ headers }: Response): boolean {
  return !/^(?:identity)?$/i.test(headers.get("content-encoding") ?? "");
}

async function request(address: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...DISCREET, ...init });
  } catch {
    if (init.signal?.aborted) throw new LensError("cancelled");
    throw new LensError("remote-refused", { host: address.host });
  }
}

function lengthOf(response: Response): number | undefined {
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  return Number.isSafeInteger(length) && length > 0 ? length : undefined;
}
