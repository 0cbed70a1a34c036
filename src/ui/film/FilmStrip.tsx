import { Suspense, useEffect, useState } from "react";
import { newSeed } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { Gallery } from "../controls/Gallery";
import { SeedField } from "../controls/SeedField";
import { Choice } from "../inputs/Choice";
import { lazyPart } from "../lazy-part";
import { useText } from "../text";
import { useMedia, WIDE } from "../use-media";
import "./FilmStrip.css";

const SavedStrip = lazyPart(async () => (await import("./strips")).SavedStrip);
const SeedGrid = lazyPart(async () => (await import("./strips")).SeedGrid);
const SaveImage = lazyPart(async () => (await import("./strips")).SaveImage);

const SOURCES = ["examples", "saved", "seeds"] as const;
type Source = (typeof SOURCES)[number];

/** Under the image, or a drawer where the page is not wide: other images to look at, by their seeds. */
export function FilmStrip() {
  const { shell, film, image } = useText();
  const [source, setSource] = useState<Source>("examples");
  const hasExamples = useStore(
    ({ gallery, lens }) => gallery?.some(({ model }) => model === lens.model) ?? true,
  );
  useEffect(() => {
    if (!hasExamples) setSource((before) => (before === "examples" ? "seeds" : before));
  }, [hasExamples]);
  const isWide = useMedia(WIDE);
  const [isOpen, setOpen] = useState(isWide);
  useEffect(() => setOpen(isWide), [isWide]);
  return (
    <details className="film" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{shell.images}</summary>
      <div className="film-line">
        <SeedField />
        <button type="button" onClick={newSeed}>
          {image.newSeed}
        </button>
        <Suspense>
          <SaveImage />
        </Suspense>
        <Choice
          label={film.source}
          hidesLabel
          hidesHelp
          value={source}
          options={SOURCES}
          texts={film.sources}
          onChange={setSource}
        />
      </div>
      <div className="film-images">
        {isOpen && (
          <Suspense>
            {source === "examples" && <Gallery />}
            {source === "saved" && <SavedStrip />}
            {source === "seeds" && <SeedGrid />}
          </Suspense>
        )}
      </div>
    </details>
  );
}
