/** A matrix acting on the unit circle, its normalised version, and power iteration step by step. */

import { html } from "../../element/view/html";
import { svg } from "../../element/view/svg";
import {
  apply,
  type Matrix,
  powerRound,
  powerStart,
  scale,
  singularValues,
  type Vector,
} from "../maths/spectral";
import type { Piece } from "../piece";

const SIDE = 300;
/** The plane runs from -LIMIT to LIMIT. */
const LIMIT = 2.4;
const POINTS = 96;
const FIRST: Matrix = [
  [1.5, 0.4],
  [-0.3, 1.2],
];
const PLACES = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

export const spectral: Piece = ({ text: { spectral: text } }) => {
  let matrix = FIRST;
  let power = powerStart(matrix);

  const plane = svg("svg", {
    viewBox: `0 0 ${SIDE} ${SIDE}`,
    role: "img",
    "aria-label": text.label,
    class: "drawing",
  });
  const facts = html("dl", { class: "facts figures", "aria-live": "polite" });
  const rounds = html("span", { class: "quiet figures", "data-fact": "rounds" });
  const step = html("button", { type: "button", "data-act": "step" }, text.step);
  const again = html("button", { type: "button", "data-act": "again" }, text.again);
  const zero = html("p", { class: "quiet" }, text.zero);

  const draw = () => {
    const [largest, smallest] = singularValues(matrix);
    zero.hidden = largest > 0;
    step.disabled = largest === 0;
    const normalised = largest > 0 ? scale(matrix, 1 / largest) : matrix;
    plane.replaceChildren(
      svg("line", { class: "axis", x1: 0, y1: SIDE / 2, x2: SIDE, y2: SIDE / 2 }),
      svg("line", { class: "axis", x1: SIDE / 2, y1: 0, x2: SIDE / 2, y2: SIDE }),
      svg("path", { class: "normalised", d: image(normalised) }),
      svg("path", {
        class: "circle",
        d: image([
          [1, 0],
          [0, 1],
        ]),
      }),
      svg("path", { class: "ellipse", d: image(matrix) }),
      arrow([0, 0], power.v, "v", "arrow-v"),
      arrow([0, 0], apply(matrix, power.v), "Wv", "arrow-wv"),
    );
    rounds.textContent = text.rounds(power.rounds);
    facts.replaceChildren(
      ...fact("estimate", text.estimate, power.sigma.toFixed(6)),
      ...fact("exact", text.exact, largest.toFixed(6)),
      ...fact("error", text.error, Math.abs(largest - power.sigma).toFixed(6)),
      ...fact("smaller", text.smaller, smallest.toFixed(6)),
      ...fact("after", text.after, (largest > 0 ? smallest / largest : 0).toFixed(6)),
    );
  };
  const begin = () => {
    power = powerStart(matrix);
    draw();
  };
  step.addEventListener("click", () => {
    power = powerRound(matrix, power);
    draw();
  });
  again.addEventListener("click", begin);

  const fields = PLACES.map(([row, column]) => {
    const field = html("input", {
      type: "number",
      min: -2,
      max: 2,
      step: 0.1,
      value: FIRST[row][column],
      "aria-label": text.entry(row + 1, column + 1),
    });
    field.addEventListener("input", () => {
      if (field.value === "" || !field.validity.valid) return;
      matrix = changed(matrix, row, column, field.valueAsNumber);
      begin();
    });
    return field;
  });
  draw();
  return html(
    "div",
    { class: "piece", "data-piece": "spectral" },
    plane,
    html(
      "fieldset",
      { class: "matrix" },
      html("legend", {}, text.matrix),
      html("div", { class: "entries" }, ...fields),
    ),
    html("div", { class: "buttons" }, step, again, rounds),
    facts,
    zero,
  );
};

function changed(matrix: Matrix, row: number, column: number, value: number): Matrix {
  const [[a, b], [c, d]] = matrix;
  const entries = [a, b, c, d].map((entry, place) => (place === 2 * row + column ? value : entry));
  return [
    [entries[0], entries[1]],
    [entries[2], entries[3]],
  ];
}

const toX = (x: number) => ((x + LIMIT) / (2 * LIMIT)) * SIDE;
const toY = (y: number) => ((LIMIT - y) / (2 * LIMIT)) * SIDE;

/** Where a matrix takes the unit circle. */
function image(matrix: Matrix): string {
  const points = Array.from({ length: POINTS }, (_, at) => {
    const angle = (2 * Math.PI * at) / POINTS;
    const [x, y] = apply(matrix, [Math.cos(angle), Math.sin(angle)]);
    return `${toX(x).toFixed(2)},${toY(y).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}

function arrow(from: Vector, to: Vector, name: string, kind: string): SVGElement {
  const away = Math.hypot(...to) || 1;
  const beyond = [to[0] + (0.2 * to[0]) / away, to[1] + (0.2 * to[1]) / away];
  return svg(
    "g",
    { class: kind },
    svg("line", { x1: toX(from[0]), y1: toY(from[1]), x2: toX(to[0]), y2: toY(to[1]) }),
    svg("circle", { cx: toX(to[0]), cy: toY(to[1]), r: 4 }),
    svg("text", { x: toX(beyond[0]), y: toY(beyond[1]) + 4, "text-anchor": "middle" }, name),
  );
}

function fact(name: string, label: string, value: string): HTMLElement[] {
  return [html("dt", {}, label), html("dd", { "data-fact": name }, html("strong", {}, value))];
}
