import { useState } from "react";
import { mixWith, removeSaved, saveDirection, showSaved } from "../../state/collection/saved-images";
import { addKeyFrame } from "../../state/collection/walk";
import { useStore } from "../../state/store/store";
import type { SavedImage } from "../../viewer/state/lens-state";
import { sameRecipe } from "../../viewer/state/recipe";
import { Strip } from "../inputs/Strip";
import { useText } from "../text";
import { useRecipe } from "../use-recipe";
import { Crossing } from "./Crossing";
import { Mix } from "./Mix";
import "../inputs/actions.css";
import "./steer.css";

/** Saved images: to revisit, to mix with the current one, to take a direction from, to walk between. */
export function SavedImages() {
  const text = useText();
  const kept = useStore((state) => state.lens.kept);
  const current = useRecipe();
  const [chosenId, setChosenId] = useState<string>();
  const here = kept.filter(({ recipe }) => recipe.model === current.model);
  const others = kept.length - here.length;
  const chosen = here.find(({ id }) => id === chosenId);
  const items = here.map(({ id, recipe }, place) => ({
    label: text.saved.item(place + 1, recipe.seed),
    caption: `${recipe.seed}`,
    recipe,
    chosen: id === chosenId,
  }));
  return (
    <div className="panel" data-testid="saved">
      <h2>{text.saved.heading}</h2>
      {here.length === 0 && <p className="quiet">{text.saved.help}</p>}
      {here.length > 0 && (
        <Strip
          items={items}
          testId="saved-strip"
          onChoose={(place) => setChosenId(here[place].id === chosenId ? undefined : here[place].id)}
        />
      )}
      {others > 0 && <p className="quiet">{text.saved.others(others)}</p>}
      {chosen && <Actions image={chosen} onRemove={() => setChosenId(undefined)} />}
      <Mix />
      {chosen && <Crossing image={chosen} />}
    </div>
  );
}

/** What can be done with the chosen image. */
function Actions({ image, onRemove }: { readonly image: SavedImage; readonly onRemove: () => void }) {
  const text = useText();
  const same = useStore(({ lens }) => sameRecipe(lens, image.recipe));
  const { recipe, id } = image;
  return (
    <fieldset className="actions">
      <legend className="visually-hidden">{text.saved.chosen}</legend>
      <button type="button" disabled={same} onClick={() => showSaved(image)}>
        {text.saved.show}
      </button>
      <button type="button" disabled={same} onClick={() => mixWith(recipe)}>
        {text.saved.mix}
      </button>
      <button
        type="button"
        disabled={same}
        onClick={() => saveDirection(recipe, text.directions.towards(recipe.seed))}
      >
        {text.saved.direction}
      </button>
      <button type="button" onClick={() => addKeyFrame(recipe)}>
        {text.saved.walk}
      </button>
      <button
        type="button"
        onClick={() => {
          removeSaved(id);
          onRemove();
        }}
      >
        {text.saved.remove}
      </button>
    </fieldset>
  );
}
