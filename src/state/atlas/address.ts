/** Reads the address of an atlas. Nothing is trusted when it is read. */
import * as v from "valibot";
import { MAX_SEED } from "../../latent/max-seed";
import { modelId } from "../../model/formats/model-id";
import { BOUNDS } from "../../viewer/controls/bounds";
import { ATLAS_MAPS, type AtlasAddress, DEFAULT_ATLAS, VERSION } from "./atlas-hash";

/** More is a slip of the keyboard, as on the command line. */
export const MOST_SEEDS = 10_000;

const whole = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max));
const COORDINATE = whole(4095);
const SEED = whole(MAX_SEED);
const PSI = v.pipe(v.number(), v.minValue(BOUNDS.psi.min), v.maxValue(BOUNDS.psi.max));
const WEIGHT = v.pipe(v.number(), v.gtValue(0), v.maxValue(BOUNDS.classWeight.max));
const SITE = v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/));

/** Reads each part of a hash; throws where it does not hold. */
const READERS: Readonly<Record<string, (text: string) => Partial<AtlasAddress>>> = {
  v: (text) => {
    if (text !== VERSION) throw new RangeError("another version");
    return {};
  },
  model: (text) => ({ model: v.parse(modelId, text) }),
  class: (text) => {
    const entries = text.split(",").map((entry): [string, number] => {
      const at = entry.lastIndexOf(":");
      const id = v.parse(v.pipe(v.string(), v.minLength(1)), entry.slice(0, Math.max(0, at)));
      return [decodeURIComponent(id), v.parse(WEIGHT, numberIn(entry.slice(at + 1)))];
    });
    return { classes: Object.fromEntries(entries) };
  },
  psi: (text) => ({ psi: v.parse(PSI, numberIn(text)) }),
  seeds: (text) => {
    const [first, last = first, ...rest] = text.split("-").map((part) => v.parse(SEED, numberIn(part)));
    if (rest.length > 0 || last < first || last - first >= MOST_SEEDS)
      throw new RangeError("no run of seeds");
    return { first, last };
  },
  site: (text) => ({ site: v.parse(SITE, text) }),
  q: (text) => {
    const [x, y, ...rest] = text.split(".").map((part) => v.parse(COORDINATE, numberIn(part)));
    if (rest.length > 0 || y === undefined) throw new RangeError("no cell");
    return { query: { x, y } };
  },
  map: (text) => ({ map: v.parse(v.picklist(ATLAS_MAPS), text) }),
  // Of the page: languages.ts sees to it.
  lang: () => ({}),
};

/** An address from a hash, with or without its `#`. Never throws: what does not hold is left out and named. */
export function readAtlasHash(hash: string): {
  readonly address: AtlasAddress;
  readonly refused: readonly string[];
} {
  let address = DEFAULT_ATLAS;
  const refused: string[] = [];
  for (const [name, text] of new URLSearchParams(hash.replace(/^#/, "").replaceAll("+", "%2B"))) {
    try {
      const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
      if (!read) throw new RangeError("unknown");
      address = { ...address, ...read(text) };
    } catch {
      refused.push(name);
    }
  }
  return { address, refused };
}

function numberIn(text: string): number {
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) throw new RangeError(`${text} is no number`);
  return Number(text);
}
