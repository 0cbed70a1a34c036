import { useState } from "react";
import { formatPercent } from "../../render/format";
import { resetDirections, stepAlong } from "../../state/actions";
import { DIRECTION_LIMIT, recipeOf } from "../../state/recipe";
import { useStore } from "../../state/store";
import { useText } from "../text";
import { Slider } from "./Slider";
import { Strip } from "./Strip";

const FIRST = 4;
/** Steps of the filmstrip. */
const FRAMES = [-6, -3, 0, 3, 6];

/** The model's principal directions as sliders, each with a strip of what it does to the picture on show. */
export function Directions() {
  const text = useText();
  const directions = useStore((state) => state.directions);
  const steps = useStore((state) => state.lens.directions);
  const [all, setAll] = useState(false);
  const [shown, setShown] = useState<number>();
  if (!directions) return null;
  const count = all ? directions.vectors.length : Math.min(FIRST, directions.vectors.length);
  return (
    <div className="panel" data-testid="directions">
      <div className="control-line">
        <h2>{text.directions.heading}</h2>
        <button type="button" onClick={resetDirections} disabled={Object.keys(steps).length === 0}>
          {text.directions.reset}
        </button>
      </div>
      <p className="quiet">{text.directions.help}</p>
      {Array.from({ length: count }, (_, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a direction is its number.
        <div key={k}>
          <Slider
            label={text.directions.name(k + 1)}
            help={text.directions.share(formatPercent(directions.share[k]))}
            value={steps[k] ?? 0}
            min={-DIRECTION_LIMIT}
            max={DIRECTION_LIMIT}
            step={0.1}
            onChange={(step) => stepAlong(k, step)}
          />
          <button
            type="button"
            className="strip-button"
            aria-expanded={shown === k}
            onClick={() => setShown(shown === k ? undefined : k)}
          >
            {shown === k ? text.directions.hide : text.directions.show}
          </button>
          {shown === k && <Filmstrip direction={k} />}
        </div>
      ))}
      {directions.vectors.length > FIRST && (
        <button type="button" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? text.directions.fewer : text.directions.more(directions.vectors.length)}
        </button>
      )}
    </div>
  );
}

/** The picture at a few steps along a direction; a click goes there. */
function Filmstrip({ direction }: { readonly direction: number }) {
  const text = useText();
  const lens = useStore((state) => state.lens);
  const { directions } = lens;
  const items = FRAMES.map((step) => ({
    label: text.directions.frame(text.directions.name(direction + 1), step),
    caption: step > 0 ? `+${step}` : `${step}`,
    recipe: { ...recipeOf(lens), directions: { ...directions, [direction]: step } },
    chosen: (directions[direction] ?? 0) === step,
  }));
  return <Strip items={items} testId="filmstrip" onChoose={(place) => stepAlong(direction, FRAMES[place])} />;
}
