import { useLayoutEffect, useRef } from "react";
import { type Cell, moveCell } from "../../../attention/grid";
import type { Recorded, RecordedRun } from "../../../learning/recorded/recorded-runs";
import { formatCount, formatWholePercent } from "../../../render/format";
import { drawScoreHistogram, SCORE_HISTOGRAM } from "../../../render/score-histogram";
import { arrowStep } from "../../../viewer/state/arrow-keys";
import { Names } from "../charts/Figure";
import { pictureAt, Sample } from "../Sample";
import { useLearningText } from "../text";
import { useRecordedText } from "./recorded-text";

export interface RecordedSideProps {
  readonly name: Recorded;
  readonly run: RecordedRun;
  readonly frame: number;
  readonly step: number;
  readonly samples: number;
  readonly query: Cell;
  readonly onPoint: (cell: Cell) => void;
  /** Id of what says how to point. */
  readonly describedBy: string;
}

/** One of the two runs at a step: its images with what a cell reads, and its numbers. */
export function RecordedSide({
  name,
  run,
  frame,
  step,
  samples,
  query,
  onPoint,
  describedBy,
}: RecordedSideProps) {
  const text = useRecordedText();
  const { look, rule } = run.frames[frame];
  const top = look.sites.reduce((most, { maxWeight }) => Math.max(most, maxWeight), 0);
  const grid = look.sites[0]?.queryGrid;
  const images = (withMaps: boolean) =>
    Array.from({ length: samples }, (_, place) => (
      <Sample
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is.
        key={place}
        pixels={pictureAt(look.pictures, run.config, place)}
        size={run.config.size}
        {...(withMaps && { site: look.sites[place], query, top, onPoint })}
      />
    ));
  return (
    <section className="recorded-side" aria-label={text.runs[name]} data-testid={`recorded-${name}`}>
      <h3>{text.runs[name]}</h3>
      <div className="learning-samples">{images(false)}</div>
      <p className="figures" data-testid={`recorded-rule-${name}`} data-kappa={rule.kappa}>
        {rule.clear > 0
          ? text.rule(formatWholePercent(rule.kept), formatWholePercent(rule.chance))
          : text.unclear}
        <br />
        {text.kappa(rule.kappa.toFixed(2), formatCount(rule.samples))}
      </p>
      {grid && run.gamma ? (
        <>
          <p className="quiet figures">
            {text.reads} · {text.gamma((step === 0 ? 0 : run.gamma[step - 1]).toFixed(2))}
          </p>
          {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: role "application" takes the focus and the keys. */}
          <div
            className="learning-samples"
            data-testid="recorded-maps"
            role="application"
            tabIndex={0}
            aria-label={text.reads}
            aria-describedby={describedBy}
            onKeyDown={(event) => {
              const arrow = arrowStep(event);
              if (!arrow) return;
              onPoint(moveCell(grid, query, ...arrow));
              event.preventDefault();
            }}
          >
            {images(true)}
          </div>
          {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above. */}
        </>
      ) : (
        <p className="quiet recorded-none">{text.noMap}</p>
      )}
      <Scores run={run} frame={frame} />
    </section>
  );
}

function Scores({ run, frame }: Pick<RecordedSideProps, "run" | "frame">) {
  const text = useRecordedText();
  const { realScores: real, madeScores: made } = useLearningText();
  const svg = useRef<SVGSVGElement>(null);
  const { realScores, fakeScores } = run.frames[frame];
  useLayoutEffect(() => {
    if (svg.current) drawScoreHistogram(svg.current, realScores, fakeScores);
  }, [realScores, fakeScores]);
  return (
    <figure>
      <figcaption className="quiet">{text.scores}</figcaption>
      <Names names={[real, made]} />
      <svg
        ref={svg}
        viewBox={`0 0 ${SCORE_HISTOGRAM.width} ${SCORE_HISTOGRAM.height}`}
        role="img"
        aria-label={text.scores}
      />
    </figure>
  );
}
