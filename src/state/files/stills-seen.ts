/** The stills that were on show, so that they can be gone back to where no engine makes their images again. */
import { type ImageRecipe, sameRecipe } from "../../viewer/state/recipe";
import type { LensImage } from "../store/store";

const KEPT_STILLS = 16;
let seen: readonly LensImage[] = [];

export function rememberStill(image: LensImage): void {
  const others = seen.filter(({ recipe }) => !sameRecipe(recipe, image.recipe));
  seen = [image, ...others].slice(0, KEPT_STILLS);
}

/** The still of a recipe, if it was on show lately. */
export function rememberedStill(recipe: ImageRecipe): LensImage | undefined {
  return seen.find((image) => sameRecipe(image.recipe, recipe));
}
