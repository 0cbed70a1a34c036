/** The address of an atlas, `#v=1&model=cats64&psi=0.8&seeds=0-199&q=12.8`, and those of its seeds in the lens: how they are written. */
import type { Cell } from "../../attention/grid";

/** The maps to choose from. */
export const ATLAS_MAPS = [
  "position",
  "content",
  "total",
  "entropy",
  "entropyDeviation",
  "distance",
  "received",
  "symmetry",
] as const;
export type AtlasMap = (typeof ATLAS_MAPS)[number];

/** What an atlas is computed of. */
export interface AtlasChoice {
  readonly model: string;
  /** Weights by class, the same for all seeds; null where a model's classes take turns. */
  readonly classes: Readonly<Record<string, number>> | null;
  readonly psi: number;
  /** Seeds, both included. */
  readonly first: number;
  readonly last: number;
  /** Name of the attention site; null for the model's first. */
  readonly site: string | null;
}

/** What an address says: what is computed, and what of it is on show. */
export interface AtlasAddress extends AtlasChoice {
  /** The pinned query; null for none. */
  readonly query: Cell | null;
  readonly map: AtlasMap;
}

export const DEFAULT_ATLAS: AtlasAddress = {
  model: "cats64",
  classes: null,
  psi: 0.8,
  first: 0,
  last: 199,
  site: null,
  query: null,
  map: "position",
};

/** Of addresses that are written. */
export const VERSION = "1";

/** The address as a hash, without its `#`. */
export function writeAtlasHash({ model, classes, psi, first, last, site, query, map }: AtlasAddress): string {
  const weights = weightsText(classes ?? {});
  return [
    `v=${VERSION}`,
    `model=${model}`,
    ...(weights ? [`class=${weights}`] : []),
    `psi=${psi}`,
    `seeds=${first}-${last}`,
    ...(site === null ? [] : [`site=${encodeURIComponent(site)}`]),
    ...(query ? [`q=${query.x}.${query.y}`] : []),
    ...(map === DEFAULT_ATLAS.map ? [] : [`map=${map}`]),
  ].join("&");
}

/** The address of the lens, as a hash without its `#`, that shows a seed of an atlas with a query pinned. */
export function seedHash(
  { model, psi, site }: AtlasChoice,
  seed: number,
  classes: Readonly<Record<string, number>>,
  query: Cell | null,
): string {
  const weights = weightsText(classes);
  const cell = query && `${query.x}.${query.y}`;
  return [
    `v=1&model=${model}&seed=${seed}`,
    ...(psi === DEFAULT_ATLAS.psi ? [] : [`psi=${psi}`]),
    ...(weights ? [`class=${weights}`] : []),
    ...(cell ? [`q=${cell}&pins=${cell}`] : []),
    ...(site === null ? [] : [`site=${encodeURIComponent(site)}`]),
  ].join("&");
}

/** Ids are encoded twice, as in the lens's own addresses: once more than the rest, since they may contain what parts them. */
function weightsText(classes: Readonly<Record<string, number>>): string {
  const entries = Object.entries(classes).map(([id, weight]) => `${encodeURIComponent(id)}:${weight}`);
  return entries.join(",").replaceAll("%", "%25");
}
