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
    <div className="copy-link-frame">
      <button type="button" className="copy-link" onClick={() => void copy()} title={text.link.help}>
        <svg viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.5">
          <path
            d="M6.5 9.5 9.5 6.5M7 4.5l1.4-1.4a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5l-1.4 1.4a3.2 3.2 0 0 1-4.5-4.5L4.5 7"
            strokeLinecap="round"
          />
        </svg>
        <span className="copy-link-words" aria-live="polite">
          {copied > 0 ? text.link.copied : text.link.copy}
        </span>
      </button>
      <output className="copy-link-note" data-testid="link-note">
        {noted === model ? text.link.onlyHere(file) : ""}
      </output>
    </div>
  );
}
