/** One large file from another site, with the person's leave: size beforehand, progress, cancelling, going on after a cut. */
import { LensError } from "../errors";

const MEGABYTE = 1e6;

/** Nothing of the person or of this page is told to the other site. */
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
 * @throws LensError `remote-refused` where it cannot be had from this page, `remote-missing`, `cancelled`
 */
export async function remoteSize(address: URL, signal: AbortSignal): Promise<number | undefined> {
  const response = await ask(address, { method: "HEAD", signal });
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

/** A download that can be taken up again after it was cut. */
export class RemoteDownload {
  readonly address: URL;
  #parts: Uint8Array<ArrayBuffer>[] = [];
  #loaded = 0;
  #total: number | undefined;

  constructor(address: URL) {
    this.address = address;
  }

  /** Bytes that are here. */
  get loaded(): number {
    return this.#loaded;
  }

  /**
   * Fetches what is missing. Called again after a failure, it goes on where it was cut, if the other site can do so, and begins again
   * if not.
   * @throws LensError `remote-refused`, `remote-missing`, `cancelled`; `remote-cut` with `megabytes` and `of` (0: unknown)
   */
  async run({ signal, onProgress }: DownloadOptions): Promise<Blob> {
    const from = this.#loaded;
    // One range of this form may be asked for across origins without asking for leave first.
    const headers: HeadersInit = from > 0 ? { Range: `bytes=${from}-` } : {};
    const response = await ask(this.address, { signal, headers });
    if (!response.ok || !response.body) {
      throw new LensError("remote-missing", { file: this.address.href, status: response.status });
    }
    const length = lengthOf(response);
    const goesOn = from > 0 && response.status === 206 && this.#fits(from, length);
    if (!goesOn) this.#forget();
    this.#total = length === undefined ? this.#total : this.#loaded + length;
    onProgress(this.#loaded, this.#total);
    const reader = response.body.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        this.#parts.push(value);
        this.#loaded += value.length;
        onProgress(this.#loaded, this.#total);
      }
    } catch {
      if (signal.aborted) throw new LensError("cancelled");
      throw this.#cut();
    }
    // A length that was not that of the bytes was that of a compressed form; a browser itself takes a shorter end for a failure.
    return new Blob(this.#parts);
  }

  /** Whether the rest is as long as it should be: another file behind the address would not be. */
  #fits(from: number, length: number | undefined): boolean {
    return this.#total === undefined || length === undefined || from + length === this.#total;
  }

  #forget(): void {
    this.#parts = [];
    this.#loaded = 0;
  }

  #cut(): LensError {
    return new LensError("remote-cut", {
      file: remoteName(this.address),
      megabytes: (this.#loaded / MEGABYTE).toFixed(1),
      of: ((this.#total ?? 0) / MEGABYTE).toFixed(1),
    });
  }
}

async function ask(address: URL, init: RequestInit): Promise<Response> {
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
