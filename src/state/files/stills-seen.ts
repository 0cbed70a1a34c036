/** The stills that were on show, so that they can be gone back to where no engine makes their pictures anew. */
import { type PictureRecipe, sameRecipe } from "../../viewer/state/recipe";
import type { Picture } from "../store/store";

const KEPT_STILLS = 16;
let seen: readonly Picture[] = [];

export function rememberStill(picture: Picture): void {
  const others = seen.filter(({ recipe }) => !sameRecipe(recipe, picture.recipe));
  seen = [picture, ...others].slice(0, KEPT_STILLS);
}

/** The still of a recipe, if it was on show lately. */
export function rememberedStill(recipe: PictureRecipe): Picture | undefined {
  return seen.find((picture) => sameRecipe(picture.recipe, recipe));
}
