import { openGalleryEntry } from "../../state/session";
import { useStore } from "../../state/store";
import { useText } from "../text";

const THUMB = 56;

/** Prepared pictures: a click shows one, with or without a running generator. */
export function Gallery() {
  const text = useText();
  const gallery = useStore((state) => state.gallery);
  const shown = useStore(({ lens }) =>
    Object.keys(lens.edits).length === 0 ? `${lens.seed} ${lens.psi}` : "",
  );
  if (!gallery) return null;
  const { sprite, stills } = gallery;
  return (
    <div className="panel">
      <h2>{text.gallery.heading}</h2>
      <div className="gallery" data-testid="gallery">
        {stills.map((entry, index) => (
          <button
            type="button"
            key={entry.file}
            aria-label={text.gallery.item(entry.seed)}
            aria-pressed={shown === `${entry.seed} ${entry.psi}`}
            style={{
              backgroundImage: `url("${sprite.href}")`,
              backgroundSize: `${stills.length * THUMB}px ${THUMB}px`,
              backgroundPosition: `${-index * THUMB}px 0`,
            }}
            onClick={() => void openGalleryEntry(entry)}
          />
        ))}
      </div>
    </div>
  );
}
