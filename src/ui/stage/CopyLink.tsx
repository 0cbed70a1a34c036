import { useEffect, useState } from "react";
import { LensError } from "../../model/errors";
import { currentLink } from "../../state/navigation/link";
import { addNotice } from "../../state/store/notices";
import { useText } from "../text";

/** How long the button says that it was done. */
const SAID_MS = 2000;

/** A link that opens exactly this, on the clipboard. */
export function CopyLink() {
  const text = useText();
  const [copied, setCopied] = useState(0);
  useEffect(() => {
    if (copied === 0) return;
    const timer = setTimeout(() => setCopied(0), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(currentLink());
      setCopied((times) => times + 1);
    } catch {
      addNotice(new LensError("link-not-copied"));
    }
  };
  return (
    <button type="button" onClick={() => void copy()} title={text.link.help}>
      <span aria-live="polite">{copied > 0 ? text.link.copied : text.link.copy}</span>
    </button>
  );
}
