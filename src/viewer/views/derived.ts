/** What follows from the state: computed when asked, kept until its inputs change. */
import { sameCell } from "../../attention/grid";
import {
  type Interventions,
  NO_INTERVENTION,
  type SiteIntervention,
  sameInterventions,
  withoutIdentities,
} from "../../attention/intervention";
import type { AttentionSite } from "../../attention/site";
import type { SiteSummary } from "../../attention/site-summary";
import { editedNoise } from "../../latent/latent";
import type { GalleryEntry, Shelf } from "../../model/formats/gallery";
import type { Manifest } from "../../model/formats/manifest";
import { upscales } from "../../model/upscales";
import { defaultLensState, type LensState } from "../state/lens-state";
import { insideGrid } from "../state/pins";
import { AS_SEEDED, sameRecipe } from "../state/recipe";
import type { LensImage, ViewerState } from "../state/viewer-state";

/** Changes that are in force; empty where the network is as trained. */
export function activeInterventions({ lens }: Pick<ViewerState, "lens">): Interventions {
  return withoutIdentities(lens.interventions);
}

/** Whether the engine has generated an image of the model on show. Until then, nothing else is asked of it. */
export function hasFirstImage({
  engine,
  image,
  lens,
}: Pick<ViewerState, "engine" | "image" | "lens">): boolean {
  return engine.phase === "ready" && image?.from === "engine" && image.recipe.model === lens.model;
}

/** Whether something inside the network is changed. */
export function isIntervening(state: Pick<ViewerState, "lens">): boolean {
  return Object.keys(activeInterventions(state)).length > 0;
}

/** The image with the interventions, while there are any and it belongs to the image as trained. */
export function changedImage(state: Pick<ViewerState, "lens" | "image" | "changed">): LensImage | undefined {
  const { changed, image } = state;
  if (!changed || !image || !isIntervening(state)) return undefined;
  return sameRecipe(changed.recipe, image.recipe) ? changed : undefined;
}

/** What the image and the site on show follow from. An element has no discriminator. */
export type Shown = Pick<ViewerState, "lens" | "image" | "changed"> &
  Partial<Pick<ViewerState, "userImage" | "discriminatorOutput">>;

/** The image whose maps are on show: a person's own; else with the interventions, unless the one before them is asked for. */
export function shownImage(state: Shown): LensImage | undefined {
  if (state.userImage) return state.userImage;
  return (state.lens.compare === "before" ? undefined : changedImage(state)) ?? state.image;
}

const NO_SITES: readonly AttentionSite[] = [];

/** The discriminator's sites. Of the image before, until the newest one is judged: milliseconds, and no jump between networks. */
export function discriminatorSites({
  discriminatorOutput,
}: Partial<Pick<ViewerState, "discriminatorOutput">>): readonly AttentionSite[] {
  return discriminatorOutput?.phase === "done" ? discriminatorOutput.sites : NO_SITES;
}

/** The attention site on show: the chosen one, else the first. */
export function currentSite(state: Shown): AttentionSite | undefined {
  const sites = shownImage(state)?.sites ?? NO_SITES;
  const named = ({ name }: AttentionSite) => name === state.lens.site;
  return (
    sites.find(named) ?? discriminatorSites(state).find(named) ?? sites[0] ?? discriminatorSites(state)[0]
  );
}

/** Whether the map on show is the first visit's: the row of an eye corner, in a generated image. Only that has a sentence of its own. */
export function isFirstView(state: Shown): boolean {
  const { lens, userImage } = state;
  const { query, map, part } = defaultLensState;
  const image = shownImage(state);
  return (
    !userImage &&
    sameRecipe(lens, defaultLensState) &&
    sameCell(lens.query, query) &&
    lens.map === map &&
    lens.part === part &&
    lens.region.length === 0 &&
    !isIntervening(state) &&
    (image === undefined || currentSite(state) === image.sites[0])
  );
}

/**
 * The site whose grid the marks lie on. While another model's image, or another site, still stands in for the requested one, its grid says
 * nothing about them: `undefined`.
 */
export function siteOfMarks(state: Shown): AttentionSite | undefined {
  const { lens } = state;
  const site = currentSite(state);
  if (!site || shownImage(state)?.recipe.model !== lens.model) return undefined;
  return lens.site !== null && lens.site !== site.name ? undefined : site;
}

/** Query and pins on their grid, so that what is drawn and what is said are the same cells; `undefined` where they are. */
export function marksInside(state: Shown): Pick<LensState, "query" | "pins"> | undefined {
  const site = siteOfMarks(state);
  return site && insideGrid(state.lens, site.queryGrid);
}

/** The change at the site on show. */
export function currentIntervention(state: Shown): SiteIntervention {
  const site = currentSite(state);
  return (site && state.lens.interventions[site.name]) ?? NO_INTERVENTION;
}

/** The whole-matrix views of a site, once they are there. */
export function summaryOf(
  site: AttentionSite,
  { summary }: Pick<ViewerState, "summary">,
): SiteSummary | undefined {
  return summary?.phase === "done" && summary.site === site ? summary.summary : undefined;
}

/** The prepared images of a model, if there are any. */
export function shelfOf({ gallery }: Pick<ViewerState, "gallery">, model: string): Shelf | undefined {
  return gallery?.find((shelf) => shelf.model === model);
}

/** The prepared image that the state asks for, if it is one. */
export function preparedImage(state: Pick<ViewerState, "gallery" | "lens">): GalleryEntry | undefined {
  const { lens } = state;
  return shelfOf(state, lens.model)?.stills.find((entry) =>
    sameRecipe({ ...entry, model: lens.model, ...AS_SEEDED }, lens),
  );
}

/** The id with the largest weight, the first where none has any; `undefined` where there are no ids. */
export function heaviestClass(weights: LensState["classes"], ids: readonly string[]): string | undefined {
  return ids.reduce<string | undefined>(
    (best, id) => (best === undefined || (weights[id] ?? 0) > (weights[best] ?? 0) ? id : best),
    undefined,
  );
}

/** The id of the heaviest class, the first of the model where none is chosen; `undefined` for a model without classes. */
export function mainClass({ lens, manifest }: Pick<ViewerState, "lens" | "manifest">): string | undefined {
  return manifest?.classes
    ? heaviestClass(
        lens.classes,
        manifest.classes.map(({ id }) => id),
      )
    : undefined;
}

/** Whether the image on show is not the one that was asked for. */
export function isStale(state: Pick<ViewerState, "image" | "changed" | "lens">): boolean {
  const { image, changed, lens } = state;
  if (!image || !sameRecipe(image.recipe, lens)) return true;
  const wanted = activeInterventions(state);
  if (Object.keys(wanted).length === 0) return false;
  return !changed || !sameRecipe(changed.recipe, lens) || !sameInterventions(changed.interventions, wanted);
}

/** Whether the image that was asked for is on its way: being made, or waiting for the engine. */
export function isPending(state: Pick<ViewerState, "image" | "changed" | "lens" | "engine">): boolean {
  return isStale(state) && state.engine.phase !== "failed";
}

let shown: (Pick<LensState, "seed" | "edits" | "noise"> & { size: number; values: Float32Array }) | undefined;

/** The latent entries as the sliders show them: seed's noise with edits, before truncation. */
export function shownLatent({
  lens: { seed, edits, noise },
  latentSize: size,
}: Pick<ViewerState, "lens" | "latentSize">): Float32Array {
  const same = shown?.seed === seed && shown.edits === edits && shown.noise === noise && shown.size === size;
  if (!shown || !same) {
    shown = { seed, edits, noise, size, values: editedNoise({ seed, edits }, size, noise) };
  }
  return shown.values;
}

/** A layer of a generator whose scales and shifts can be a class's own. */
export interface ClassLayer {
  /** Number in the manifest. */
  readonly layer: number;
  /** Width and height of what it makes. */
  readonly size: number;
}

/** The residual blocks of a conditional generator, or its normalisations where it has no blocks, from the latent on. */
export function classLayers({ classes, image, generator: { layers } }: Manifest): ClassLayer[] {
  if (!classes) return [];
  const kind = layers.some(({ type }) => type === "residual") ? "residual" : "norm";
  // From the image backwards, each upsampling met on the way halves the size.
  let size = image.size;
  const found: ClassLayer[] = [];
  for (let layer = layers.length - 1; layer >= 0; layer--) {
    const entry = layers[layer];
    if (entry.type === kind) found.unshift({ layer, size });
    const inner = entry.type === "residual" ? entry.main : [entry];
    for (const part of inner) if (upscales(part)) size /= 2;
  }
  return found;
}
