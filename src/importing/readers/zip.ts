/**
 * The directory of a zip file and the way to its entries. `unzipit` reads the directory, zip64 included; what a hostile file could do
 * with it is checked here: entries that lie over each other, twice the same name, sizes that the file cannot mean.
 */
import { type ZipEntry as Listed, type Reader, unzipRaw } from "unzipit";
import { LensError } from "../../model/errors";
import type { ByteSource } from "../checkpoint";
import { inflate } from "./inflate";
import { claim, malformed, messageOf, type Reading } from "./reading";
import { memorySource, partOf } from "./sources";

/** A generator has some hundred tensors; a directory of more is not read. */
const MAX_ENTRIES = 10_000;
const MAX_DIRECTORY_BYTES = 1 << 22;
/** Bytes that are read at once where a header is looked up: those of small entries lie close together. */
const BLOCK = 4096;
const STORED = 0;

export interface ZipEntry {
  readonly name: string;
  /** Bytes after inflating. */
  readonly size: number;
  /** Bytes that are held while it is inflated, before and after; 0 where its bytes lie in the file as they are. */
  readonly held: number;
  /** Its bytes; of a deflated entry they are inflated, all at once. */
  bytes(): Promise<ByteSource>;
  /** Its first bytes, `count` at most. */
  head(count: number): Promise<Uint8Array>;
}

/** Where an entry lies: its header, and its data after that. */
interface Span {
  readonly header: number;
  readonly from: number;
  readonly to: number;
}

/** Thrown through `unzipit` when it has found where an entry's data lies: then nothing of them needs to be read yet. */
class Located {
  constructor(
    readonly from: number,
    readonly length: number,
  ) {}
}

/** The file as `unzipit` reads it, remembering the last place that it read from. */
class DirectoryReader implements Reader {
  lastRead = { from: 0, to: 0 };
  readonly #source: ByteSource;
  #block = { from: 0, bytes: new Uint8Array(0) };

  constructor(source: ByteSource) {
    this.#source = source;
  }

  async getLength(): Promise<number> {
    return this.#source.size;
  }

  async read(from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (length > MAX_DIRECTORY_BYTES) {
      throw malformed(this.#source.name, `its zip directory claims ${length} bytes`);
    }
    this.lastRead = { from, to: from + length };
    if (length > BLOCK) return (await this.#source.read(from, from + length)) as Uint8Array<ArrayBuffer>;
    const { from: start, bytes } = this.#block;
    if (from < start || from + length > start + bytes.length) {
      // Beyond the end of the file, the source itself says so.
      const to = Math.max(from + length, Math.min(from + BLOCK, this.#source.size));
      this.#block = { from, bytes: (await this.#source.read(from, to)) as Uint8Array<ArrayBuffer> };
    }
    return this.#block.bytes.subarray(from - this.#block.from, from - this.#block.from + length);
  }

  readStream(from: number, length: number): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    return Promise.reject(new Located(from, length));
  }
}

/**
 * Reads the directory and finds every entry.
 * @returns files by their name; folders are left out
 * @throws LensError `checkpoint-malformed`, `checkpoint-too-large`
 */
export async function openZip(reading: Reading): Promise<ReadonlyMap<string, ZipEntry>> {
  const { source, where } = reading;
  const reader = new DirectoryReader(source);
  const { entries } = await unzipRaw(reader).catch((thrown: unknown) => {
    if (thrown instanceof LensError) throw thrown;
    throw malformed(where, `its zip directory cannot be read (${messageOf(thrown)})`);
  });
  // What `unzipit` reads last is the directory itself.
  const directory = reader.lastRead;
  if (entries.length > MAX_ENTRIES) throw malformed(where, `it has ${entries.length} entries`);

  const found = new Map<string, ZipEntry>();
  const spans: Span[] = [{ header: directory.from, from: directory.from, to: directory.to }];
  for (const listed of entries) {
    if (listed.encrypted) throw malformed(where, `its entry ${listed.name} is encrypted`);
    if (found.has(listed.name)) throw malformed(where, `it has two entries of the name ${listed.name}`);
    claim(reading, listed.size, `entry ${listed.name}`);
    const span = await locate(reading, reader, listed);
    spans.push(span);
    if (!listed.isDirectory) found.set(listed.name, entryOf(reading, listed, span));
  }
  refuseOverlaps(where, spans);
  return found;
}

async function locate(reading: Reading, reader: DirectoryReader, listed: Listed): Promise<Span> {
  try {
    await listed.stream();
  } catch (thrown) {
    if (thrown instanceof Located) {
      const { from, length } = thrown;
      return { header: reader.lastRead.from, from, to: from + length };
    }
    if (thrown instanceof LensError) throw thrown;
    throw malformed(reading.where, `its entry ${listed.name} cannot be read (${messageOf(thrown)})`);
  }
  throw malformed(reading.where, `its entry ${listed.name} has no place`);
}

function refuseOverlaps(where: string, spans: Span[]): void {
  spans.sort((a, b) => a.header - b.header);
  for (let i = 1; i < spans.length; i++) {
    if (spans[i].header < Math.max(spans[i - 1].to, spans[i - 1].header + 1)) {
      throw malformed(where, "its zip entries lie over each other");
    }
  }
}

function entryOf(reading: Reading, listed: Listed, span: Span): ZipEntry {
  const { name, size } = listed;
  const packed = partOf(reading.source, span.from, span.to - span.from);
  if (listed.compressionMethod === STORED) {
    return {
      name,
      size,
      held: 0,
      bytes: async () => packed,
      head: (count) => packed.read(0, Math.min(count, size)),
    };
  }
  const inflated = (count: number) => inflate(packed, size, Math.min(count, size), `entry ${name}`);
  return {
    name,
    size,
    held: packed.size + size,
    async bytes() {
      claim(reading, packed.size + size, `entry ${name}`);
      return memorySource(reading.source.name, await inflated(size));
    },
    head: inflated,
  };
}
