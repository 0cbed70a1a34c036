/** One large file from another site, with the person's consent: size beforehand, progress, cancelling, resuming after a cut. */
import { LensError } from "../errors";
import { type FileVersion, isSameVersion, restHeaders, versionOf } from "./file-version";

const MEGABYTE = 1e6;

/**
 * Nothing about the person or this page is sent to the other site. The browser's own cache is left out: it keeps the beginning of a file that
 * was cut and completes it by itself, as if nothing had been exchanged; what was imported is stored by this page.
 */
const DISCREET = {
  credentials: "omit",
  referrerPolicy: "no-referrer",
  cache: "no-store",
} as const satisfies RequestInit;

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

/**
 * The end of what is here is asked for once more with the rest, and has to be the same: a file that was exchanged without another date shows
 * by it, and across origins a page may rarely read more than the date.
 */
const OVERLAP = 16 * 1024;

/** Attempts in a row that got no further than an earlier one; then none is offered any more. */
const MOST_IN_VAIN = 4;

type Chunk = Uint8Array<ArrayBuffer>;
type Reader = ReadableStreamDefaultReader<Chunk>;

/** A download that can be resumed after it was cut. */
export class RemoteDownload {
  readonly address: URL;
  #parts: Chunk[] = [];
  #loaded = 0;
  #total: number | undefined;
  /** Of the file that the parts are of. */
  #version: FileVersion | undefined;
  /** Set where the rest cannot be asked for: the host packs the file on its way, or the last attempt to do so brought nothing. */
  #mustRestart = false;
  /** The most bytes that were ever here: what is fetched again after a restart is no progress. */
  #most = 0;
  #inVain = 0;

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
   * @throws LensError `remote-refused`, `remote-missing`, `cancelled`; `remote-cut` with `megabytes` and `of` (0: unknown);
   * `remote-broken` where attempts no longer get any further: another one is of no use
   */
  async run(options: DownloadOptions): Promise<Blob> {
    try {
      return await this.#attempt(options);
    } catch (thrown) {
      if (!(thrown instanceof LensError && thrown.code === "remote-cut")) throw thrown;
      this.#inVain = this.#loaded > this.#most ? 0 : this.#inVain + 1;
      this.#most = Math.max(this.#most, this.#loaded);
      if (this.#inVain < MOST_IN_VAIN) throw thrown;
      throw new LensError("remote-broken", {
        file: remoteName(this.address),
        attempts: MOST_IN_VAIN,
        megabytes: (this.#most / MEGABYTE).toFixed(1),
      });
    }
  }

  async #attempt({ signal, onProgress }: DownloadOptions): Promise<Blob> {
    if (this.#mustRestart) this.#restart();
    const before = this.#loaded;
    try {
      const reader = (await this.#rest(signal)) ?? (await this.#whole(signal));
      onProgress(this.#loaded, this.#total);
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        this.#add(value);
        onProgress(this.#loaded, this.#total);
      }
    } catch (thrown) {
      if (signal.aborted) throw new LensError("cancelled");
      if (thrown instanceof LensError) throw thrown;
      // Nothing of the rest could be read: it would fail in the same way again.
      if (before > 0 && this.#loaded === before) this.#mustRestart = true;
      throw this.#cut();
    }
    // A length that was not that of the bytes was that of a packed form; a browser itself takes a shorter end for a failure.
    return new Blob(this.#parts);
  }

  /** Reads on where the file was cut; `undefined` where it has to begin again. */
  async #rest(signal: AbortSignal): Promise<Reader | undefined> {
    const start = this.#loaded - OVERLAP;
    if (start <= 0) return undefined;
    const headers = restHeaders(this.address, start, this.#version);
    const response = await this.#unlessRefused({ signal, headers });
    if (!response) return undefined;
    if (response.status === 200) return this.#begin(response);
    if (response.status === 206 && response.body && this.#continues(response, start)) {
      const end = await new Blob(this.#parts).slice(start).arrayBuffer();
      const reader = response.body.getReader();
      const more = await beyondSame(reader, new Uint8Array(end));
      if (more) {
        this.#add(more);
        return reader;
      }
      await reader.cancel();
      return undefined;
    }
    // The end of another file, of a packed form, or nothing at all (416): the whole is asked for.
    await response.body?.cancel();
    if (!response.ok && response.status !== 416) throw this.#missing(response);
    return undefined;
  }

  /**
   * The answer to a request for a part; `undefined` where that is refused by a host that answers otherwise, as in browsers that ask it for
   * leave first.
   */
  async #unlessRefused(init: RequestInit): Promise<Response | undefined> {
    try {
      return await request(this.address, init);
    } catch (thrown) {
      if (!(thrown instanceof LensError && thrown.code === "remote-refused")) throw thrown;
      await request(this.address, { method: "HEAD", signal: init.signal ?? null });
      return undefined;
    }
  }

  async #whole(signal: AbortSignal): Promise<Reader> {
    return this.#begin(await request(this.address, { signal }));
  }

  /** Reads an answer with the whole file, from the start. */
  #begin(response: Response): Reader {
    this.#restart();
    if (!response.ok || !response.body) throw this.#missing(response);
    this.#total = lengthOf(response);
    this.#version = versionOf(response);
    if (isPacked(response)) this.#isPacked();
    return response.body.getReader();
  }

  #add(part: Chunk): void {
    this.#parts.push(part);
    this.#loaded += part.length;
    if (this.#total !== undefined && this.#loaded > this.#total) this.#isPacked();
  }

  /** Whether an answer is the rest of the same file. @param start where the rest begins */
  #continues(response: Response, start: number): boolean {
    if (isPacked(response) || isSameVersion(this.#version, versionOf(response)) !== true) return false;
    const length = lengthOf(response);
    const fits = this.#total === undefined || length === undefined || start + length === this.#total;
    // Not every host lets other sites read it.
    const range = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "");
    return fits && (range === null || Number(range[1]) === start);
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

  #missing({ status }: Response): LensError {
    return new LensError("remote-missing", { file: this.address.href, status });
  }

  #cut(): LensError {
    return new LensError("remote-cut", {
      file: remoteName(this.address),
      megabytes: (this.#loaded / MEGABYTE).toFixed(1),
      of: ((this.#total ?? 0) / MEGABYTE).toFixed(1),
    });
  }
}

/** What comes after bytes that are expected first; `undefined` where others come. */
async function beyondSame(reader: Reader, expected: Uint8Array): Promise<Chunk | undefined> {
  for (let at = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return undefined;
    const shared = Math.min(value.length, expected.length - at);
    for (let i = 0; i < shared; i++) if (value[i] !== expected[at + i]) return undefined;
    at += shared;
    if (at === expected.length) return value.subarray(shared);
  }
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
