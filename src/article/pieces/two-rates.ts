/** The toy of two learning rates: the made image and the discriminator's slope over their updates. */
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { html } from "../../element/view/html";
import { svg } from "../../element/view/svg";
import { slider } from "../dom";
import { crossings, type Toy, toyPath } from "../maths/two-rates";
import type { Piece } from "../piece";

const UPDATES = 240;
const GENERATOR_RATE = 0.05;
/** Powers of two: a quarter to sixteen times. */
const POWERS = { min: -2, max: 4 } as const;
const WIDTH = 340;
const HEIGHT = 210;
const MARGIN = { left: 30, right: 10, top: 10, bottom: 34 };

export const twoRates: Piece = ({ text: { twoRates: text } }) => {
  const x = scaleLinear([0, UPDATES], [MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleLinear([-1, 1], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const plot = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": text.label,
    class: "drawing",
  });
  const paths = svg("g");
  plot.append(
    ...[-1, 0, 1].flatMap((tick) => [
      svg("line", {
        class: tick === 0 ? "axis" : "grid",
        x1: x(0),
        x2: x(UPDATES),
        y1: y(tick),
        y2: y(tick),
      }),
      svg("text", { x: MARGIN.left - 6, y: y(tick) + 4, "text-anchor": "end" }, tick < 0 ? "−1" : `${tick}`),
    ]),
    ...[0, 60, 120, 180, 240].map((tick) =>
      svg("text", { x: x(tick), y: HEIGHT - MARGIN.bottom + 14, "text-anchor": "middle" }, `${tick}`),
    ),
    svg(
      "text",
      { x: x(UPDATES / 2), y: HEIGHT - 4, "text-anchor": "middle", class: "quiet-text" },
      text.axis,
    ),
    paths,
  );
  const pathOf = (read: (toy: Toy) => number) =>
    line<Toy>(
      (_, at) => x(at),
      (toy) => y(read(toy)),
    );
  const facts = html("p", { class: "quiet figures", "aria-live": "polite" });

  const draw = (power: number) => {
    const path = toyPath(GENERATOR_RATE, GENERATOR_RATE * 2 ** power, UPDATES);
    paths.replaceChildren(
      svg("path", { class: "curve curve-fake", d: pathOf(({ phi }) => phi)(path) ?? "" }),
      svg("path", { class: "curve curve-real", d: pathOf(({ theta }) => theta)(path) ?? "" }),
    );
    const past = crossings(path);
    facts.dataset.crossings = String(past);
    facts.replaceChildren(
      text.crossings(past),
      html("br"),
      text.distance(Math.abs(path[UPDATES].theta).toFixed(4)),
    );
  };
  const { element } = slider({
    label: text.slider,
    ...POWERS,
    step: 1,
    value: 0,
    write: (power) => text.times(power < 0 ? `1/${2 ** -power}` : String(2 ** power)),
    onInput: draw,
  });
  draw(0);
  return html(
    "div",
    { class: "piece", "data-piece": "two-rates" },
    html("p", { class: "tag" }, text.toy),
    plot,
    html(
      "p",
      { class: "legend quiet" },
      html("span", {}, html("span", { class: "key key-real" }), text.image),
      html("span", {}, html("span", { class: "key key-fake" }), text.slope),
    ),
    element,
    facts,
  );
};
