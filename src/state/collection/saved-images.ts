/** Images put aside, and what two images make together. */
import { directionBetween, steeredNoise } from "../../latent/latent";
import { LensError } from "../../model/errors";
import { BOUNDS, clamped } from "../../viewer/controls/bounds";
import {
  type LensState,
  MAX_KEPT,
  MAX_NAME,
  MAX_OWN_DIRECTIONS,
  type OwnDirection,
  type SavedImage,
} from "../../viewer/state/lens-state";
import { flattened, type ImageRecipe, parentOf, recipeOf, sameRecipe } from "../../viewer/state/recipe";
import { latentContext } from "../../viewer/views/request";
import { patch } from "../engine/viewer";
import { addNotice } from "../store/notices";
import { useStore } from "../store/store";

const lensNow = () => useStore.getState().lens;
const contextNow = () => latentContext(useStore.getState());
const freshId = () => crypto.randomUUID();

/** Puts the image on show aside, once. */
export function saveImage(): void {
  const lens = lensNow();
  const { kept, query } = lens;
  if (kept.some(({ recipe }) => sameRecipe(recipe, lens))) return;
  if (kept.length >= MAX_KEPT) {
    addNotice(new LensError("too-many-saved", { limit: MAX_KEPT }));
    return;
  }
  patch({ kept: [...kept, { id: freshId(), recipe: recipeOf(lens), query }] });
}

export function removeSaved(id: string): void {
  patch({ kept: lensNow().kept.filter((image) => image.id !== id) });
}

/** Shows a kept image with its query. What is pinned stays. */
export function showSaved({ recipe, query }: SavedImage): void {
  patch({ ...recipe, locks: [], ...(lensNow().pins.length === 0 && { query }) });
}

/** Mixes the image on show with another, half and half. What it was mixed of before is worked into its own latent. */
export function mixWith(other: ImageRecipe): void {
  const own = flattened(recipeOf(lensNow()), contextNow());
  patch({ ...own, breed: { with: parentOf(other, contextNow(), own.noise), share: 0.5, path: "spherical" } });
}

/** Makes the mixture the image's own latent: it can then be mixed again. */
export function settleMix(): void {
  patch(flattened(recipeOf(lensNow()), contextNow()));
}

/** Back to the first parent. */
export function endMix(): void {
  patch({ breed: null });
}

/** Gives one layer of the generator classes of its own, or the common ones again. @param layer number in the manifest */
export function crossLayer(layer: number, classes: ImageRecipe["classes"] | undefined): void {
  const { [layer]: _, ...rest } = lensNow().layerClasses;
  patch({ layerClasses: classes ? { ...rest, [layer]: classes } : rest });
}

/** Saves the way from the image on show to another as a direction. */
export function saveDirection(to: ImageRecipe, name: string): void {
  const lens = lensNow();
  const { size, vectors } = contextNow();
  const between = directionBetween(steeredNoise(lens, size, vectors), steeredNoise(to, size, vectors));
  if (!between || between.length > BOUNDS.ownDirection.max) {
    addNotice(new LensError(between ? "direction-too-long" : "direction-nowhere", { name }));
    return;
  }
  addDirection({ name, model: lens.model, vector: Array.from(between.vector), length: between.length });
}

/** Adds a direction, under a name of its own. */
export function addDirection(direction: Omit<OwnDirection, "id">): void {
  const { ownDirections } = lensNow();
  if (ownDirections.length >= MAX_OWN_DIRECTIONS) {
    addNotice(new LensError("too-many-directions", { limit: MAX_OWN_DIRECTIONS }));
    return;
  }
  patch({ ownDirections: [...ownDirections, { ...direction, id: freshId() }] });
}

/** An empty name is not taken. */
export function renameDirection(id: string, typed: string): void {
  const name = typed.trim().slice(0, MAX_NAME);
  if (name === "") return;
  patch({
    ownDirections: lensNow().ownDirections.map((entry) => (entry.id === id ? { ...entry, name } : entry)),
  });
}

/** Forgets an own direction. */
export function removeDirection(id: string): void {
  patch(withoutDirection(lensNow(), id));
}

/** A state without an own direction. Images that went along it keep their look: the step is worked into their latents. */
export function withoutDirection(
  { ownDirections, own, kept, walk, pinned }: LensState,
  id: string,
): Partial<LensState> {
  const context = contextNow();
  const without = (recipe: ImageRecipe) => (id in recipe.own ? flattened(recipe, context) : recipe);
  const { [id]: _, ...rest } = own;
  return {
    ownDirections: ownDirections.filter((direction) => direction.id !== id),
    own: rest,
    kept: kept.map((image) => ({ ...image, recipe: without(image.recipe) })),
    walk: { ...walk, frames: walk.frames.map(without) },
    pinned: pinned && { ...pinned, recipe: without(pinned.recipe) },
  };
}

/** Goes along an own direction; 0 leaves it. */
export function stepAlongOwn({ id, length }: OwnDirection, step: number): void {
  const { [id]: _, ...rest } = lensNow().own;
  patch({ own: step === 0 ? rest : { ...rest, [id]: clamped({ min: -length, max: length }, step) } });
}
