import { useEffect, useState } from "react";
import { LensError } from "../../model/errors";
import { isSavedId } from "../../model/storage/saved-models";
import { currentLink } from "../../state/navigation/link";
import { addNotice } from "../../state/store/notices";
import { useStore } from "../../state/store/store";
import { useText } from "../text";
import "./CopyLink.css";

/** How long the button says that it was done. */
const SAID_MS = 2000;

/** A link that opens exactly this, on the clipboard. */
export function CopyLink() {
  const text = useText();
  const [copied, setCopied] = useState(0);
  const model = useStore((state) => state.lens.model);
  const file = useStore((state) => state.savedModels.find(({ id }) => id === model)?.file);
  /** The model of this browser alone whose link was copied: the sentence about it stays. */
  const [noted, setNoted] = useState<string>();
  useEffect(() => {
    if (copied === 0) return;
    const timer = setTimeout(() => setCopied(0), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(currentLink());
      setCopied((times) => times + 1);
      setNoted(isSavedId(model) ? model : undefined);
    } catch {
      addNotice(new LensError("link-not-copied"));
    }
  };
  return (
    <>
      <button type="button" onClick={() => void copy()} title={text.link.help}>
        <span aria-live="polite">{copied > 0 ? text.link.copied : text.link.copy}</span>
      </button>
      <output className="copy-link-note" data-testid="link-note">
        {noted === model ? text.link.onlyHere(file) : ""}
      </output>
    </>
  );
}
