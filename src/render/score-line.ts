/** Where a score lies among the margins of the hinge loss. d3 into an svg; what was there is replaced. */
import { axisBottom } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";

export interface ScoreLineOptions {
  /** D(x). */
  readonly score: number;
  /** Mean scores that were logged at the end of training; absent where there is no log. */
  readonly means: readonly { readonly value: number; readonly label: string }[];
  readonly marginLabels: { readonly made: string; readonly real: string };
}

export const SCORE_LINE = { width: 320, height: 92, pad: 14, top: 40 } as const;
/** Where the hinge loss stops: -1 for generated images, 1 for real ones (Zhang et al. 2019, equation 4). */
export const MARGIN = 1;
/** The axis shows this much at least. */
const LEAST = 2.5;

export function drawScoreLine(svg: SVGSVGElement, { score, means, marginLabels }: ScoreLineOptions): void {
  const { width, pad, top } = SCORE_LINE;
  const reach = Math.max(LEAST, Math.abs(score) * 1.1, ...means.map(({ value }) => Math.abs(value) * 1.1));
  const x = scaleLinear([-reach, reach], [pad, width - pad]);
  const root = select(svg);
  root.selectAll("*").remove();
  const band = (from: number, to: number, kind: string) =>
    root
      .append("rect")
      .attr("class", `score-band score-${kind}`)
      .attr("x", x(from))
      .attr("width", x(to) - x(from))
      .attr("y", top - 10)
      .attr("height", 20);
  band(-reach, -MARGIN, "made");
  band(MARGIN, reach, "real");
  const label = (at: number, y: number, anchor: string, text: string) =>
    root.append("text").attr("x", at).attr("y", y).attr("text-anchor", anchor).text(text);
  label(pad, 14, "start", marginLabels.made);
  label(width - pad, 14, "end", marginLabels.real);
  root
    .append("g")
    .attr("class", "chart-axis")
    .attr("transform", `translate(0,${top + 10})`)
    .call(axisBottom(x).ticks(7).tickSize(4));
  root.selectAll(".chart-axis text").attr("font-size", null).attr("font-family", null);
  for (const { value, label: name } of means) {
    root
      .append("line")
      .attr("class", "score-mean")
      .attr("x1", x(value))
      .attr("x2", x(value))
      .attr("y1", top - 10)
      .attr("y2", top + 34);
    label(x(value), top + 46, "middle", name);
  }
  root.append("circle").attr("class", "score-mark").attr("cx", x(score)).attr("cy", top).attr("r", 6);
}
