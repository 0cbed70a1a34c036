/** For each format, the files to begin with and the damage that knows its structure. */
import { deflateRawSync } from "node:zlib";
import type { CheckpointFormat } from "../../src/importing/checkpoint";
import { checkpointBytes } from "../../test/support/checkpoints";
import { type Bytes, concat, damage, littleEndian, oddNumber, spliced } from "./bytes";
import { damagePickle, operationsOf } from "./pickle";
import { type Random, randomFrom } from "./random";
import { LIES, type Packed, pack, unpack } from "./zip";

/** Files by their name: one, but for TensorFlow.js. */
export type Files = Readonly<Record<string, Bytes>>;

interface Format {
  readonly seeds: readonly Files[];
  /** Damage that knows the structure. */
  damage(files: Files, random: Random): Files;
  /** Where a cut is most telling, in the first file. */
  boundaries(files: Files): readonly number[];
}

const single = (names: readonly string[]): Files[] => names.map((name) => ({ file: checkpointBytes(name) }));

const TFJS = ["model.json", "group1-shard1of2.bin", "group1-shard2of2.bin", "group2-shard1of1.bin"];

export const FORMATS: Readonly<Record<CheckpointFormat, Format>> = {
  safetensors: {
    seeds: single(["kinds.safetensors"]),
    damage: ({ file }, random) => ({ file: damageSafetensors(file, random) }),
    boundaries: ({ file }) => [0, 8, 8 + headerLength(file), file.length],
  },
  "torch-zip": {
    seeds: single(["kinds.pt", "trained.pt", "protocol4.pt", "kinds.deflated.pt"]),
    damage: ({ file }, random) => ({ file: damageZip(file, random, damageTorchEntry) }),
    boundaries: ({ file }) => signatures(file),
  },
  "torch-legacy": {
    seeds: single(["kinds.legacy.pt", "trained.legacy.pt", "protocol4.legacy.pt", "cuda.legacy.pt"]),
    damage: ({ file }, random) => ({ file: damageLegacy(file, random) }),
    boundaries: ({ file }) => pickleStarts(file),
  },
  npz: {
    seeds: single(["arrays.npz", "arrays.deflated.npz", "arrays.zip64.npz"]),
    damage: ({ file }, random) => ({ file: damageZip(file, random, damageNpy) }),
    boundaries: ({ file }) => signatures(file),
  },
  hdf: {
    seeds: single(["kinds.h5", "kinds.latest.h5"]),
    damage: ({ file }, random) => ({ file: damageHdf(file, random) }),
    boundaries: ({ file }) => [0, 8, 96, 800, 2048, file.length],
  },
  tfjs: {
    seeds: [Object.fromEntries(TFJS.map((name) => [name, checkpointBytes(`tfjs/${name}`)]))],
    damage: damageTfjs,
    boundaries: () => [0, 1],
  },
};

/** The files of one case; the same for the same numbers. */
export function caseOf(format: CheckpointFormat, seed: number, index: number): Files {
  const { seeds, damage: damageOf, boundaries } = FORMATS[format];
  const random = randomFrom(seed * 1_000_003 + index);
  let files = random.pick(seeds);
  const [first] = Object.keys(files);
  switch (random.below(8)) {
    case 0: {
      // Cut at every byte in turn.
      const name = random.pick(Object.keys(files));
      return { ...files, [name]: files[name].slice(0, (index * 7) % (files[name].length + 1)) };
    }
    case 1: {
      const near = random.pick(boundaries(files)) + random.below(5) - 2;
      return { ...files, [first]: files[first].slice(0, Math.max(0, near)) };
    }
    case 2:
    case 3: {
      for (let times = 1 + random.below(4); times > 0; times--) {
        const name = random.pick(Object.keys(files));
        files = { ...files, [name]: damage(files[name], random.pick(seeds)[first], random) };
      }
      return files;
    }
    case 4:
      return { ...damageOf(files, random), ...damageOf(damageOf(files, random), random) };
    default:
      return damageOf(files, random);
  }
}

const headerLength = (file: Uint8Array) => new DataView(file.buffer, file.byteOffset).getUint32(0, true);

const ODD_NAMES = ["__proto__", "constructor", "toString", "", "__metadata__", "a.b", "f32"];

/** One value of a JSON document, somewhere in it, exchanged. */
function damageJson(json: unknown, random: Random): unknown {
  if (typeof json !== "object" || json === null || random.below(12) === 0) return oddValue(random);
  const keys = Object.keys(json);
  if (keys.length === 0) return oddValue(random);
  const key = random.pick(keys);
  if (Array.isArray(json)) {
    const copy = [...json];
    if (random.below(8) === 0) copy.splice(Number(key), random.below(2), json[Number(key)]);
    else copy[Number(key)] = damageJson(json[Number(key)], random);
    return copy;
  }
  const entries = Object.entries(json).map(([name, value]): [string, unknown] => {
    if (name !== key) return [name, value];
    return random.below(8) === 0 ? [random.pick(ODD_NAMES), value] : [name, damageJson(value, random)];
  });
  return Object.fromEntries(entries);
}

function oddValue(random: Random): unknown {
  return random.pick<unknown>([
    Number(oddNumber(random)),
    -Number(oddNumber(random)),
    random.below(64),
    0.5,
    null,
    true,
    "",
    "F32",
    "I64",
    "F8_E4M3",
    "uint8",
    "string",
    "complex64",
    [],
    {},
    [Number(oddNumber(random))],
    Array.from({ length: 40 }, () => 2),
    { __proto__: 1 },
  ]);
}

/** JSON as text, once in a while with what an object cannot have: twice the same key, a prototype, great depth. */
function jsonBytes(json: unknown, random: Random): Bytes {
  const text = JSON.stringify(json) ?? "null";
  switch (random.below(10)) {
    case 0:
      return new TextEncoder().encode(text.replace(/^\{/, '{"__proto__":{"dtype":"F32"},'));
    case 1:
      return new TextEncoder().encode(text.replace(/"shape":\[/, `"shape":${"[".repeat(5000)}`));
    default:
      return new TextEncoder().encode(text);
  }
}

/** Addresses and counts of HDF5 lie at even places. */
function damageHdf(file: Bytes, random: Random): Bytes {
  let damaged = file;
  for (let times = 1 + random.below(3); times > 0; times--) {
    const width = random.pick([2, 4, 8]);
    const at = 2 * random.below(Math.max(1, (file.length - width) >> 1));
    const other = 8 * random.below(file.length >> 3);
    const by =
      random.below(2) === 0 ? littleEndian(oddNumber(random), width) : file.slice(other, other + width);
    damaged = spliced(damaged, at, at + by.length, by);
  }
  return damaged;
}

function damageSafetensors(file: Bytes, random: Random): Bytes {
  const end = 8 + headerLength(file);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder().decode(file.subarray(8, end)));
  } catch {
    return damage(file, file, random);
  }
  const text = jsonBytes(damageJson(header, random), random);
  const claimed = random.below(6) === 0 ? oddNumber(random) : BigInt(text.length);
  return concat([littleEndian(claimed, 8), text, file.subarray(end)]);
}

/** Places of the headers in a zip file, and its end. */
function signatures(file: Uint8Array): number[] {
  const found: number[] = [file.length];
  for (let at = 0; at + 4 < file.length; at++) if (file[at] === 0x50 && file[at + 1] === 0x4b) found.push(at);
  return found;
}

function damageZip(
  file: Bytes,
  random: Random,
  damageEntry: (entry: Packed, random: Random) => Uint8Array,
): Bytes {
  let entries: Packed[];
  try {
    entries = unpack(file);
  } catch {
    return damage(file, file, random);
  }
  if (entries.length === 0) return damage(file, file, random);
  const chosen = random.below(entries.length);
  const entry = entries[chosen];
  switch (random.below(14)) {
    case 0:
      return pack(entries.filter((_, index) => index !== chosen));
    case 1:
      return pack([...entries, entry]);
    case 2:
      return pack(entries, { kind: random.pick(LIES), random });
    case 3:
      entries[chosen] = { ...entry, content: damage(entry.content, random.pick(entries).content, random) };
      return pack(entries);
    case 4: {
      // A flood of entries.
      const many = Array.from({ length: 2000 }, (_, index) => ({
        ...entry,
        name: `${entry.name}${index}`,
        content: new Uint8Array(0),
      }));
      return pack([...entries, ...many]);
    }
    case 5:
      return damageDeflated(file, random);
    default: {
      const wanted = entries.findIndex(({ name }) => name.endsWith("data.pkl"));
      const index = wanted < 0 ? chosen : wanted;
      entries[index] = { ...entries[index], content: damageEntry(entries[index], random) };
      return pack(entries, random.below(10) === 0 ? { kind: random.pick(LIES), random } : undefined);
    }
  }
}

/** Deflated entries with damaged streams, under an honest directory. */
function damageDeflated(file: Bytes, random: Random): Bytes {
  const entries = unpack(file).map((entry) => ({ ...entry, deflated: true }));
  const whole = pack(entries);
  const [{ content, name }] = entries;
  const from = 30 + name.length;
  const length = deflateRawSync(content).length;
  const at = from + random.below(Math.max(1, length));
  return spliced(whole, at, Math.min(from + length, at + 1), random.bytes(1));
}

function damageTorchEntry({ name, content }: Packed, random: Random): Uint8Array {
  if (!name.endsWith("data.pkl")) return damage(content, content, random);
  try {
    return damagePickle(content, 0, random);
  } catch {
    return damage(content, content, random);
  }
}

const NPY_HEADERS = [
  "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }",
  "{'descr': '<f4', 'fortran_order': True, 'shape': (99999999999, 99999999999), }",
  "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 0), }",
  "{'descr': '>f8', 'fortran_order': True, 'shape': (1, 2, 3), }",
  "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }",
  "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
  "{'descr': '<U7', 'fortran_order': False, 'shape': (2L,), }",
  `{'descr': '<f4', 'fortran_order': False, 'shape': (${"1, ".repeat(3000)}), }`,
  "{}",
  "",
];

function damageNpy({ content }: Packed, random: Random): Uint8Array {
  if (content.length < 10 || random.below(2) === 0) return damage(content, content, random);
  const end = 10 + content[8] + 256 * content[9];
  const header = new TextEncoder().encode(`${random.pick(NPY_HEADERS)}\n`);
  const length = random.below(6) === 0 ? oddNumber(random) : BigInt(header.length);
  return concat([content.subarray(0, 8), littleEndian(length, 2), header, content.subarray(end)]);
}

/** Where the five pickles of a legacy file begin, and where its storages do. */
function pickleStarts(file: Uint8Array): number[] {
  const starts = [0];
  for (let i = 0; i < 5; i++) starts.push(operationsOf(file, starts[i]).at(-1)?.to ?? file.length);
  return starts;
}

function damageLegacy(file: Bytes, random: Random): Bytes {
  try {
    const starts = pickleStarts(file);
    if (random.below(5) > 0) return damagePickle(file, starts[random.pick([0, 1, 2, 3, 3, 3, 3, 4])], random);
    // The number of elements of the first storage.
    return spliced(file, starts[5], starts[5] + 8, littleEndian(oddNumber(random), 8));
  } catch {
    return damage(file, file, random);
  }
}

function damageTfjs(files: Files, random: Random): Files {
  const [model, ...shards] = TFJS;
  const shard = random.pick(shards);
  const { [shard]: content, ...others } = files;
  switch (random.below(6)) {
    case 0:
      return others;
    case 1:
      return { ...files, [shard]: content ? damage(content, content, random) : new Uint8Array(3) };
    default:
      try {
        const json = JSON.parse(new TextDecoder().decode(files[model]));
        return {
          ...files,
          [model]: jsonBytes({ ...json, weightsManifest: damageJson(json.weightsManifest, random) }, random),
        };
      } catch {
        return files;
      }
  }
}
