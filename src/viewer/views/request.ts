/** From a recipe to what the engine is asked for. */
import type { Interventions } from "../../attention/intervention";
import { classWeights } from "../../latent/class-weights";
import { type DirectionVectors, latentOf } from "../../latent/latent";
import type { GenerateRequest } from "../../runtime/api/types";
import type { LensState } from "../state/lens-state";
import type { ClassIds, ImageRecipe, LatentContext } from "../state/recipe";
import type { ViewerState } from "../state/viewer-state";

const NO_CLASSES: ClassIds = [];
const NO_DIRECTIONS: DirectionVectors["principal"] = [];

let lastOwn:
  | { list: LensState["ownDirections"]; model: string; vectors: DirectionVectors["own"] }
  | undefined;

/** Own directions of a model by id; made again only when the list changes. */
function ownVectors(list: LensState["ownDirections"], model: string): DirectionVectors["own"] {
  if (lastOwn?.list !== list || lastOwn.model !== model) {
    const own = list.filter((direction) => direction.model === model);
    const vectors = new Map(own.map(({ id, vector }) => [id, Float32Array.from(vector)]));
    lastOwn = { list, model, vectors };
  }
  return lastOwn.vectors;
}

/** What the numbers of a recipe of the opened model are computed with. */
export function latentContext(
  state: Pick<ViewerState, "lens" | "latentSize" | "manifest" | "directions">,
): LatentContext & { readonly classes: ClassIds } {
  const { lens, latentSize, manifest, directions } = state;
  return {
    size: latentSize,
    vectors: {
      principal: directions?.vectors ?? NO_DIRECTIONS,
      own: ownVectors(lens.ownDirections, lens.model),
    },
    classes: manifest?.classes?.map(({ id }) => id) ?? NO_CLASSES,
  };
}

/** What the engine of the opened model is asked for, for a recipe with changes. */
export function requestFor(
  state: Parameters<typeof latentContext>[0],
  recipe: ImageRecipe,
  interventions: Interventions,
): GenerateRequest {
  const { size, vectors, classes } = latentContext(state);
  const layers = Object.entries(recipe.layerClasses);
  return {
    z: latentOf(recipe, size, vectors),
    interventions,
    truncation: recipe.psi,
    ...(recipe.snapshot !== null && { snapshot: recipe.snapshot }),
    ...(classes.length > 0 && { classWeights: classWeights(recipe.classes, classes) }),
    ...(classes.length > 0 &&
      layers.length > 0 && {
        layerClasses: Object.fromEntries(
          layers.map(([layer, weights]) => [layer, classWeights(weights, classes)]),
        ),
      }),
  };
}
