import { useEffect, useState } from "react";
import { cellOfKey } from "../../attention/grid";
import { formatPercent, formatWeight } from "../../render/format";
import { useStore } from "../../state/store/store";
import { currentSite } from "../../viewer/views/derived";
import { shownRow } from "../../viewer/views/rows";
import { useText } from "../text";

/** A screen reader would stumble over every cell that the pointer crosses. */
const QUIET_MS = 400;

/** Says where the query on show attends, once it has stood still for a moment. */
export function SpokenRow() {
  const text = useText();
  const site = useStore(currentSite);
  const lens = useStore((state) => state.lens);
  const [sentence, setSentence] = useState("");
  useEffect(() => {
    if (!site) return;
    const timer = setTimeout(() => {
      const { summary } = shownRow(site, lens);
      const key = cellOfKey(site.keyGrid, summary.topKey);
      setSentence(
        text.stage.spoken({
          ...lens.query,
          keyX: key.x,
          keyY: key.y,
          weight: formatWeight(summary.maxWeight),
          spread: formatPercent(summary.entropy / summary.maxEntropy),
        }),
      );
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [site, lens, text]);
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="spoken">
      {sentence}
    </p>
  );
}
