/** A small line chart over training steps, with named axes, a mark at the step on show, and lines where the training was changed. d3 into an svg; what was there is replaced. */
import { extent } from "d3-array";
import { axisBottom, axisLeft } from "d3-axis";
import { format } from "d3-format";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { line } from "d3-shape";

export interface Series {
  readonly name: string;
  /** One value for each step; null where nothing was measured. */
  readonly values: readonly (number | null)[];
  /** Of another run, to compare with: its own steps, drawn faintly. */
  readonly past?: { readonly steps: readonly number[]; readonly values: readonly (number | null)[] };
}

export interface LineChartOptions {
  readonly steps: readonly number[];
  readonly series: readonly Series[];
  /** Step to mark; undefined for none. */
  readonly at: number | undefined;
  /** What the axes show, with units where there are any. */
  readonly axes: { readonly x: string; readonly y: string };
  /** Steps at which the training itself was changed. */
  readonly changes?: readonly number[];
}

export const LINE_CHART = { width: 320, height: 150, left: 48, right: 8, top: 24, bottom: 34 } as const;
/** From a name to the edge of the drawing. */
const NAME_MARGIN = 4;

/** Numbers on an axis of steps: whole ones, of which an empty chart has two, not thousandths of a step. */
export function stepTicks(last: number): number[] {
  return scaleLinear([0, Math.max(1, last)], [0, 1])
    .ticks(4)
    .filter(Number.isInteger);
}

export function drawLineChart(
  svg: SVGSVGElement,
  { steps, series, at, axes, changes = [] }: LineChartOptions,
): void {
  const { width, height, left, right, top, bottom } = LINE_CHART;
  const root = select(svg);
  root.selectAll("*").remove();
  const ends = [steps.at(-1), ...series.map(({ past }) => past?.steps.at(-1))];
  const last = Math.max(1, ...ends.map((end) => end ?? 0));
  const x = scaleLinear([0, last], [left, width - right]);
  const known = series
    .flatMap(({ values, past }) => [...(past?.values ?? []), ...values])
    .filter((value) => value !== null);
  const [low = 0, high = 1] = extent(known);
  const y = scaleLinear([Math.min(0, low), high], [height - bottom, top]).nice(3);
  root
    .append("g")
    .attr("class", "chart-axis")
    .attr("transform", `translate(0,${height - bottom})`)
    .call(
      axisBottom<number | { valueOf(): number }>(x)
        .tickValues(stepTicks(last))
        .tickFormat((step) => format("~s")(step))
        .tickSize(4),
    );
  root
    .append("g")
    .attr("class", "chart-axis")
    .attr("transform", `translate(${left},0)`)
    .call(axisLeft(y).ticks(3).tickSize(4));
  root.selectAll(".chart-axis text").attr("font-size", null).attr("font-family", null);
  const name = (text: string, x: number, y: number, anchor: string) =>
    root
      .append("text")
      .attr("class", "chart-axis-name")
      .attr("x", x)
      .attr("y", y)
      .attr("text-anchor", anchor)
      .text(text);
  name(axes.x, width - right, height - NAME_MARGIN, "end");
  name(axes.y, NAME_MARGIN, top - 3 * NAME_MARGIN, "start");
  const markStep = (step: number, className: string) =>
    root
      .append("line")
      .attr("class", className)
      .attr("x1", x(step))
      .attr("x2", x(step))
      .attr("y1", top)
      .attr("y2", height - bottom);
  for (const change of changes) markStep(change, "chart-change");
  const path = line<[number, number]>()
    .x(([step]) => x(step))
    .y(([, value]) => y(value));
  const draw = (at: readonly number[], values: readonly (number | null)[], className: string) => {
    // Figures that are rarely measured have gaps; they are joined.
    const points = at.flatMap((step, index): [number, number][] => {
      const value = values[index] ?? null;
      return value === null ? [] : [[step, value]];
    });
    root
      .append("path")
      .attr("class", `chart-line ${className}`)
      .attr("d", path(points) ?? "");
  };
  series.forEach(({ past }, number) => {
    if (past) draw(past.steps, past.values, `chart-line-${number} chart-line-past`);
  });
  series.forEach(({ values }, number) => {
    draw(steps, values, `chart-line-${number}`);
  });
  if (at !== undefined) markStep(at, "chart-mark");
}
