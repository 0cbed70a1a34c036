/** The strips under the image that make images themselves. */
import { saveImage, showSaved } from "../../state/collection/saved-images";
import { useStore } from "../../state/store/store";
import { sameRecipe } from "../../viewer/state/recipe";
import { Strip } from "../inputs/Strip";
import { useText } from "../text";
import { useRecipe } from "../use-recipe";

export { SeedGrid } from "../controls/SeedGrid";

/** Puts the image on show among the saved ones. */
export function SaveImage() {
  const { saved, film } = useText();
  const current = useRecipe();
  const isSaved = useStore(({ lens }) => lens.kept.some(({ recipe }) => sameRecipe(recipe, current)));
  return (
    <button type="button" aria-label={saved.keep} title={saved.keep} onClick={saveImage} disabled={isSaved}>
      {film.save}
    </button>
  );
}

/** The saved images of this model; a click shows one. */
export function SavedStrip() {
  const { saved: text, film } = useText();
  const saved = useStore(({ lens }) => lens.kept);
  const current = useRecipe();
  const here = saved.filter(({ recipe }) => recipe.model === current.model);
  const items = here.map(({ recipe }, place) => ({
    label: text.item(place + 1, recipe.seed),
    caption: `${recipe.seed}`,
    recipe,
    chosen: sameRecipe(recipe, current),
  }));
  if (here.length === 0) return <p className="quiet">{film.noneSaved}</p>;
  return <Strip items={items} testId="film-saved" onChoose={(place) => showSaved(here[place])} />;
}
