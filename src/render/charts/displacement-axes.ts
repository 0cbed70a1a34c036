/** Axes around the map of displacements: cells to the right and down from a query, with lines through 0. d3 into an svg. */
import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";

export interface DisplacementAxesOptions {
  /** Cells of the map, both odd: from -(width - 1) / 2 to (width - 1) / 2. */
  readonly width: number;
  readonly height: number;
  readonly axes: { readonly x: string; readonly y: string };
}

/** The drawing, and where in it the map lies. */
export const DISPLACEMENT_AXES = { width: 320, height: 324, left: 40, top: 20, side: 272 } as const;

/** What was there is replaced. */
export function drawDisplacementAxes(
  svg: SVGSVGElement,
  { width, height, axes }: DisplacementAxesOptions,
): void {
  const { left, top, side, height: whole } = DISPLACEMENT_AXES;
  const root = select(svg);
  root.selectAll("*").remove();
  const x = scaleLinear([-width / 2, width / 2], [left, left + side]);
  const y = scaleLinear([-height / 2, height / 2], [top, top + side]);
  const axis = (transform: string) =>
    root.append("g").attr("class", "chart-axis").attr("transform", transform);
  axis(`translate(0,${top + side})`).call(axisBottom(x).ticks(7).tickSize(4));
  axis(`translate(${left},0)`).call(axisLeft(y).ticks(7).tickSize(4));
  root.selectAll(".chart-axis text").attr("font-size", null).attr("font-family", null);
  const line = (from: [number, number], to: [number, number]) =>
    root
      .append("line")
      .attr("class", "displacement-zero")
      .attr("x1", from[0])
      .attr("y1", from[1])
      .attr("x2", to[0])
      .attr("y2", to[1]);
  line([x(0), top], [x(0), top + side]);
  line([left, y(0)], [left + side, y(0)]);
  const name = (text: string, at: number, baseline: number, anchor: string) =>
    root
      .append("text")
      .attr("class", "chart-axis-name")
      .attr("x", at)
      .attr("y", baseline)
      .attr("text-anchor", anchor)
      .text(text);
  name(axes.x, left + side, whole - 4, "end");
  name(axes.y, 4, top - 8, "start");
}
