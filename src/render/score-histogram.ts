/** A batch's scores, real ones above the axis and generated ones below, with the margins of the hinge loss. d3 into an svg. */
import { bin, extent } from "d3-array";
import { axisBottom } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { MARGIN } from "./score-line";

export const SCORE_HISTOGRAM = { width: 320, height: 120, pad: 16, top: 6, bottom: 20 } as const;
const BINS = 24;
/** The axis reaches a little beyond the margins at least. */
const LEAST = 2;

/** What was there is replaced. */
export function drawScoreHistogram(
  svg: SVGSVGElement,
  real: ArrayLike<number>,
  made: ArrayLike<number>,
): void {
  const { width, height, pad, top, bottom } = SCORE_HISTOGRAM;
  const root = select(svg);
  root.selectAll("*").remove();
  const all = [...Array.from(real), ...Array.from(made)];
  const [low = 0, high = 0] = extent(all);
  const x = scaleLinear([Math.min(-LEAST, low), Math.max(LEAST, high)], [pad, width - pad]).nice();
  const [from, to] = x.domain();
  const thresholds = Array.from({ length: BINS - 1 }, (_, n) => from + ((n + 1) * (to - from)) / BINS);
  const histogram = bin().domain([from, to]).thresholds(thresholds);
  const sides = [histogram(Array.from(real)), histogram(Array.from(made))];
  const most = Math.max(1, ...sides.flat().map(({ length }) => length));
  const middle = (top + height - bottom) / 2;
  const tall = scaleLinear([0, most], [0, middle - top]);
  sides.forEach((bins, side) => {
    for (const each of bins) {
      const [left, right] = [x(each.x0 ?? from), x(each.x1 ?? to)];
      root
        .append("rect")
        .attr("class", `score-bar score-bar-${side}`)
        .attr("x", left + 0.5)
        .attr("width", Math.max(0, right - left - 1))
        .attr("y", side === 0 ? middle - tall(each.length) : middle)
        .attr("height", tall(each.length));
    }
  });
  for (const margin of [-MARGIN, MARGIN]) {
    root
      .append("line")
      .attr("class", "score-margin")
      .attr("x1", x(margin))
      .attr("x2", x(margin))
      .attr("y1", top)
      .attr("y2", height - bottom);
  }
  root
    .append("g")
    .attr("class", "chart-axis")
    .attr("transform", `translate(0,${height - bottom})`)
    .call(axisBottom(x).ticks(7).tickSize(4));
  root.selectAll(".chart-axis text").attr("font-size", null).attr("font-family", null);
}
