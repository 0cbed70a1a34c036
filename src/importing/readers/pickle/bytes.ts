/** Reads numbers, texts and bytes of a pickle one after another, and never beyond the end. */
import { PickleFault } from "./values";

/** Bytes of an integer; the longest that a checkpoint has is the ten of the legacy format's magic number. */
const MAX_INTEGER_BYTES = 64;

/** The bytes end in the middle of the pickle. */
export class PickleCutShort extends PickleFault {}

/** A view of the bytes and a position in them. All methods throw `PickleCutShort` where the bytes end first. */
export class PickleBytes {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at: number;

  /** @param start first byte to read */
  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
  }

  /** The byte that is read next. */
  get at(): number {
    return this.#at;
  }

  /** Moves past `count` bytes. @returns where they begin. @throws PickleCutShort */
  take(count: number): number {
    const from = this.#at;
    if (count > this.#bytes.length - from) throw new PickleCutShort("a pickle is cut short");
    this.#at += count;
    return from;
  }

  byte(): number {
    return this.#bytes[this.take(1)];
  }

  /** A length of four bytes, lowest first. */
  length4(): number {
    return this.#view.getUint32(this.take(4), true);
  }

  /** A length of eight bytes, lowest first. @throws PickleCutShort where the file is shorter */
  length8(): number {
    const length = this.#view.getBigUint64(this.take(8), true);
    if (length > BigInt(this.#bytes.length)) throw new PickleCutShort("a pickle is cut short");
    return Number(length);
  }

  /** The next `length` bytes, as a view. */
  part(length: number): Uint8Array {
    const from = this.take(length);
    return this.#bytes.subarray(from, from + length);
  }

  /** The next `length` bytes as UTF-8; as Latin-1 where they are not UTF-8. */
  text(length: number): string {
    return decodeText(this.part(length));
  }

  /** A name of protocol 2, which ends with its line. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0) throw new PickleCutShort("a pickle is cut short");
    const text = this.text(end - this.#at);
    this.take(1);
    return text;
  }

  /** A signed integer, lowest byte first; a number where that is exact. */
  integer(length: number): number | bigint {
    if (length > MAX_INTEGER_BYTES) throw new PickleFault(`an integer takes ${length} bytes`);
    const bytes = this.part(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
    value = BigInt.asIntN(8 * length, value);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }

  int32(): number {
    return this.#view.getInt32(this.take(4), true);
  }

  uint16(): number {
    return this.#view.getUint16(this.take(2), true);
  }

  /** Highest byte first, as pickles have it. */
  float64(): number {
    return this.#view.getFloat64(this.take(8), false);
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const latin1 = new TextDecoder("latin1");

function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // Bytes of a Python 2 text.
    return latin1.decode(bytes);
  }
}
