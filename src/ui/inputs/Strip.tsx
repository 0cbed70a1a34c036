import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { drawPicture } from "../../render/canvas";
import { makeStrip } from "../../state/engine/session";
import { type Picture, useStore } from "../../state/store/store";
import { type PictureRecipe, sameRecipe } from "../../viewer/state/recipe";
import "./strip.css";

/** A strip is made once the picture has stood still this long. */
const REST_MS = 250;

export interface StripItem {
  readonly label: string;
  /** Under the picture. */
  readonly caption: string;
  readonly recipe: PictureRecipe;
  /** Whether it is the picture on show. */
  readonly chosen: boolean;
}

export interface StripProps {
  readonly items: readonly StripItem[];
  readonly onChoose: (place: number) => void;
  readonly testId: string;
  /** Large where captions are words. */
  readonly size?: "small" | "large";
}

/** Small pictures made by the generator, one after the other; a click chooses one. */
export function Strip({ items, onChoose, testId, size = "small" }: StripProps) {
  const [frames, setFrames] = useState<readonly (Picture | undefined)[]>([]);
  const ready = useStore((state) => state.engine.phase === "ready");
  // The recipes by value: a list that is made anew with the same recipes makes no picture again.
  const wanted = JSON.stringify(items.map(({ recipe }) => recipe));
  useEffect(() => {
    if (!ready) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const recipes: PictureRecipe[] = JSON.parse(wanted);
      const onPicture = (picture: Picture, place: number) =>
        setFrames((before) => recipes.map((_, at) => (at === place ? picture : before[at])));
      // The engine's own fault is told where the engine stands.
      makeStrip(recipes, onPicture, stop.signal).catch(() => undefined);
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted, ready]);
  return (
    <div className="strip" data-size={size} data-testid={testId}>
      {items.map(({ label, caption, recipe, chosen }, place) => (
        <button
          type="button"
          key={label}
          aria-label={label}
          aria-pressed={chosen}
          onClick={() => onChoose(place)}
        >
          <Frame picture={frames[place]} recipe={recipe} />
          <span className="quiet figures">{caption}</span>
        </button>
      ))}
    </div>
  );
}

interface FrameProps {
  readonly picture: Picture | undefined;
  /** What the frame stands for; a picture of another recipe is dimmed until its own is made. */
  readonly recipe: PictureRecipe;
}

function Frame({ picture, recipe }: FrameProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current && picture) drawPicture(canvas.current, picture.pixels, picture.size);
  }, [picture]);
  return <canvas ref={canvas} data-ready={picture !== undefined && sameRecipe(picture.recipe, recipe)} />;
}
