import { openGalleryEntry } from "../../state/engine/session";
import { useStore } from "../../state/store/store";
import { preparedImage, shelfOf } from "../../viewer/views/derived";
import { useText } from "../text";

const THUMB = 56;

/** Prepared images: a click shows one, with or without a running generator. */
export function Gallery() {
  const text = useText();
  const shelf = useStore((state) => shelfOf(state, state.lens.model));
  const shown = useStore(preparedImage);
  if (!shelf) return null;
  const { sprite, stills } = shelf;
  return (
    <div className="gallery" data-testid="gallery">
      {stills.map((entry, index) => (
        <button
          type="button"
          key={entry.file}
          aria-label={text.gallery.item(entry.seed)}
          aria-pressed={entry === shown}
          style={{
            backgroundImage: `url("${sprite.href}")`,
            backgroundSize: `${stills.length * THUMB}px ${THUMB}px`,
            backgroundPosition: `${-index * THUMB}px 0`,
          }}
          onClick={() => void openGalleryEntry(entry)}
        />
      ))}
    </div>
  );
}
