import { useSyncExternalStore } from "react";
import type { Tool } from "../../state/store/store";
import { useText } from "../text";

const COARSE = "(pointer: coarse)";

function subscribe(listener: () => void): () => void {
  const query = matchMedia(COARSE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** What to do next, for a mouse and a keyboard, or for fingers: a phone has no Escape and no Shift. */
export function useHelp() {
  const text = useText();
  const coarse = useSyncExternalStore(subscribe, () => matchMedia(COARSE).matches);
  const { choices } = text.tools;
  const query = { label: choices.query.label, help: coarse ? choices.query.helpTouch : choices.query.help };
  const tools: Readonly<Record<Tool, { readonly label: string; readonly help: string }>> = {
    ...choices,
    query,
  };
  return {
    tools,
    stage: coarse ? text.stage.helpTouch : text.stage.help,
    pinNext: coarse ? text.stage.pinNextHintTouch : text.stage.pinNextHint,
    pinned: coarse ? text.hintPinnedTouch : text.hintPinned,
    first: coarse ? text.hintFirstTouch : text.hintFirst,
    free: coarse ? text.hintTouch : text.hint,
  };
}
