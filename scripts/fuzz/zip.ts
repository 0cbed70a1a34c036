/** Zip files apart and together again, as honest or as dishonest as a case wants them. */
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { type Bytes, concat, littleEndian, oddNumber } from "./bytes";
import type { Random } from "./random";

export interface Packed {
  readonly name: string;
  readonly content: Uint8Array;
  readonly deflated: boolean;
}

const LOCAL = 0x04034b50n;
const CENTRAL = 0x02014b50n;
const END = 0x06054b50n;

/** Entries of a whole zip file without zip64, such as the fixtures are. */
export function unpack(bytes: Uint8Array): Packed[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  const entries: Packed[] = [];
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    const deflated = view.getUint16(at + 10, true) === 8;
    const size = view.getUint32(at + 20, true);
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const header = view.getUint32(at + 42, true);
    const from = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    const content = bytes.subarray(from, from + size);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)),
      content: deflated ? inflateRawSync(content) : content,
      deflated,
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}

/** What a directory may lie about. */
export type Lie = "size" | "packed" | "method" | "offset" | "name" | "count" | "directory" | "bomb";
export const LIES: readonly Lie[] = [
  "size",
  "packed",
  "method",
  "offset",
  "name",
  "count",
  "directory",
  "bomb",
];

/** @param lie tells the directory something else than what is there, in one random entry */
export function pack(
  entries: readonly Packed[],
  lie?: { readonly kind: Lie; readonly random: Random },
): Bytes {
  const chosen = lie?.random.below(Math.max(1, entries.length));
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let at = 0;
  entries.forEach((entry, index) => {
    const about = index === chosen ? lie : undefined;
    const odd = (kind: Lie, honest: number) =>
      BigInt(about?.kind === kind ? oddNumber(about.random) : BigInt(honest));
    const bomb = about?.kind === "bomb";
    // Deflates to some thousandth, and claims the size of an entry that is no bomb.
    const content = bomb ? deflateRawSync(new Uint8Array(1 << 20)) : packed(entry);
    const name = new TextEncoder().encode(
      about?.kind === "name"
        ? about.random.pick(["../x", "", "a\0b", "x/".repeat(300), entry.name])
        : entry.name,
    );
    const method = odd("method", entry.deflated || bomb ? 8 : 0);
    const crc = littleEndian(BigInt(crc32(entry.content)), 4);
    const sizes = [
      littleEndian(odd("packed", content.length), 4),
      littleEndian(odd("size", entry.content.length), 4),
    ];
    const lengths = [littleEndian(BigInt(name.length), 2), littleEndian(0n, 2)];
    const shared = [
      littleEndian(20n, 2),
      littleEndian(0n, 2),
      littleEndian(method, 2),
      littleEndian(0n, 4),
      crc,
    ];
    const local = concat([littleEndian(LOCAL, 4), ...shared, ...sizes, ...lengths, name, content]);
    const place = littleEndian(odd("offset", at), 4);
    centrals.push(
      concat([
        littleEndian(CENTRAL, 4),
        littleEndian(20n, 2),
        ...shared,
        ...sizes,
        ...lengths,
        new Uint8Array(10),
        place,
        name,
      ]),
    );
    locals.push(local);
    at += local.length;
  });
  const directory = concat(centrals);
  const kind = lie?.kind;
  const count = kind === "count" && lie ? oddNumber(lie.random) : BigInt(entries.length);
  const size = kind === "directory" && lie ? oddNumber(lie.random) : BigInt(directory.length);
  return concat([
    ...locals,
    directory,
    littleEndian(END, 4),
    new Uint8Array(4),
    littleEndian(count, 2),
    littleEndian(count, 2),
    littleEndian(size, 4),
    littleEndian(BigInt(at), 4),
    new Uint8Array(2),
  ]);
}

function packed({ content, deflated }: Packed): Uint8Array {
  return deflated ? deflateRawSync(content) : content;
}
