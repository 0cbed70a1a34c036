/** The attributes of `<sagan-lens>`: parts of the state by the names they have in an address, beside a few of the element's own. */
import type { LinkState } from "../viewer/address/address";
import { readHash } from "../viewer/address/address";
import { FIRST_SITE } from "../viewer/state/first-site";

/** Parts of the state, by attribute; each has the form that it has in an address, cells also with a comma: `12,8`. */
const PARTS = {
  model: "model",
  seed: "seed",
  psi: "psi",
  noise: "noise",
  // `class` is HTML's own.
  classes: "class",
  z: "z",
  dir: "dir",
  step: "step",
  query: "q",
  pins: "pins",
  region: "region",
  site: "site",
  map: "map",
  part: "part",
  mass: "mass",
  links: "links",
  reach: "reach",
  scale: "scale",
  curve: "curve",
  cmap: "cmap",
  overlay: "overlay",
  opacity: "opacity",
  smooth: "smooth",
  gamma: "gamma",
  temp: "temp",
  compare: "compare",
} as const satisfies Readonly<Record<string, string>>;
type PartName = keyof typeof PARTS;

/** Attributes that the state is read from. */
export const STATE_ATTRIBUTES: readonly string[] = ["state", ...Object.keys(PARTS)];

/** The element's own. */
const OWN = ["controls", "still", "base", "poster"] as const;

/** All attributes. */
export const ATTRIBUTES: readonly string[] = [...STATE_ATTRIBUTES, ...OWN, "lang"];

/** Properties that hold more than their attribute's text. */
const RICH: ReadonlySet<string> = new Set(["state", "site"]);
/** Attributes with a property that sets their text. HTML has types of its own for `dir` and `part`. */
export type ReflectedName = Exclude<PartName | (typeof OWN)[number], "dir" | "part" | "site">;
export const REFLECTED: readonly string[] = [...Object.keys(PARTS), ...OWN].filter((name) => !RICH.has(name));
/** Properties that can be set before the element is defined. */
export const SETTABLE: readonly string[] = [...REFLECTED, ...RICH];

const CELLS = new Set(["query", "pins"]);
const FLAGS = new Set(["reach", "smooth"]);
const CHANGES = new Set(["gamma", "temp"]);

/** Controls that an element can have, in the order in which they stand. */
export const CONTROLS = [
  "bar",
  "sentence",
  "seed",
  "psi",
  "classes",
  "gamma",
  "temp",
  "step",
  "map",
  "part",
  "overlay",
  "scale",
  "link",
] as const;
export type ControlName = (typeof CONTROLS)[number];
const DEFAULT_CONTROLS: readonly ControlName[] = ["bar", "sentence"];

/** The chosen controls; names that are none of them are left out. */
export function readControls(value: string | null): ReadonlySet<ControlName> {
  if (value === null) return new Set(DEFAULT_CONTROLS);
  const named = new Set(value.split(/[\s,]+/));
  return new Set(CONTROLS.filter((control) => named.has(control)));
}

export interface ReadAttributes {
  readonly state: LinkState;
  /** Attributes that were not understood. */
  readonly refused: readonly string[];
}

/**
 * The state that attributes ask for: `state`, a whole hash, with single attributes over it.
 * @param attribute gives an attribute's value, `null` where it is absent
 */
export function readAttributes(attribute: (name: string) => string | null): ReadAttributes {
  const said = new Map<string, string>();
  for (const entry of (attribute("state") ?? "").replace(/^#/, "").split("&")) {
    const at = entry.indexOf("=");
    if (at > 0) said.set(entry.slice(0, at), entry.slice(at + 1));
  }
  for (const [name, part] of Object.entries(PARTS)) {
    const value = attribute(name);
    // HTML's own `dir` says in which direction a text runs.
    const isOfText = name === "dir" && /^(ltr|rtl|auto)$/i.test(value ?? "");
    if (value !== null && !isOfText) said.set(part, encodeURIComponent(inAddress(name, value)));
  }
  const { state, refused } = readHash([...said].map(([name, value]) => `${name}=${value}`).join("&"));
  const attributeOf = (named: string) =>
    Object.entries(PARTS).find(([, part]) => part === named)?.[0] ?? named;
  return { state, refused: refused.map(attributeOf) };
}

function inAddress(name: string, value: string): string {
  // A boolean attribute is true where it stands at all.
  if (FLAGS.has(name)) return value === "false" || value === "0" ? "0" : "1";
  if (CHANGES.has(name) && !value.includes(":")) return `${FIRST_SITE}:${value}`;
  if (!CELLS.has(name)) return value;
  // "12,8 20,9" as well as "12.8,20.9".
  const cells = value.trim().split(/\s+/);
  return cells.map((cell) => (/^\d+,\d+$/.test(cell) ? cell.replace(",", ".") : cell)).join(",");
}
