/** What of a state the opened model does not have: latent entries, classes, directions, layers, locations. Pure. */
import { cellCount } from "../../attention/grid";
import { changesNothing, type SiteIntervention } from "../../attention/intervention";
import type { AttentionSite } from "../../attention/site";
import type { Manifest } from "../../model/formats/manifest";
import { withFirstSite } from "./first-site";
import type { LensState } from "./lens-state";
import type { ImageRecipe } from "./recipe";

export interface OpenedModel {
  readonly manifest: Manifest;
  /** How many principal directions there are; `undefined` until that is known. */
  readonly directions: number | undefined;
  /** The generator's, with their grids; none until an image is there. */
  readonly sites: readonly Pick<AttentionSite, "name" | "queryGrid" | "keyGrid">[];
}

/** Called with each part of an address that does not fit, as it stands there. */
type Tell = (part: string) => void;

/** The entries that fit; the same object where all do. */
function fitting<T>(
  entries: Readonly<Record<string, T>>,
  fits: (name: string) => boolean,
  tell: (name: string, value: T) => void,
): Record<string, T> {
  const bad = Object.entries(entries).filter(([name]) => !fits(name));
  for (const [name, value] of bad) tell(name, value);
  return bad.length === 0
    ? (entries as Record<string, T>)
    : Object.fromEntries(Object.entries(entries).filter(([name]) => fits(name)));
}

function fittedRecipe<Recipe extends ImageRecipe>(recipe: Recipe, model: OpenedModel, tell: Tell): Recipe {
  const { latent, classes, generator } = model.manifest;
  const isEntry = (index: string) => Number(index) < latent.size;
  const isClass = (id: string) => classes?.some((entry) => entry.id === id) ?? false;
  const isLayer = (layer: string) => Number(layer) < generator.layers.length && classes !== null;
  const isDirection = (number: string) => model.directions === undefined || Number(number) < model.directions;
  const named = (part: string) => (name: string, value: unknown) =>
    tell(`${part}=${name}${typeof value === "number" ? `:${value}` : ""}`);
  const layerClasses = fitting<ImageRecipe["classes"]>(recipe.layerClasses, isLayer, named("crossed"));
  return {
    ...recipe,
    edits: fitting(recipe.edits, isEntry, named("z")),
    classes: fitting(recipe.classes, isClass, named("class")),
    layerClasses: mapped(layerClasses, (weights) => fitting<number>(weights, isClass, named("crossed"))),
    directions: fitting(recipe.directions, isDirection, named("dir")),
    breed: recipe.breed && {
      ...recipe.breed,
      with: { ...recipe.breed.with, edits: fitting(recipe.breed.with.edits, isEntry, named("mix")) },
    },
  };
}

function mapped<T>(entries: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]));
}

/** Names of the attention sites of a model's network. */
const sitesOf = (network: "g" | "d", layers: Manifest["generator"]["layers"] | undefined): string[] =>
  (layers ?? []).flatMap((layer) => (layer.type === "attention" ? [`${network}.${layer.name}`] : []));

function fittedChange(
  name: string,
  change: LensState["interventions"][string],
  { sites }: OpenedModel,
  tell: Tell,
): LensState["interventions"][string] {
  const site = sites.find((entry) => entry.name === name);
  if (!site) return change;
  const inside = (part: string, locations: number[], count: number) => {
    const outside = locations.filter((location) => location >= count);
    if (outside.length === 0) return locations;
    tell(`${part}=${name}:${outside[0]}${outside.length > 1 ? "…" : ""}`);
    return locations.filter((location) => location < count);
  };
  return {
    ...change,
    maskedKeys: inside("mask", change.maskedKeys, cellCount(site.keyGrid)),
    maskedQueries: inside("maskq", change.maskedQueries, cellCount(site.queryGrid)),
  };
}

/** A change as an address has it, for its name. */
function changeText(name: string, change: SiteIntervention): string {
  const { gammaScale, temperature, maskedKeys } = change;
  if (changesNothing(change)) return `gamma=${name}`;
  if (gammaScale !== 1) return `gamma=${name}:${gammaScale}`;
  if (temperature !== 1) return `temp=${name}:${temperature}`;
  return maskedKeys.length > 0 ? `mask=${name}` : `maskq=${name}`;
}

/** A state without what the opened model does not have, and the parts of an address that say it; the state itself where all of it fits. */
export function fitted(
  lens: LensState,
  model: OpenedModel,
): { readonly lens: LensState; readonly misfits: readonly string[] } {
  const { manifest } = model;
  const misfits: string[] = [];
  const tell = (part: string) => void misfits.push(part);
  const ofGenerator = sitesOf("g", manifest.generator.layers);
  const sites = [...ofGenerator, ...sitesOf("d", manifest.discriminator?.layers)];
  const before = withFirstSite(lens, manifest);
  const recipeIn = <Recipe extends ImageRecipe>(recipe: Recipe, part: string): Recipe =>
    recipe.model === manifest.id
      ? fittedRecipe(recipe, model, (inner) => tell(`${part} (${inner})`))
      : recipe;
  const recipe = fittedRecipe(before, model, tell);
  const locks = before.locks.filter((index) => index < manifest.latent.size);
  if (locks.length < before.locks.length) tell("lock");
  if (before.site !== null && !sites.includes(before.site)) tell(`site=${before.site}`);
  const interventions = fitting(
    before.interventions,
    (name) => ofGenerator.includes(name),
    (name, change) => tell(changeText(name, change)),
  );
  const after: LensState = {
    ...recipe,
    locks,
    site: before.site !== null && sites.includes(before.site) ? before.site : null,
    interventions: Object.fromEntries(
      Object.entries(interventions).map(([name, change]) => [name, fittedChange(name, change, model, tell)]),
    ),
    walk: { ...before.walk, frames: before.walk.frames.map((frame) => recipeIn(frame, "walk")) },
    pinned: before.pinned && { ...before.pinned, recipe: recipeIn(before.pinned.recipe, "pinned") },
  };
  return misfits.length === 0 ? { lens: before, misfits } : { lens: after, misfits };
}
