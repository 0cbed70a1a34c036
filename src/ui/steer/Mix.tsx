import { endBreed, setBreed, settleBreed } from "../../state/collection/saved-images";
import { useStore } from "../../state/store/store";
import { MIX_PATHS } from "../../viewer/state/recipe";
import { Choice } from "../inputs/Choice";
import { Slider } from "../inputs/Slider";
import { useText } from "../text";

/** How much of the other image is in this one, and on which path between them. */
export function Mix() {
  const text = useText();
  const breed = useStore((state) => state.lens.breed);
  if (!breed) return null;
  return (
    <section className="steer-part" data-testid="breed" aria-label={text.breed.heading}>
      <div className="control-line">
        <h3>{text.breed.heading}</h3>
        <div className="button-row">
          <button type="button" onClick={settleBreed}>
            {text.breed.settle}
          </button>
          <button type="button" onClick={endBreed}>
            {text.breed.end}
          </button>
        </div>
      </div>
      <Slider
        label={text.breed.share}
        help={text.breed.shareHelp(breed.with.seed)}
        value={breed.share}
        min={0}
        max={1}
        step={0.01}
        onChange={(share) => setBreed({ share })}
      />
      <Choice
        label={text.breed.path}
        value={breed.path}
        options={MIX_PATHS}
        texts={text.breed.paths}
        onChange={(path) => setBreed({ path })}
      />
    </section>
  );
}
