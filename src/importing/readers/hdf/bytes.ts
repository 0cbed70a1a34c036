/** Small parts of an HDF5 file, each read where an address says, all numbers lowest byte first. */
import type { ByteSource } from "../../checkpoint";
import { malformed, type Reading } from "../reading";

/** Bytes that are read at once: headers and tables of small groups lie close together. */
const BLOCK = 2048;
/** Headers and heaps of names are far smaller. */
const MOST_BYTES = 1 << 20;
const WIDE = 8;
const UNDEFINED = 0xffffffffffffffffn;

/** A part of the file with a position in it. */
export class HdfPart {
  readonly #view: DataView;
  readonly #where: string;
  at = 0;

  constructor(
    readonly bytes: Uint8Array,
    where: string,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#where = where;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** Moves past some bytes. @returns where they begin */
  skip(count: number): number {
    if (count > this.left) throw malformed(this.#where, "an entry of HDF5 is cut short");
    this.at += count;
    return this.at - count;
  }

  /** A number of 1, 2, 4 or 8 bytes. @throws LensError where it is beyond what a file can have */
  number(size: number): number {
    const from = this.skip(size);
    if (size === 1) return this.#view.getUint8(from);
    if (size === 2) return this.#view.getUint16(from, true);
    if (size === 4) return this.#view.getUint32(from, true);
    const value = this.#view.getBigUint64(from, true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
      throw malformed(this.#where, "HDF5 has an impossible number");
    return Number(value);
  }

  /** An address; `undefined` where nothing was stored. */
  address(): number | undefined {
    if (this.#view.getBigUint64(this.skip(WIDE), true) === UNDEFINED) return undefined;
    this.at -= WIDE;
    return this.number(WIDE);
  }

  /** Whether the next bytes are these letters; moves past them. */
  isNext(letters: string): boolean {
    const from = this.skip(letters.length);
    return Array.from(letters).every((letter, at) => this.bytes[from + at] === letter.charCodeAt(0));
  }

  /** The next bytes as a part of their own. */
  part(size: number): HdfPart {
    const from = this.skip(size);
    return new HdfPart(this.bytes.subarray(from, from + size), this.#where);
  }

  text(size: number): string {
    const from = this.skip(size);
    return new TextDecoder().decode(this.bytes.subarray(from, from + size));
  }
}

/** A file by addresses. Each block of it is read once at most. */
export class HdfFile {
  readonly where: string;
  readonly source: ByteSource;
  readonly #blocks = new Map<number, Uint8Array>();

  constructor(reading: Reading) {
    this.where = reading.where;
    this.source = reading.source;
  }

  /** @throws LensError `checkpoint-malformed` outside of the file */
  async part(from: number, size: number): Promise<HdfPart> {
    if (size > MOST_BYTES) throw malformed(this.where, `a table of HDF5 claims ${size} bytes`);
    if (from + size > this.source.size) throw malformed(this.where, "its HDF5 points outside of the file");
    const first = Math.floor(from / BLOCK);
    const last = Math.floor(Math.max(from, from + size - 1) / BLOCK);
    const start = from - first * BLOCK;
    const block = await this.#block(first);
    if (first === last) return new HdfPart(block.subarray(start, start + size), this.where);
    const bytes = new Uint8Array(size);
    bytes.set(block.subarray(start));
    for (let number = first + 1; number <= last; number++) {
      const next = await this.#block(number);
      const filled = number * BLOCK - from;
      bytes.set(next.subarray(0, size - filled), filled);
    }
    return new HdfPart(bytes, this.where);
  }

  async #block(number: number): Promise<Uint8Array> {
    const known = this.#blocks.get(number);
    if (known) return known;
    const from = Math.min(number * BLOCK, this.source.size);
    const bytes = await this.source.read(from, Math.min(from + BLOCK, this.source.size));
    this.#blocks.set(number, bytes);
    return bytes;
  }
}
