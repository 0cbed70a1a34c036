/**
 * Two states side by side as the hash of an address: `#a=…&b=…&q=12.8`. `a` and `b` are each a hash of the lens, percent-encoded; `q` is
 * the query on the grid of A, and `qb`, in its place, on that of B: the other side looks at the same place of its image.
 */
import type { Cell } from "../../attention/grid";
import { isOfDiscriminator } from "../../attention/site";
import { FIRST_SITE } from "../state/first-site";
import { defaultLensState, type LensState } from "../state/lens-state";
import { type ImageRecipe, recipeOf } from "../state/recipe";
import { hashState, type LinkState, linkPart, writeHash } from "./address";

/** What is compared of a lens: an image, a layer, and what is changed in it. */
export type SideState = ImageRecipe & Pick<LensState, "site" | "interventions">;

export type SideName = "a" | "b";

export interface Pair {
  readonly a: SideState;
  readonly b: SideState;
  /** The side on whose grid the query is. */
  readonly leader: SideName;
  readonly query: Cell;
}

/** What is compared, out of the state of a lens. The discriminator's layers are none of the images'. */
export function sideState(lens: ImageRecipe & Pick<LensState, "site" | "interventions">): SideState {
  const site = lens.site !== null && isOfDiscriminator(lens.site) ? null : lens.site;
  return { ...recipeOf(lens), site, interventions: lens.interventions };
}

/** The image of the first visit beside the same without its attention. */
export const defaultPair: Pair = {
  a: sideState(defaultLensState),
  b: {
    ...sideState(defaultLensState),
    interventions: {
      [FIRST_SITE]: { gammaScale: 0, temperature: 1, maskedKeys: [], maskedQueries: [] },
    },
  },
  leader: "a",
  query: defaultLensState.query,
};

const QUERIES: Readonly<Record<SideName, string>> = { a: "q", b: "qb" };

/** The state of a lens that shows one side. */
function lensOf(side: SideState, query: Cell): LinkState {
  return { ...linkPart(defaultLensState), ...side, query };
}

/** An address of the lens with one side on show, as a hash without its `#`. */
export function sideHash(side: SideState, query: Cell): string {
  return writeHash(lensOf(side, query));
}

/** Two states as a hash, without its `#`. */
export function writePair({ a, b, leader, query }: Pair): string {
  const written = (side: SideState) =>
    // The query is said once, for both.
    encodeURIComponent(
      sideHash(side, query)
        .split("&")
        .filter((part) => !part.startsWith("q="))
        .join("&"),
    );
  return `a=${written(a)}&b=${written(b)}&${QUERIES[leader]}=${query.x}.${query.y}`;
}

export interface ReadPair {
  readonly pair: Pair;
  /** Names of what was not understood, each after the side that it stands in: `b: seed`. */
  readonly refused: readonly string[];
}

/** Two states from a hash, with or without its `#`. Never throws; whatever does not hold is as by default, and named. */
export function readPair(hash: string): ReadPair {
  const said = new Map(new URLSearchParams(unwrapped(hash.replace(/^#/, ""))));
  const refused: string[] = [];
  const take = (name: string) => {
    const value = said.get(name);
    said.delete(name);
    return value;
  };
  // Of the page around: `languages.ts` sees to it.
  take("lang");
  const asked: Partial<Record<SideName, Cell>> = {};
  const side = (name: SideName): SideState => {
    const text = take(name);
    if (text === undefined) return defaultPair[name];
    const { state, refused: unknown } = hashState(text);
    refused.push(...unknown.map((part) => `${name}: ${part}`));
    if (state.query) asked[name] = state.query;
    return sideState({ ...linkPart(defaultLensState), ...state });
  };
  const [a, b] = [side("a"), side("b")];
  for (const name of ["b", "a"] as const) {
    const text = take(QUERIES[name]);
    if (text === undefined) continue;
    const { state } = hashState(`q=${text}`);
    if (!state.query) refused.push(QUERIES[name]);
    else {
      asked[name] = state.query;
      if (name === "b") delete asked.a;
    }
  }
  refused.push(...said.keys());
  const leader = asked.a ? "a" : asked.b ? "b" : defaultPair.leader;
  return { pair: { a, b, leader, query: asked[leader] ?? defaultPair.query }, refused };
}

/** Mail gateways and editors percent-encode a fragment as a whole. */
function unwrapped(hash: string): string {
  if (hash.includes("=") || !/%3D/i.test(hash)) return hash;
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}
