import { useStore } from "../state/store/store";
import { type ImageRecipe, recipeOf, sameRecipe } from "../viewer/state/recipe";

let last: ImageRecipe | undefined;

/** The recipe of the image that the state describes. Moving the pointer renders nothing: the recipe stays the same object. */
export function useRecipe(): ImageRecipe {
  return useStore(({ lens }) => {
    if (!last || !sameRecipe(last, lens)) last = recipeOf(lens);
    return last;
  });
}
