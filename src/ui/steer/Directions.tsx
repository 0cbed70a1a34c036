import { useState } from "react";
import { formatPercent } from "../../render/format";
import { directionFinder, patch } from "../../state/engine/viewer";
import { resetDirections } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { direction } from "../../viewer/controls/table";
import { ControlSlider } from "../inputs/controls";
import { Strip } from "../inputs/Strip";
import { TimeLeft } from "../inputs/TimeLeft";
import { useLocalised, useText } from "../text";
import { useRecipe } from "../use-recipe";
import { OwnDirections } from "./OwnDirections";

const FIRST = 4;
/** Steps of the filmstrip. */
const FRAMES = [-6, -3, 0, 3, 6];

/** Ways through the latent space as sliders: the model's principal directions, and the person's own. */
export function Directions() {
  const text = useText();
  const there = useStore((state) => state.directions !== undefined);
  const moved = useStore(({ lens }) => Object.keys({ ...lens.directions, ...lens.own }).length > 0);
  return (
    <div className="panel" data-testid="directions">
      <div className="control-line">
        <h2>{text.directions.heading}</h2>
        <button type="button" onClick={resetDirections} disabled={!moved}>
          {text.directions.reset}
        </button>
      </div>
      {there ? <Principal /> : <Find />}
      <OwnDirections />
    </div>
  );
}

/** For a model that brings no directions: finds them, which takes a while. */
function Find() {
  const text = useText();
  // While a model that does bring some is being opened, its directions are on their way.
  const brings = useStore(
    ({ manifest, engine }) => engine.phase !== "ready" || manifest?.directions !== null,
  );
  const share = useStore((state) => state.findingDirections);
  if (brings) return null;
  return share === undefined ? (
    <>
      <p className="quiet">{text.directions.none}</p>
      <button type="button" onClick={() => void directionFinder.find()}>
        {text.directions.find}
      </button>
    </>
  ) : (
    <div className="control-line" data-testid="finding-directions">
      <progress value={share} max={1} aria-label={text.directions.find} />
      <span className="quiet figures">
        {text.directions.finding(formatPercent(Math.round(share * 100) / 100))}
      </span>
      <TimeLeft done={share} total={1} />
      <button type="button" onClick={() => directionFinder.cancel()}>
        {text.directions.cancel}
      </button>
    </div>
  );
}

/** The model's principal directions, each with a strip of what it does to the image shown. */
function Principal() {
  const text = useText();
  const directions = useStore((state) => state.directions);
  const nameOf = useDirectionName();
  const [all, setAll] = useState(false);
  const [shown, setShown] = useState<number>();
  if (!directions) return null;
  const count = all ? directions.vectors.length : Math.min(FIRST, directions.vectors.length);
  return (
    <>
      <p className="quiet">{text.directions.help}</p>
      {Array.from({ length: count }, (_, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a direction is its number.
        <div key={k}>
          <ControlSlider
            control={direction}
            of={String(k)}
            label={nameOf(k)}
            help={text.directions.share(formatPercent(directions.share[k]))}
          />
          <button
            type="button"
            className="strip-button"
            aria-expanded={shown === k}
            onClick={() => setShown(shown === k ? undefined : k)}
          >
            {shown === k ? text.directions.hide : text.directions.show}
          </button>
          {shown === k && <Filmstrip number={k} />}
        </div>
      ))}
      {directions.vectors.length > FIRST && (
        <button type="button" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? text.directions.fewer : text.directions.more(directions.vectors.length)}
        </button>
      )}
    </>
  );
}

/** Gives a direction's number and, where the model has one, its name. */
function useDirectionName(): (direction: number) => string {
  const text = useText();
  const localised = useLocalised();
  const names = useStore((state) => state.manifest?.directions?.names);
  return (direction) => {
    const name = names?.[direction];
    return name ? text.directions.named(direction + 1, localised(name)) : text.directions.name(direction + 1);
  };
}

/** The image at a few steps along a direction; a click goes there. */
function Filmstrip({ number }: { readonly number: number }) {
  const text = useText();
  const nameOf = useDirectionName();
  const recipe = useRecipe();
  const { directions } = recipe;
  const of = String(number);
  const items = FRAMES.map((step) => ({
    label: text.directions.frame(nameOf(number), step),
    caption: step > 0 ? `+${step}` : `${step}`,
    recipe: { ...recipe, directions: { ...directions, [of]: step } },
    chosen: (directions[of] ?? 0) === step,
  }));
  const choose = (place: number) => patch(direction.write(FRAMES[place], useStore.getState(), of));
  return <Strip items={items} testId="filmstrip" onChoose={choose} />;
}
