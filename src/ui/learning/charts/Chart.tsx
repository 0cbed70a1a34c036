import { useLayoutEffect, useRef } from "react";
import { drawLineChart, LINE_CHART, type Series } from "../../../render/line-chart";
import { type StepFigures, useLearning } from "../../../state/training/training";
import { usePastName } from "../past";
import { useLearningText } from "../text";
import { Figure, Names } from "./Figure";

export interface ChartProps {
  readonly title: string;
  readonly help: string;
  /** What the vertical axis shows, with its unit where there is one. */
  readonly axis: string;
  readonly series: readonly (readonly [name: string, value: (row: StepFigures) => number | null])[];
}

/** Figures over the steps of the run, those of the run before it faintly behind. */
export function Chart({ title, help, axis, series }: ChartProps) {
  const { step } = useLearningText().axes;
  const svg = useRef<SVGSVGElement>(null);
  const rows = useLearning((state) => state.rows);
  const past = useLearning((state) => state.past);
  const pastName = usePastName();
  useLayoutEffect(() => {
    if (!svg.current) return;
    const drawn = series.map(([name, value]): Series => {
      const before = past && { steps: past.rows.map((row) => row.step), values: past.rows.map(value) };
      return { name, values: rows.map(value), ...(before && { past: before }) };
    });
    const axes = { x: step, y: axis };
    drawLineChart(svg.current, { steps: rows.map((row) => row.step), series: drawn, at: undefined, axes });
  });
  return (
    <Figure title={title} help={help}>
      <Names names={series.map(([name]) => name)} {...(pastName && { past: pastName })} />
      <svg
        ref={svg}
        viewBox={`0 0 ${LINE_CHART.width} ${LINE_CHART.height}`}
        role="img"
        aria-label={`${title}: ${series.map(([name]) => name).join(", ")}`}
      />
    </Figure>
  );
}
