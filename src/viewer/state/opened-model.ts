/** What the state becomes with another model, or with a prepared image. Pure. */
import type { GalleryEntry } from "../../model/formats/gallery";
import { shelfOf } from "../views/derived";
import { defaultLensState, type LensState } from "./lens-state";
import { AS_SEEDED } from "./recipe";
import type { ViewerState } from "./viewer-state";

/** Another model, on the first of its prepared images where it has some; how maps are shown stays. */
export function openedModel(state: Pick<ViewerState, "gallery">, model: string): Partial<LensState> {
  const { pins, region, site, classes, locks, interventions, compare } = defaultLensState;
  const first = shelfOf(state, model)?.stills[0];
  const recipe = first && { seed: first.seed, psi: first.psi, query: first.query, classes: first.classes };
  return { model, pins, region, site, classes, locks, interventions, compare, ...AS_SEEDED, ...recipe };
}

/** An image of the gallery: its recipe and its query. */
export function openedEntry({ seed, psi, query, classes }: GalleryEntry): Partial<LensState> {
  return { seed, psi, query, classes, locks: [], pins: [], region: [], ...AS_SEEDED };
}
