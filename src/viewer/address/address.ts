/**
 * The state as the hash of an address: `#v=1&model=cats64&seed=42&q=12.8`. What is as by default is left out, what a person may
 * want to read or type is plain, and nothing is trusted when it is read back.
 */
import LZString from "lz-string";
import * as v from "valibot";
import { NO_INTERVENTION, noIntervention } from "../../attention/intervention";
import { defaultLensState, type LensState, lensStateSchema } from "../state/lens-state";

/** The version of addresses that is written. */
const VERSION = 1;
/** Longer packed parts are not unpacked: no state of ours needs them, and a short text can unpack to a very long one. */
const MOST_PACKED = 20_000;

/** What a link carries: all but what a person collected, which stays in the browser or travels as files. */
export type LinkState = Omit<LensState, "v" | "kept" | "ownDirections">;

/** The part of a state, or of a change of it, that a link carries. */
export function linkPart<T extends Partial<LensState>>(state: T): Omit<T, "v" | "kept" | "ownDirections"> {
  const { v: _version, kept: _kept, ownDirections: _own, ...part } = state;
  return part;
}

/** A value as text. Reading gives what the text says, unchecked; an error thrown means that it says nothing. */
interface Codec {
  readonly write: (value: never) => string;
  readonly read: (text: string) => unknown;
}

const text: Codec = { write: (value: string) => value, read: (value) => value };
const number: Codec = { write: (value: number) => String(value), read: readNumber };
const flag: Codec = { write: (value: boolean) => (value ? "1" : "0"), read: (value) => value === "1" };
/** Numbers by name: `3:1.2,17:-0.5`. */
const numbers: Codec = {
  write: (entries: Record<string, number>) =>
    Object.entries(entries)
      .map(([name, value]) => `${encodeURIComponent(name)}:${value}`)
      .join(","),
  read: (value) =>
    Object.fromEntries(
      parts(value).map((entry) => {
        const [name, amount] = pair(entry, ":");
        return [decodeURIComponent(name), readNumber(amount)];
      }),
    ),
};
/** Cells as column and row: `12.8,20.30`. */
const cells: Codec = {
  write: (list: LensState["pins"]) => list.map(({ x, y }) => `${x}.${y}`).join(","),
  read: (value) => parts(value).map(readCell),
};
const cell: Codec = { write: ({ x, y }: LensState["query"]) => `${x}.${y}`, read: readCell };
/** Locations by number, neighbours as `first-last`: `0-31,64`. */
const runs: Codec = { write: writeRuns, read: readRuns };
/** What nobody reads or types: JSON, packed into letters that an address can hold. */
const packed: Codec = {
  write: (value: unknown) => LZString.compressToEncodedURIComponent(JSON.stringify(value)),
  read: (value) => {
    if (value.length > MOST_PACKED) throw new RangeError("too long");
    return JSON.parse(LZString.decompressFromEncodedURIComponent(value) ?? "");
  },
};

type Key = Exclude<keyof LinkState, "interventions">;

/** Each part's name in the address. */
const PARTS: { readonly [K in Key]: readonly [name: string, codec: Codec] } = {
  model: ["model", text],
  seed: ["seed", number],
  psi: ["psi", number],
  noise: ["noise", text],
  classes: ["class", numbers],
  layerClasses: ["crossed", packed],
  edits: ["z", numbers],
  directions: ["dir", numbers],
  own: ["own", numbers],
  breed: ["mix", packed],
  snapshot: ["step", number],
  locks: ["lock", runs],
  query: ["q", cell],
  pins: ["pins", cells],
  region: ["region", runs],
  site: ["site", text],
  map: ["map", text],
  part: ["part", text],
  compare: ["compare", text],
  mass: ["mass", number],
  links: ["links", number],
  reach: ["reach", flag],
  scale: ["scale", text],
  curve: ["curve", text],
  colormap: ["cmap", text],
  overlay: ["overlay", text],
  opacity: ["opacity", number],
  smooth: ["smooth", flag],
  walk: ["walk", packed],
  pinned: ["pinned", packed],
};
/** The changes inside the layers, each `site:value` with `;` between sites. */
const CHANGES = {
  gammaScale: ["gamma", number],
  temperature: ["temp", number],
  maskedKeys: ["mask", runs],
  maskedQueries: ["maskq", runs],
} as const satisfies Record<keyof LensState["interventions"][string], readonly [string, Codec]>;

/** Said even where they are as by default, which may be another image one day. */
const ALWAYS: ReadonlySet<string> = new Set<Key>(["model", "seed", "query"]);
const KEYS = Object.keys(PARTS) as Key[];
const CHANGE_KEYS = Object.keys(CHANGES) as (keyof typeof CHANGES)[];

/** The state as a hash, without its `#`. */
export function writeHash(state: LinkState): string {
  const said: string[] = [`v=${VERSION}`];
  const say = (name: string, value: string) => said.push(`${name}=${escaped(value)}`);
  for (const key of KEYS) {
    const [name, { write }] = PARTS[key];
    if (ALWAYS.has(key) || !alike(state[key], defaultLensState[key])) say(name, write(state[key] as never));
  }
  for (const key of CHANGE_KEYS) {
    const [name, { write }] = CHANGES[key];
    const entries = Object.entries(state.interventions)
      .filter(([, change]) => !alike(change[key], NO_INTERVENTION[key]))
      .map(([site, change]) => `${encodeURIComponent(site)}:${write(change[key] as never)}`);
    if (entries.length > 0) say(name, entries.join(";"));
  }
  return said.join("&");
}

/** Part of an address that names the file of a model that the site does not have. */
const FILE = "file";
const LONGEST_FILE = 100;

/** A hash that also names the file that its model was imported from. */
export function withFile(hash: string, file: string | undefined): string {
  return file ? `${hash}&${FILE}=${escaped(file.slice(0, LONGEST_FILE))}` : hash;
}

/** The file that a hash names, if any. */
export function fileIn(hash: string): string | undefined {
  const named = new Map(entriesOf(unwrapped(hash.replace(/^#/, "")))).get(FILE);
  return named?.slice(0, LONGEST_FILE) || undefined;
}

export interface ReadHash {
  /** The default where the hash says nothing, or nothing that holds. */
  readonly state: LinkState;
  /** Names of what was not understood, as they stand in the address. */
  readonly refused: readonly string[];
}

/** A state from a hash, with or without its `#`. Never throws; whatever does not hold is left out and named. */
export function readHash(hash: string): ReadHash {
  const { state, refused } = hashState(hash);
  return { state: { ...linkPart(defaultLensState), ...state }, refused };
}

/** Only the parts of the state that a hash names. Never throws, as above. */
export function hashState(hash: string): {
  readonly state: Partial<LinkState>;
  readonly refused: readonly string[];
} {
  const said = new Map(entriesOf(unwrapped(hash.replace(/^#/, ""))));
  const refused: string[] = [];
  const version = said.get("v");
  if (version !== undefined && version !== String(VERSION)) refused.push("v");
  said.delete("v");
  // Of the page around, not of what is looked at: `language.ts` and `task.ts` see to them; `fileIn` reads the file's name.
  for (const name of ["lang", "tab", "tour", "play", "present", FILE]) said.delete(name);
  const state: Record<string, unknown> = {};
  const take = (name: string, key: keyof LinkState, read: (value: string) => unknown) => {
    const value = said.get(name);
    if (value === undefined) return;
    said.delete(name);
    const parsed = attempt(() => v.parse(lensStateSchema.entries[key] as v.GenericSchema, read(value)));
    if (parsed) state[key] = parsed.value;
    else refused.push(name);
  };
  for (const key of KEYS) take(PARTS[key][0], key, PARTS[key][1].read);
  for (const key of CHANGE_KEYS) {
    const [name, { read }] = CHANGES[key];
    take(name, "interventions", (value) => {
      const changes = { ...(state.interventions as LensState["interventions"] | undefined) };
      for (const entry of parts(value, ";")) {
        const [site, change] = pair(entry, ":");
        const id = decodeURIComponent(site);
        changes[id] = { ...noIntervention(), ...changes[id], [key]: read(change) };
      }
      return changes;
    });
  }
  refused.push(...said.keys());
  return { state, refused };
}

/** Mail gateways and editors percent-encode a fragment as a whole: `v%3D1%26seed%3D42`. */
function unwrapped(hash: string): string {
  if (hash.includes("=") || !/%3D/i.test(hash)) return hash;
  return attempt(() => decodeURIComponent(hash))?.value ?? hash;
}

function entriesOf(hash: string): [string, string][] {
  return parts(hash, "&").flatMap((entry): [string, string][] => {
    const at = entry.indexOf("=");
    const [name, value] = at < 0 ? [entry, ""] : [entry.slice(0, at), entry.slice(at + 1)];
    // What is not percent-encoded as it should be stands for itself, and will hardly be understood.
    return [[name, attempt(() => decodeURIComponent(value))?.value ?? value]];
  });
}

/** Percent-encoded, but for what a hash may hold as it is. */
function escaped(value: string): string {
  return encodeURIComponent(value).replace(/%(3A|2C|3B|24|2B)/g, (code) => decodeURIComponent(code));
}

function attempt<T>(work: () => T): { readonly value: T } | undefined {
  try {
    return { value: work() };
  } catch {
    return undefined;
  }
}

const parts = (value: string, between = ","): string[] => (value === "" ? [] : value.split(between));

function pair(entry: string, mark: string): [string, string] {
  const at = entry.indexOf(mark);
  if (at < 0) throw new RangeError(`${entry} is no pair`);
  return [entry.slice(0, at), entry.slice(at + 1)];
}

function readNumber(value: string): number {
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(value)) throw new RangeError(`${value} is no number`);
  return Number(value);
}

function readCell(value: string): unknown {
  const [x, y] = pair(value, ".");
  return { x: readNumber(x), y: readNumber(y) };
}

function writeRuns(locations: readonly number[]): string {
  const written: string[] = [];
  for (let at = 0; at < locations.length; ) {
    const first = locations[at];
    let last = first;
    while (locations[++at] === last + 1) last++;
    written.push(last === first ? `${first}` : `${first}-${last}`);
  }
  return written.join(",");
}

/** Most locations that a list may have: a grid of 128 x 128. */
const MOST_LOCATIONS = 16_384;

function readRuns(value: string): number[] {
  const locations: number[] = [];
  for (const run of parts(value)) {
    const [first, last = first, ...rest] = run.split("-").map(readNumber);
    if (rest.length > 0 || last < first || last - first + locations.length >= MOST_LOCATIONS) {
      throw new RangeError(`${run} is no run of locations`);
    }
    for (let location = first; location <= last; location++) locations.push(location);
  }
  return locations;
}

function alike(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
