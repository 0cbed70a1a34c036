/** Five places with two numbers each: turn the query, see scores, weights and what is read. */

import { html } from "../../element/view/html";
import { svg } from "../../element/view/svg";
import { formatFixed } from "../../render/format";
import { pinColor } from "../../render/pin-colors";
import { onDrag, slider } from "../dom";
import { mixed, type Point, toyRow } from "../maths/toy-attention";
import { signed } from "../numbers";
import type { Piece } from "../piece";

const KEYS: readonly Point[] = [
  [1.4, 0.5],
  [0.6, 1.3],
  [-1.1, 0.9],
  [-0.8, -1.2],
  [0.9, -0.9],
];
/** Values of three numbers each, so that they can be seen as colours: red, green, blue from 0 to 255. */
const VALUES: readonly (readonly number[])[] = [
  [226, 160, 63],
  [201, 84, 84],
  [126, 87, 158],
  [58, 122, 168],
  [92, 158, 102],
];
const LONGEST = 3;
/** The plane runs from -LIMIT to LIMIT. */
const LIMIT = 3.1;
const SIDE = 300;

export const queryToy: Piece = ({ text: { toyRow: text } }) => {
  let angle = 35;
  let length = 1.2;

  const toX = (x: number) => ((x + LIMIT) / (2 * LIMIT)) * SIDE;
  const toY = (y: number) => ((LIMIT - y) / (2 * LIMIT)) * SIDE;
  const plane = svg("svg", {
    viewBox: `0 0 ${SIDE} ${SIDE}`,
    role: "img",
    "aria-label": text.plane,
    class: "drawing plane",
  });
  const arrow = ([x, y]: Point, color: string, width: number, name: string) => {
    const tip = [toX(x), toY(y)] as const;
    const away = Math.hypot(x, y) || 1;
    const beyond = { x: toX(x + (0.28 * x) / away), y: toY(y + (0.28 * y) / away) + 4 };
    return svg(
      "g",
      { stroke: color, fill: color },
      svg("line", { x1: toX(0), y1: toY(0), x2: tip[0], y2: tip[1], "stroke-width": width }),
      svg("circle", { cx: tip[0], cy: tip[1], r: width * 1.8, stroke: "none" }),
      svg("text", { ...beyond, "text-anchor": "middle", stroke: "none" }, name),
    );
  };

  const cellsOf = (weightCell: HTMLElement, place: number) => ({
    row: html(
      "tr",
      {},
      html(
        "th",
        { scope: "row" },
        html("span", { class: "dot", style: `background:${pinColor(place)}` }),
        String(place + 1),
      ),
      html("td", { class: "figures score" }),
      html("td", { class: "weight" }, weightCell),
      html("td", {}, html("span", { class: "swatch", style: `background:rgb(${VALUES[place].join(" ")})` })),
    ),
    bar: weightCell,
  });
  const rows = KEYS.map((_, place) => cellsOf(html("div", { class: "bar-cell" }), place));
  const sum = html("td", { class: "figures" });
  const swatch = html("span", { class: "swatch" });
  const table = html(
    "table",
    { class: "numbers" },
    html("caption", { class: "visually-hidden" }, text.table),
    html(
      "thead",
      {},
      html(
        "tr",
        {},
        ...[text.place, text.score, text.weight, text.value].map((name) =>
          html("th", { scope: "col" }, name),
        ),
      ),
    ),
    html("tbody", {}, ...rows.map(({ row }) => row)),
    html("tfoot", {}, html("tr", {}, html("th", { scope: "row" }, text.sum), html("td"), sum, html("td"))),
  );

  const draw = () => {
    const turn = (angle * Math.PI) / 180;
    const query: Point = [length * Math.cos(turn), length * Math.sin(turn)];
    const { scores, weights } = toyRow(query, KEYS);
    const axis = { class: "axis", "stroke-width": 1 };
    plane.replaceChildren(
      svg("line", { ...axis, x1: 0, y1: SIDE / 2, x2: SIDE, y2: SIDE / 2 }),
      svg("line", { ...axis, x1: SIDE / 2, y1: 0, x2: SIDE / 2, y2: SIDE }),
      ...KEYS.map((key, place) => arrow(key, pinColor(place), 2, String(place + 1))),
      svg("g", { class: "query" }, arrow(query, "currentColor", 4, "g")),
    );
    rows.forEach(({ row, bar }, place) => {
      const score = row.querySelector(".score");
      if (score) score.textContent = signed(scores[place], 2);
      bar.replaceChildren(
        html("span", {
          class: "bar-fill",
          style: `inline-size:${(weights[place] * 100).toFixed(2)}%;background:${pinColor(place)}`,
        }),
        html("span", { class: "figures", "data-weight": place }, formatFixed(weights[place])),
      );
    });
    sum.textContent = formatFixed(weights.reduce((total, weight) => total + weight, 0));
    const read = mixed(weights, VALUES).map(Math.round);
    swatch.style.background = `rgb(${read.join(" ")})`;
  };

  const angles = slider({
    label: text.angle,
    min: -180,
    max: 180,
    step: 1,
    value: angle,
    write: (value) => `${value}°`,
    onInput: (value) => {
      angle = value;
      draw();
    },
  });
  const lengths = slider({
    label: text.length,
    min: 0,
    max: LONGEST,
    step: 0.05,
    value: length,
    write: (value) => value.toFixed(2),
    onInput: (value) => {
      length = value;
      draw();
    },
  });
  onDrag(plane as SVGSVGElement, (fractionX, fractionY) => {
    const x = (2 * fractionX - 1) * LIMIT;
    const y = (1 - 2 * fractionY) * LIMIT;
    angle = Math.round((Math.atan2(y, x) * 180) / Math.PI);
    length = Math.min(LONGEST, Math.hypot(x, y));
    angles.set(angle);
    lengths.set(length);
    draw();
  });
  draw();
  return html(
    "div",
    { class: "piece", "data-piece": "query-toy" },
    plane,
    angles.element,
    lengths.element,
    table,
    html("p", { class: "quiet mixed" }, swatch, text.mixed),
  );
};
