/** How far along an own direction a saved image lies from the image that the state describes. */
import { steeredNoise } from "../../latent/latent";
import type { LensState, OwnDirection } from "../state/lens-state";
import { type ImageRecipe, sameRecipe } from "../state/recipe";
import { latentContext } from "./request";

/** Of a direction's length: how far beside it an image may lie, for rounding. */
const BESIDE = 1e-3;

/**
 * The step along a direction that makes a saved image of the present one; `undefined` where none lies on it, as with another seed than
 * the one that the direction was made with.
 */
export function ownReach(
  state: Parameters<typeof latentContext>[0],
  { id, vector, length }: OwnDirection,
): number | undefined {
  const context = latentContext(state);
  const { size, vectors } = context;
  if (vector.length !== size) return undefined;
  const noise = (recipe: ImageRecipe) => steeredNoise(recipe, size, vectors);
  const start = noise(withoutStep(state.lens, id));
  for (const { recipe } of state.lens.kept) {
    if (!sameBeside(recipe, state.lens)) continue;
    const end = noise(recipe);
    const way = end.map((value, at) => value - start[at]);
    const step = way.reduce((sum, value, at) => sum + value * vector[at], 0);
    const beside = Math.hypot(...way.map((value, at) => value - step * vector[at]));
    // The image itself is not another one.
    if (
      Math.abs(step) > BESIDE * length &&
      Math.abs(step) < (1 + BESIDE) * length &&
      beside < BESIDE * length
    )
      return step;
  }
  return undefined;
}

function withoutStep({ own, ...recipe }: LensState, id: string): ImageRecipe {
  const { [id]: _, ...rest } = own;
  return { ...recipe, own: rest };
}

/** Whether two recipes differ in their latents alone. */
function sameBeside(a: ImageRecipe, b: ImageRecipe): boolean {
  const latent = { seed: 0, edits: {}, breed: null, directions: {}, own: {} };
  return sameRecipe({ ...a, ...latent }, { ...b, ...latent });
}
