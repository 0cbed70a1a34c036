import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { drawPicture } from "../../render/canvas";
import { formatPercent } from "../../render/format";
import { resetDirections, stepAlong } from "../../state/actions";
import { DIRECTION_LIMIT } from "../../state/lens-state";
import { strip } from "../../state/session";
import { type Picture, useStore } from "../../state/store";
import { useText } from "../text";
import { Slider } from "./Slider";

const FIRST = 6;
/** Steps of the filmstrip. */
const FRAMES = [-6, -3, 0, 3, 6];
/** The strip is made once the picture has stood still this long. */
const REST_MS = 250;

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
  const { model, seed, psi, edits, directions, snapshot, classes } = useStore((state) => state.lens);
  const [frames, setFrames] = useState<readonly (Picture | undefined)[]>([]);
  // The strip is that of the other directions: moving along this one changes none of its frames.
  const others = JSON.stringify({ ...directions, [direction]: 0 });
  useEffect(() => {
    const recipe = { model, seed, psi, edits, snapshot, classes };
    const timer = setTimeout(() => {
      const recipes = FRAMES.map((step) => ({
        ...recipe,
        directions: { ...JSON.parse(others), [direction]: step },
      }));
      void strip(recipes, (picture, place) =>
        setFrames((before) => FRAMES.map((_, at) => (at === place ? picture : before[at]))),
      ).catch(() => undefined);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [direction, model, seed, psi, edits, snapshot, classes, others]);
  return (
    <div className="filmstrip" data-testid="filmstrip">
      {FRAMES.map((step, place) => (
        <button
          type="button"
          key={step}
          aria-label={text.directions.frame(direction + 1, step)}
          aria-pressed={(directions[direction] ?? 0) === step}
          onClick={() => stepAlong(direction, step)}
        >
          <Frame picture={frames[place]} />
          <span className="quiet figures">{step > 0 ? `+${step}` : step}</span>
        </button>
      ))}
    </div>
  );
}

function Frame({ picture }: { readonly picture: Picture | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current && picture) drawPicture(canvas.current, picture.pixels, picture.size);
  }, [picture]);
  return <canvas ref={canvas} data-ready={picture !== undefined} />;
}
