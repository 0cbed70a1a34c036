import type { Tool } from "../../state/store/store";
import { useText } from "../text";
import { useMedia } from "../use-media";

const COARSE = "(pointer: coarse)";

/** What to do next, for a mouse and a keyboard, or for fingers: a phone has no Escape and no Shift. */
export function useHelp() {
  const text = useText();
  const coarse = useMedia(COARSE);
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
