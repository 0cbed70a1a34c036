import { useLayoutEffect, useRef } from "react";
import { drawScoreLine, SCORE_LINE } from "../../render/score-line";
import { useStore } from "../../state/store/store";
import { useDiscriminatorText } from "./discriminator-text";

/** Means over this many of the last logged steps: single batches jump about. */
const LAST_ROWS = 20;

function mean(values: readonly (number | null)[] | undefined): number | undefined {
  const known = values?.filter((value) => value !== null).slice(-LAST_ROWS) ?? [];
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The score among the margins of the hinge loss and the mean scores at the end of training. */
export function ScoreLine({ score }: { readonly score: number }) {
  const text = useDiscriminatorText();
  const svg = useRef<SVGSVGElement>(null);
  const log = useStore((state) => state.log);
  useLayoutEffect(() => {
    if (!svg.current) return;
    const means = [
      { value: mean(log?.scoreReal), label: text.meanReal },
      { value: mean(log?.scoreFake), label: text.meanMade },
    ].flatMap(({ value, label }) => (value === undefined ? [] : [{ value, label }]));
    drawScoreLine(svg.current, {
      score,
      means,
      marginLabels: { made: text.marginMade, real: text.marginReal },
    });
  }, [score, log, text]);
  return (
    <svg
      ref={svg}
      className="score-line"
      viewBox={`0 0 ${SCORE_LINE.width} ${SCORE_LINE.height}`}
      role="img"
      aria-label={text.lineLabel}
    />
  );
}
