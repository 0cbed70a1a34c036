import { useLayoutEffect, useRef } from "react";
import { RECORDED, type RecordedRun, type RecordedRuns } from "../../../learning/recorded/recorded-runs";
import { drawLineChart, LINE_CHART } from "../../../render/line-chart";
import { Figure, Names } from "../charts/Figure";
import { useLearningText } from "../text";
import { useRecordedText } from "./recorded-text";

interface RecordedChartsProps {
  readonly runs: RecordedRuns;
  /** The step on show, which is marked. */
  readonly step: number;
}

/** Both runs in one chart for each number. */
export function RecordedCharts({ runs, step }: RecordedChartsProps) {
  const text = useRecordedText();
  const { axes } = useLearningText();
  const every = Array.from({ length: runs.steps }, (_, n) => n + 1);
  const chart = (
    [title, help, axis]: readonly [title: string, help: string, axis: string],
    steps: readonly number[],
    valuesOf: (run: RecordedRun) => ArrayLike<number> | undefined,
  ) => <Chart {...{ title, help, axis, steps, step, runs, valuesOf }} />;
  return (
    <div className="learning-charts">
      {chart([text.agreement, text.agreementHelp, "κ"], runs.at, ({ frames }) =>
        frames.map(({ rule }) => rule.kappa),
      )}
      {chart([text.gammaTitle, text.gammaHelp, axes.gamma], every, ({ gamma }) => gamma)}
      {chart(
        [text.discriminatorLoss, text.discriminatorLossHelp, axes.loss],
        every,
        ({ discriminatorLoss }) => discriminatorLoss,
      )}
      {chart(
        [text.generatorLoss, text.generatorLossHelp, axes.loss],
        every,
        ({ generatorLoss }) => generatorLoss,
      )}
    </div>
  );
}

interface ChartProps extends RecordedChartsProps {
  readonly title: string;
  readonly help: string;
  readonly axis: string;
  readonly steps: readonly number[];
  /** `undefined` where a run has no such number. */
  readonly valuesOf: (run: RecordedRun) => ArrayLike<number> | undefined;
}

function Chart({ runs, step, title, help, axis, steps, valuesOf }: ChartProps) {
  const text = useRecordedText();
  const { step: stepName } = useLearningText().axes;
  const svg = useRef<SVGSVGElement>(null);
  const series = RECORDED.flatMap((run) => {
    const values = valuesOf(runs.runs[run]);
    return values ? [{ name: text.runs[run], values: Array.from(values) }] : [];
  });
  useLayoutEffect(() => {
    if (svg.current) drawLineChart(svg.current, { steps, series, at: step, axes: { x: stepName, y: axis } });
  });
  return (
    <Figure title={title} help={help}>
      <Names names={series.map(({ name }) => name)} />
      <svg
        ref={svg}
        viewBox={`0 0 ${LINE_CHART.width} ${LINE_CHART.height}`}
        role="img"
        aria-label={`${title}: ${series.map(({ name }) => name).join(", ")}`}
      />
    </Figure>
  );
}
