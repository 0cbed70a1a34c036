import { useLayoutEffect, useRef } from "react";
import { drawScoreHistogram, SCORE_HISTOGRAM } from "../../../render/score-histogram";
import { useLearning } from "../../../state/training/training";
import { useLearningText } from "../text";
import { Figure, Names } from "./Figure";

/** The last batch's scores on either side of the margins. */
export function ScoreHistogram() {
  const text = useLearningText();
  const svg = useRef<SVGSVGElement>(null);
  const last = useLearning((state) => state.rows.at(-1));
  useLayoutEffect(() => {
    if (svg.current) drawScoreHistogram(svg.current, last?.realScores ?? [], last?.fakeScores ?? []);
  }, [last]);
  return (
    <Figure title={text.scores} help={text.scoresHelp}>
      <Names names={[text.realScores, text.madeScores]} />
      <svg
        ref={svg}
        data-testid="score-histogram"
        viewBox={`0 0 ${SCORE_HISTOGRAM.width} ${SCORE_HISTOGRAM.height}`}
        role="img"
        aria-label={text.scores}
      />
    </Figure>
  );
}
