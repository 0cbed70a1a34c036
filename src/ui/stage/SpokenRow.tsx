import { useEffect, useState } from "react";
import { cellOfKey } from "../../attention/grid";
import type { Text } from "../../locales/en/page";
import { formatPercent, formatWeight } from "../../render/format";
import { type Store, useStore } from "../../state/store/store";
import { currentSite } from "../../viewer/views/derived";
import { shownRow } from "../../viewer/views/rows";
import { useText } from "../text";

/** A screen reader would stumble over every cell that the pointer crosses. */
const QUIET_MS = 400;

/** Says where the current query attends, once it has not moved for a moment. Renders nothing before. */
export function SpokenRow() {
  const text = useText();
  const [sentence, setSentence] = useState("");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setSentence(sentenceOf(useStore.getState(), text)), QUIET_MS);
    };
    const ends = [useStore.subscribe(({ lens }) => lens, follow), useStore.subscribe(currentSite, follow)];
    follow();
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [text]);
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="spoken">
      {sentence}
    </p>
  );
}

function sentenceOf(state: Store, text: Text): string {
  const site = currentSite(state);
  if (!site) return "";
  const { lens } = state;
  const { summary } = shownRow(site, lens);
  const key = cellOfKey(site.keyGrid, summary.topKey);
  return text.stage.spoken({
    ...lens.query,
    keyX: key.x,
    keyY: key.y,
    weight: formatWeight(summary.maxWeight),
    spread: formatPercent(summary.entropy / summary.maxEntropy),
  });
}
