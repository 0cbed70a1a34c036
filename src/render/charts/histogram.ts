/** How often each value occurs: a histogram with named axes and a mark at the median. d3 into an svg; what was there is replaced. */
import { bin, extent, max, quantile } from "d3-array";
import { axisBottom, axisLeft } from "d3-axis";
import { format } from "d3-format";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";

export interface HistogramOptions {
  readonly values: readonly number[];
  /** What the axes show. */
  readonly axes: { readonly x: string; readonly y: string };
}

export const HISTOGRAM = { width: 320, height: 160, left: 36, right: 10, top: 30, bottom: 34 } as const;
const BINS = 20;
const NAME_MARGIN = 4;

/** Median, and the ends of the middle 90 %. */
export function spreadOf(values: readonly number[]): { low: number; median: number; high: number } {
  const at = (share: number) => quantile(values, share) ?? Number.NaN;
  return { low: at(0.05), median: at(0.5), high: at(0.95) };
}

export function drawHistogram(svg: SVGSVGElement, { values, axes }: HistogramOptions): void {
  const { width, height, left, right, top, bottom } = HISTOGRAM;
  const root = select(svg);
  root.selectAll("*").remove();
  const [, high = 0] = extent(values);
  const x = scaleLinear([0, high || 1], [left, width - right]).nice();
  const [from, to] = x.domain();
  const thresholds = Array.from({ length: BINS - 1 }, (_, n) => from + ((n + 1) * (to - from)) / BINS);
  const bins = bin().domain([from, to]).thresholds(thresholds)([...values]);
  const y = scaleLinear([0, Math.max(1, max(bins, ({ length }) => length) ?? 0)], [height - bottom, top]);
  for (const each of bins) {
    const [start, end] = [x(each.x0 ?? from), x(each.x1 ?? to)];
    root
      .append("rect")
      .attr("class", "histogram-bar")
      .attr("x", start + 0.5)
      .attr("width", Math.max(0, end - start - 1))
      .attr("y", y(each.length))
      .attr("height", height - bottom - y(each.length));
  }
  const { median } = spreadOf(values);
  root
    .append("line")
    .attr("class", "chart-mark")
    .attr("x1", x(median))
    .attr("x2", x(median))
    .attr("y1", top)
    .attr("y2", height - bottom);
  const axis = (transform: string) =>
    root.append("g").attr("class", "chart-axis").attr("transform", transform);
  axis(`translate(0,${height - bottom})`).call(axisBottom(x).ticks(5).tickSize(4));
  // Whole ones; 0 would stand on the other axis's.
  const counts = y.ticks(3).filter((count) => Number.isInteger(count) && count > 0);
  axis(`translate(${left},0)`).call(axisLeft(y).tickValues(counts).tickFormat(format("d")).tickSize(4));
  root.selectAll(".chart-axis text").attr("font-size", null).attr("font-family", null);
  const name = (text: string, at: number, line: number, anchor: string) =>
    root
      .append("text")
      .attr("class", "chart-axis-name")
      .attr("x", at)
      .attr("y", line)
      .attr("text-anchor", anchor)
      .text(text);
  name(axes.x, width - right, height - NAME_MARGIN, "end");
  name(axes.y, NAME_MARGIN, 3 * NAME_MARGIN, "start");
}
