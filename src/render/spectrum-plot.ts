/** Largest singular values of a network's weights, before normalisation and after, on one axis. d3 into an svg. */
import { max } from "d3-array";
import { axisBottom } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";

export interface SpectrumDot {
  readonly before: number;
  readonly after: number;
}

export const SPECTRUM_PLOT = { width: 320, height: 84, left: 10, right: 10, top: 10, bottom: 20 } as const;
const RADIUS = 3.5;

/** Two lines of dots, the upper one before; what was there is replaced. A line marks 1. */
export function drawSpectrumPlot(svg: SVGSVGElement, dots: readonly SpectrumDot[]): void {
  const { width, height, left, right, top, bottom } = SPECTRUM_PLOT;
  const root = select(svg);
  root.selectAll("*").remove();
  const most = max(dots, ({ before, after }) => Math.max(before, after)) ?? 0;
  const x = scaleLinear([0, Math.max(2, most)], [left, width - right]).nice(5);
  const lines = [top + (height - top - bottom) * 0.25, top + (height - top - bottom) * 0.75];
  for (const { before, after } of dots) {
    root
      .append("line")
      .attr("class", "spectrum-way")
      .attr("x1", x(before))
      .attr("x2", x(after))
      .attr("y1", lines[0])
      .attr("y2", lines[1]);
  }
  for (const { before, after } of dots) {
    [before, after].forEach((value, line) => {
      root
        .append("circle")
        .attr("class", `spectrum-dot spectrum-dot-${line}`)
        .attr("cx", x(value))
        .attr("cy", lines[line])
        .attr("r", RADIUS);
    });
  }
  root
    .append("line")
    .attr("class", "score-margin")
    .attr("x1", x(1))
    .attr("x2", x(1))
    .attr("y1", 2)
    .attr("y2", height - bottom);
  root
    .append("g")
    .attr("class", "chart-axis")
    .attr("transform", `translate(0,${height - bottom})`)
    .call(axisBottom(x).ticks(6).tickSize(4));
  root.selectAll(".chart-axis text").attr("font-size", null).attr("font-family", null);
}
