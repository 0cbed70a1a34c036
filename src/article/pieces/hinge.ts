/** The three hinge losses over the score, with a score to drag. */
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { html } from "../../element/view/html";
import { svg } from "../../element/view/svg";
import { onDrag, slider } from "../dom";
import { fakeLoss, generatorLoss, type LossAt, realLoss } from "../maths/hinge";
import { signed } from "../numbers";
import type { Piece } from "../piece";

const WIDTH = 340;
const HEIGHT = 250;
const MARGIN = { left: 30, right: 10, top: 10, bottom: 36 };
const SCORE = 3;
const STEP = 0.05;
/** Half the length of a drawn tangent, in scores. */
const TANGENT = 0.5;

const CURVES = [
  { name: "real", loss: realLoss },
  { name: "fake", loss: fakeLoss },
  { name: "generator", loss: generatorLoss },
] as const satisfies readonly { name: string; loss: (score: number) => LossAt }[];

export const hinge: Piece = ({ text: { hinge: text } }) => {
  let score = 0.4;
  const x = scaleLinear([-SCORE, SCORE], [MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleLinear([-SCORE, SCORE + 1], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const path = line<readonly [number, number]>(
    ([at]) => x(at),
    ([, loss]) => y(loss),
  );
  const plot = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": text.label,
    class: "drawing plot",
  });
  const moving = svg("g");
  plot.append(
    ...x
      .ticks(6)
      .flatMap((tick) => [
        svg("line", { class: "grid", x1: x(tick), x2: x(tick), y1: y(-SCORE), y2: y(SCORE + 1) }),
        svg("text", { x: x(tick), y: HEIGHT - MARGIN.bottom + 18, "text-anchor": "middle" }, signed(tick)),
      ]),
    ...y
      .ticks(8)
      .map((tick) => svg("text", { x: MARGIN.left - 6, y: y(tick) + 4, "text-anchor": "end" }, signed(tick))),
    svg("line", { class: "axis", x1: x(-SCORE), x2: x(SCORE), y1: y(0), y2: y(0) }),
    svg("text", { x: x(0), y: HEIGHT - 4, "text-anchor": "middle", class: "quiet-text" }, text.axis),
    ...CURVES.map(({ name, loss }) =>
      svg("path", {
        class: `curve curve-${name}`,
        // Straight but for the two bends.
        d: path([-SCORE, -1, 1, SCORE].map((at) => [at, loss(at).loss] as const)) ?? "",
      }),
    ),
    moving,
  );

  const cells = CURVES.map(({ name }) => ({
    loss: html("td", { class: "figures", "data-loss": name }),
    slope: html("td", { class: "figures", "data-slope": name }),
  }));
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
        html("td"),
        ...[text.loss, text.slope].map((name) => html("th", { scope: "col" }, name)),
      ),
    ),
    html(
      "tbody",
      {},
      ...CURVES.map(({ name }, place) =>
        html(
          "tr",
          {},
          html("th", { scope: "row" }, html("span", { class: `key key-${name}` }), text[name]),
          cells[place].loss,
          cells[place].slope,
        ),
      ),
    ),
  );

  const draw = () => {
    moving.replaceChildren(
      svg("line", { class: "cursor", x1: x(score), x2: x(score), y1: y(-SCORE), y2: y(SCORE + 1) }),
      ...CURVES.flatMap(({ name, loss }) => {
        const at = loss(score);
        return [
          svg("line", {
            class: `tangent curve-${name}`,
            x1: x(score - TANGENT),
            x2: x(score + TANGENT),
            y1: y(at.loss - TANGENT * at.slope),
            y2: y(at.loss + TANGENT * at.slope),
          }),
          svg("circle", { class: `dot-${name}`, cx: x(score), cy: y(at.loss), r: 4 }),
        ];
      }),
    );
    CURVES.forEach(({ loss }, place) => {
      const at = loss(score);
      cells[place].loss.textContent = signed(at.loss, 2);
      cells[place].slope.textContent = signed(at.slope);
    });
  };
  const control = slider({
    label: text.slider,
    min: -SCORE,
    max: SCORE,
    step: STEP,
    value: score,
    write: (value) => signed(value, 2),
    onInput: (value) => {
      score = value;
      draw();
    },
  });
  onDrag(plot as SVGSVGElement, (fractionX) => {
    const at = x.invert(fractionX * WIDTH);
    score = Math.min(SCORE, Math.max(-SCORE, Math.round(at / STEP) * STEP));
    control.set(score);
    draw();
  });
  draw();
  return html("div", { class: "piece", "data-piece": "hinge" }, plot, control.element, table);
};
