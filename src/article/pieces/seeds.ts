/** Position, content and total of both shipped models with their intervals, for a number of seeds that the reader chooses. */
import { scaleLinear } from "d3-scale";
import { html } from "../../element/view/html";
import { svg } from "../../element/view/svg";
import { slider } from "../dom";
import { LAYER_FIGURES, SEED_COUNTS } from "../maths/layer-figures";
import type { Piece } from "../piece";

const WIDTH = 340;
const HEIGHT = 202;
const LEFT = 74;
const RIGHT = 12;
const TOP = 8;
const LINE = 52;
const AXIS = TOP + 3 * LINE;
/** Of each model's line from the middle of a figure's. */
const APART = 11;
const NAMES = ["position", "content", "total"] as const;
const MODELS = [
  ["cats64", "real"],
  ["eurosat64", "fake"],
] as const;

export const seeds: Piece = ({ text: { seeds: text } }) => {
  const x = scaleLinear([0, 1], [LEFT, WIDTH - RIGHT]);
  const plot = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": text.label,
    class: "drawing",
  });
  const marks = svg("g");
  plot.append(
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((tick) => [
      svg("line", { class: tick === 0 ? "axis" : "grid", x1: x(tick), x2: x(tick), y1: TOP, y2: AXIS }),
      svg("text", { x: x(tick), y: AXIS + 14, "text-anchor": "middle" }, `${tick}`),
    ]),
    ...NAMES.map((name, at) =>
      svg("text", { x: LEFT - 8, y: TOP + (at + 0.5) * LINE + 4, "text-anchor": "end" }, text.names[name]),
    ),
    svg("text", { x: x(0.5), y: HEIGHT - 5, "text-anchor": "middle", class: "quiet-text" }, text.axis),
    marks,
  );
  const facts = html("p", { class: "quiet figures", "aria-live": "polite" });
  const draw = (place: number) => {
    const count = SEED_COUNTS[place];
    const shown = MODELS.map(([model, kind], at) => {
      const found = LAYER_FIGURES.find((one) => one.model === model && one.seeds === count);
      if (!found) throw new RangeError(`no figures of ${model} for ${count} seeds`);
      return { model, kind, found, shift: (2 * at - 1) * APART };
    });
    marks.replaceChildren(
      ...shown.flatMap(({ kind, found, shift }) =>
        NAMES.flatMap((name, line) => {
          const y = TOP + (line + 0.5) * LINE + shift;
          const [value, low, high] = found[name];
          return [
            svg("line", { class: `curve curve-${kind} solid`, x1: x(low), x2: x(high), y1: y, y2: y }),
            svg("circle", { class: `dot-${kind}`, cx: x(value), cy: y, r: 4 }),
          ];
        }),
      ),
    );
    facts.dataset.seeds = String(count);
    const sentences = shown.map(({ model, found: { position, content, total } }) =>
      text.said(model, ...([position, content, total].map(([value]) => value.toFixed(3)) as Three)),
    );
    facts.replaceChildren(sentences[0], html("br"), sentences[1]);
  };
  const { element } = slider({
    label: text.slider,
    min: 0,
    max: SEED_COUNTS.length - 1,
    step: 1,
    value: 1,
    write: (place) => text.count(SEED_COUNTS[place].toLocaleString("en")),
    onInput: draw,
  });
  draw(1);
  return html(
    "div",
    { class: "piece", "data-piece": "seeds" },
    plot,
    html(
      "p",
      { class: "legend quiet" },
      ...MODELS.map(([model, kind]) => html("span", {}, html("span", { class: `key key-${kind}` }), model)),
    ),
    element,
    facts,
  );
};

type Three = [string, string, string];
