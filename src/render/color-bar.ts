/** The colour bar: a strip of the colour map with a labelled axis and a mark where all keys would be read alike. */
import { axisBottom } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { COLOR_STEPS, type ColormapName, cssColor } from "./colormap";
import { formatWeight } from "./format";
import { type ColorScale, type Spotlight, spotlightColor } from "./heat-map";

export interface ColorBarOptions {
  readonly colormap: ColormapName;
  /** In place of the colour map's colours: the colours of a spotlight. */
  readonly spotlight?: Omit<Spotlight, "kind">;
  readonly scale: ColorScale;
  /** The value everywhere if all keys were read alike, such as 1/M; absent where it says nothing. */
  readonly uniform: number | undefined;
  readonly uniformLabel: string;
  readonly axisLabel: string;
}

export const COLOR_BAR = { width: 280, height: 52, padX: 18, stripTop: 14, stripHeight: 12 } as const;

/** Places of the ticks along the strip, 0 to 1; even, whatever weights that makes them. */
const PLACES = [0, 0.25, 0.5, 0.75, 1];

/** What a drawn bar was drawn for, but for the top of its scale. */
const drawn = new WeakMap<SVGSVGElement, string>();

/**
 * Draws into an svg of `COLOR_BAR.width` x `COLOR_BAR.height`; what was there is replaced. Where only the top of the scale changes, as with
 * each hovered row, only the labels are written.
 */
export function drawColorBar(svg: SVGSVGElement, options: ColorBarOptions): void {
  const { scale, uniform, ...rest } = options;
  const key = JSON.stringify([rest, scale.curve, uniform === undefined]);
  if (drawn.get(svg) !== key || !svg.firstChild) build(svg, options);
  drawn.set(svg, key);
  relabel(svg, options);
}

/** All that does not follow from the top of the scale. */
function build(svg: SVGSVGElement, options: ColorBarOptions): void {
  const { colormap, spotlight, uniform, uniformLabel, axisLabel } = options;
  const { width, padX, stripTop, stripHeight } = COLOR_BAR;
  const bottom = stripTop + stripHeight;
  const root = select(svg);
  root.selectAll("*").remove();

  const gradientId = `color-bar-${spotlight === undefined ? colormap : "spotlight"}`;
  const colorAt = (position: number) =>
    spotlight === undefined ? cssColor(colormap, position) : spotlightColor(position, spotlight);
  const gradient = root.append("defs").append("linearGradient").attr("id", gradientId);
  const stops = Array.from({ length: 17 }, (_, index) => index / 16);
  gradient
    .selectAll("stop")
    .data(stops)
    .join("stop")
    .attr("offset", (position) => position)
    .attr("stop-color", (position) => colorAt(Math.round(position * (COLOR_STEPS - 1)) / (COLOR_STEPS - 1)));
  root
    .append("rect")
    .attr("x", padX)
    .attr("y", stripTop)
    .attr("width", width - 2 * padX)
    .attr("height", stripHeight)
    .attr("fill", `url(#${gradientId})`);

  const axis = axisBottom<number>(scaleLinear([0, 1], [padX, width - padX]))
    .tickValues(PLACES)
    .tickFormat(() => "")
    .tickSize(4);
  const axisGroup = root
    .append("g")
    .attr("class", "color-bar-axis")
    .attr("transform", `translate(0,${bottom})`)
    .call(axis);
  axisGroup.select(".domain").remove();
  axisGroup
    .selectAll("text")
    .attr("class", "color-bar-tick")
    .attr("font-size", null)
    .attr("font-family", null);
  root
    .append("text")
    .attr("class", "color-bar-label")
    .attr("x", width - padX)
    .attr("y", stripTop - 4)
    .attr("text-anchor", "end")
    .text(axisLabel);
  if (uniform === undefined) return;
  const mark = root.append("g").attr("class", "color-bar-uniform");
  mark
    .append("line")
    .attr("y1", stripTop - 3)
    .attr("y2", bottom);
  mark
    .append("text")
    .attr("x", 4)
    .attr("y", stripTop - 4)
    .text(uniformLabel);
}

/** The weights of the ticks, and the mark where all keys would be read alike. */
function relabel(svg: SVGSVGElement, { scale: { top, curve }, uniform }: ColorBarOptions): void {
  const { width, padX } = COLOR_BAR;
  const exponent = curve === "root" ? 0.5 : 1;
  svg.querySelectorAll(".color-bar-tick").forEach((tick, at) => {
    const label = formatWeight(top * PLACES[at] ** (1 / exponent));
    if (tick.textContent !== label) tick.textContent = label;
  });
  const mark = svg.querySelector<SVGGElement>(".color-bar-uniform");
  if (!mark || uniform === undefined) return;
  const isLow = uniform < top / 2;
  mark.style.display = isLow ? "" : "none";
  if (isLow)
    mark.setAttribute("transform", `translate(${padX + (width - 2 * padX) * (uniform / top) ** exponent},0)`);
}
