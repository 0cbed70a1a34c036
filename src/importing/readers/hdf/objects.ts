/** Objects of an HDF5 file: their headers, and the links of groups. Versions 0 to 3 of the format; what is rare in them is refused. */
import { LensError } from "../../../model/errors";
import { malformed } from "../reading";
import type { HdfFile, HdfPart } from "./bytes";

/** Types of messages in an object's header. */
export const MESSAGE = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  layout: 0x08,
  filters: 0x0b,
  continuation: 0x10,
  symbolTable: 0x11,
} as const;

export interface Message {
  readonly type: number;
  /** Set where the message stands elsewhere and is used by several objects. */
  readonly isShared: boolean;
  readonly data: HdfPart;
}

export interface Link {
  readonly name: string;
  /** Address of the object's header; `undefined` of links by name and to other files. */
  readonly target: number | undefined;
}

const ADDRESS_BYTES = 8;
const MOST_MESSAGES = 4096;
/** Bytes of a header's first part that are looked at to learn how long it is. */
const PREFIX_BYTES = 16;
const SYMBOL_BYTES = 40;
const MOST_LEVELS = 8;
const IS_SHARED = 2;

/** Refused with the part of the format that is not read. */
export function unread(file: HdfFile, part: string): LensError {
  return new LensError("checkpoint-hdf", { where: file.where, part });
}

/** Address of the root group's header. @throws LensError `checkpoint-malformed`, `checkpoint-hdf` */
export async function rootOf(file: HdfFile): Promise<number> {
  const part = await file.part(0, Math.min(file.source.size, 96));
  part.skip(8);
  const version = part.number(1);
  if (version > 3) throw unread(file, `version ${version}`);
  const isNew = version >= 2;
  part.at = isNew ? 9 : 13;
  const [offsets, lengths] = [part.number(1), part.number(1)];
  if (offsets !== ADDRESS_BYTES || lengths !== ADDRESS_BYTES)
    throw unread(file, `addresses of ${offsets} bytes`);
  // Before the root: flags and three addresses; in the older form also the name of the root's own link, and more numbers.
  part.at = [64, 68, 36, 36][version];
  const root = part.address();
  if (root === undefined) throw malformed(file.where, "its HDF5 has no root");
  return root;
}

/** All messages of an object's header, in order. */
export async function messagesOf(file: HdfFile, address: number): Promise<readonly Message[]> {
  const size = Math.min(PREFIX_BYTES + ADDRESS_BYTES, Math.max(0, file.source.size - address));
  const prefix = await file.part(address, size);
  const messages: Message[] = [];
  const waiting: { from: number; size: number; from2: boolean; order: boolean }[] = [];
  if (prefix.isNext("OHDR")) {
    if (prefix.number(1) !== 2) throw unread(file, "a newer kind of header");
    const flags = prefix.number(1);
    const times = flags & 0x20 ? 16 : 0;
    const sizes = flags & 0x10 ? 4 : 0;
    const width = 1 << (flags & 3);
    const start = address + 6 + times + sizes;
    const length = (await file.part(start, width)).number(width);
    waiting.push({ from: start + width, size: length, from2: true, order: (flags & 4) !== 0 });
  } else {
    prefix.at = 0;
    if (prefix.number(1) !== 1) throw malformed(file.where, "an object of its HDF5 has no header");
    prefix.at = 8;
    waiting.push({ from: address + PREFIX_BYTES, size: prefix.number(4), from2: false, order: false });
  }
  const seen = new Set<number>();
  for (let block = waiting.shift(); block; block = waiting.shift()) {
    if (seen.has(block.from)) throw malformed(file.where, "a header of its HDF5 goes in a circle");
    seen.add(block.from);
    const part = await file.part(block.from, block.size);
    const head = block.from2 ? (block.order ? 6 : 4) : 8;
    while (part.left >= head) {
      const type = part.number(block.from2 ? 1 : 2);
      const length = part.number(2);
      const flags = part.number(1);
      part.skip(head - (block.from2 ? 4 : 5));
      const data = part.part(length);
      if (type === MESSAGE.continuation) {
        const from = data.number(8);
        const whole = data.number(8);
        // The newer kind begins with four letters and ends with a checksum.
        waiting.push({
          ...block,
          from: block.from2 ? from + 4 : from,
          size: block.from2 ? whole - 8 : whole,
        });
      } else messages.push({ type, isShared: (flags & IS_SHARED) !== 0, data });
      if (messages.length > MOST_MESSAGES) throw malformed(file.where, "an object of its HDF5 has no end");
    }
  }
  return messages;
}

/** The links of a group; `undefined` where the object is none. */
export async function linksOf(
  file: HdfFile,
  messages: readonly Message[],
): Promise<readonly Link[] | undefined> {
  const table = messages.find(({ type }) => type === MESSAGE.symbolTable);
  if (table) return linksInTable(file, table.data);
  const info = messages.find(({ type }) => type === MESSAGE.linkInfo);
  const links = messages.filter(({ type }) => type === MESSAGE.link);
  if (!info && links.length === 0) return undefined;
  if (info) {
    info.data.skip(1);
    info.data.skip(info.data.number(1) & 1 ? 8 : 0);
    if (info.data.address() !== undefined) throw unread(file, "a group with its links in a heap");
  }
  // In the order that the older form has, and that HDF5 itself lists them in.
  return links.map(({ data }) => linkOf(data)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function linkOf(data: HdfPart): Link {
  data.skip(1);
  const flags = data.number(1);
  const type = flags & 8 ? data.number(1) : 0;
  data.skip((flags & 4 ? 8 : 0) + (flags & 0x10 ? 1 : 0));
  const name = data.text(data.number(1 << (flags & 3)));
  return { name, target: type === 0 ? data.address() : undefined };
}

/** The older form: a tree of tables, and a heap with the names. */
async function linksInTable(file: HdfFile, table: HdfPart): Promise<readonly Link[]> {
  const [tree, heap] = [table.number(8), table.number(8)];
  const header = await file.part(heap, 32);
  if (!header.isNext("HEAP")) throw malformed(file.where, "the names of a group of its HDF5 are missing");
  header.at = 8;
  const size = header.number(8);
  header.at = 24;
  const names = (await file.part(header.number(8), size)).bytes;
  const links: Link[] = [];
  for (const leaf of await leavesOf(file, tree)) {
    const node = await file.part(leaf, 8);
    if (!node.isNext("SNOD")) throw malformed(file.where, "a table of its HDF5 is missing");
    node.skip(2);
    const count = node.number(2);
    const entries = await file.part(leaf + 8, count * SYMBOL_BYTES);
    for (let at = 0; at < count; at++) {
      entries.at = at * SYMBOL_BYTES;
      const from = entries.number(8);
      const end = names.indexOf(0, from);
      if (from >= names.length || end < 0) throw malformed(file.where, "a name of its HDF5 has no end");
      // A link by name has no object.
      links.push({ name: new TextDecoder().decode(names.subarray(from, end)), target: entries.address() });
    }
  }
  return links;
}

/** Addresses of the tables below a tree, in order. */
async function leavesOf(file: HdfFile, root: number): Promise<readonly number[]> {
  let level = [root];
  const seen = new Set<number>();
  for (let depth = 0; depth < MOST_LEVELS; depth++) {
    const below: number[] = [];
    let isLast = false;
    for (const address of level) {
      if (seen.has(address)) throw malformed(file.where, "a tree of its HDF5 goes in a circle");
      seen.add(address);
      const node = await file.part(address, 24);
      if (!node.isNext("TREE") || node.number(1) !== 0)
        throw malformed(file.where, "a tree of its HDF5 is missing");
      isLast = node.number(1) === 0;
      const count = node.number(2);
      const entries = await file.part(address + 24, count * 16);
      for (let at = 0; at < count; at++) {
        entries.skip(8);
        below.push(entries.number(8));
      }
      if (below.length > MOST_MESSAGES) throw malformed(file.where, "a group of its HDF5 has no end");
    }
    if (isLast || level.length === 0) return below;
    level = below;
  }
  throw malformed(file.where, "a tree of its HDF5 is too deep");
}
