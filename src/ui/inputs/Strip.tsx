import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { drawImagePixels } from "../../render/canvas";
import { inside } from "../../state/engine/viewer";
import { useStore } from "../../state/store/store";
import { type ImageRecipe, sameRecipe } from "../../viewer/state/recipe";
import type { LensImage } from "../../viewer/state/viewer-state";
import { hasFirstImage } from "../../viewer/views/derived";
import { useDisplayed } from "../use-displayed";
import "./strip.css";

/** A strip is made once the image has stood still this long. */
const REST_MS = 250;

export interface StripItem {
  readonly label: string;
  /** Under the image. */
  readonly caption: string;
  readonly recipe: ImageRecipe;
  /** Whether it is the image on show. */
  readonly chosen: boolean;
}

export interface StripProps {
  readonly items: readonly StripItem[];
  readonly onChoose: (place: number) => void;
  readonly testId: string;
  /** Large where captions are words. */
  readonly size?: "small" | "large";
}

/**
 * Small images made by the generator, one after the other, once the image on show is there; a click chooses one. None are made while the
 * strip is hidden, as in a closed sheet.
 */
export function Strip({ items, onChoose, testId, size = "small" }: StripProps) {
  const [frames, setFrames] = useState<readonly (LensImage | undefined)[]>([]);
  const strip = useRef<HTMLDivElement>(null);
  const ready = useStore(hasFirstImage);
  const displayed = useDisplayed(strip);
  // The recipes by value: a list that is made again with the same recipes makes no image again.
  const wanted = JSON.stringify(items.map(({ recipe }) => recipe));
  useEffect(() => {
    if (!ready || !displayed) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const recipes: ImageRecipe[] = JSON.parse(wanted);
      const onImage = (image: LensImage, place: number) =>
        setFrames((before) => recipes.map((_, at) => (at === place ? image : before[at])));
      // The engine's own fault is told where the engine stands.
      inside.strip(recipes, onImage, stop.signal).catch(() => undefined);
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted, ready, displayed]);
  return (
    <div ref={strip} className="strip" data-size={size} data-testid={testId}>
      {items.map(({ label, caption, recipe, chosen }, place) => (
        <button
          type="button"
          key={label}
          aria-label={label}
          aria-pressed={chosen}
          onClick={() => onChoose(place)}
        >
          <Frame image={frames[place]} recipe={recipe} />
          <span className="quiet figures">{caption}</span>
        </button>
      ))}
    </div>
  );
}

interface FrameProps {
  readonly image: LensImage | undefined;
  /** What the frame stands for; an image of another recipe is dimmed until its own is made. */
  readonly recipe: ImageRecipe;
}

function Frame({ image, recipe }: FrameProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current && image) drawImagePixels(canvas.current, image.pixels, image.size);
  }, [image]);
  return <canvas ref={canvas} data-ready={image !== undefined && sameRecipe(image.recipe, recipe)} />;
}
