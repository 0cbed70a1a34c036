/** Gamma of both networks over the training, with the moment that the lens shows. */
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { AttentionSite } from "../../attention/site";
import { html } from "../../element/view/html";
import { svg } from "../../element/view/svg";
import { formatCount } from "../../render/format";
import { signed } from "../numbers";
import type { Piece } from "../piece";
import { fetchGammaLog, type GammaLog } from "../training-log";

const MODEL = "eurosat64";
/** Steps in which gamma was raised by hand (`liftFrom`, `liftSteps` of the training's configuration). */
const LIFT = { from: 800, to: 1400 } as const;
const WIDTH = 400;
const HEIGHT = 200;
const MARGIN = { left: 30, right: 8, top: 18, bottom: 34 };

export const gammaChart: Piece = ({ text: { gammaChart: text }, lens: lensOf, signal }) => {
  const lens = lensOf("gamma");
  const plot = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": text.label,
    class: "drawing",
  });
  const now = html("p", { class: "figures", "aria-live": "polite", "data-fact": "now" }, text.waiting);
  let log: GammaLog | undefined;

  const draw = () => {
    const { site, state } = lens;
    if (!log || !site || signal.aborted) return;
    const last = log.step[log.step.length - 1];
    plot.replaceChildren(...chartOf(log, state.snapshot ?? last, text));
    const factor = factorOn(site, state.interventions);
    const learned = signed(site.gamma, 3);
    now.textContent =
      state.snapshot === null
        ? text.finished(learned, factor.toFixed(2))
        : text.now(formatCount(state.snapshot), learned, factor.toFixed(2));
  };
  lens.addEventListener("statechange", draw, { signal });
  // A new image brings its own gamma after the state has changed.
  lens.addEventListener("picture", draw, { signal });
  // Not before the figure itself was near enough to load.
  lens.ready
    .then(() => fetchGammaLog(MODEL))
    .then(
      (fetched) => {
        log = fetched;
        draw();
      },
      () => {
        now.textContent = text.failed;
      },
    );
  return html(
    "div",
    { class: "piece", "data-piece": "gamma-chart" },
    plot,
    html(
      "p",
      { class: "legend quiet" },
      html("span", {}, html("span", { class: "key key-real" }), text.generator),
      html("span", {}, html("span", { class: "key key-fake" }), text.discriminator),
    ),
    now,
    html("p", { class: "quiet" }, text.note),
  );
};

function factorOn(
  site: AttentionSite,
  interventions: Readonly<Record<string, { gammaScale: number }>>,
): number {
  return interventions[site.name]?.gammaScale ?? 1;
}

function chartOf(log: GammaLog, step: number, text: { lift: string; step: string }): SVGElement[] {
  const last = log.step[log.step.length - 1];
  const all = [...log.gammaGenerator, ...log.gammaDiscriminator];
  const x = scaleLinear([0, last], [MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleLinear([Math.min(0, ...all), Math.max(...all)], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const [bottom, top] = y.range();
  const curve = (values: readonly number[]) =>
    line<number>(
      (_, at) => x(log.step[at]),
      (value) => y(value),
    )(values) ?? "";
  return [
    svg("rect", {
      class: "band",
      x: x(LIFT.from),
      width: x(LIFT.to) - x(LIFT.from),
      y: top,
      height: bottom - top,
    }),
    svg(
      "text",
      { x: x((LIFT.from + LIFT.to) / 2), y: top - 5, "text-anchor": "middle", class: "quiet-text" },
      text.lift,
    ),
    ...y
      .ticks(4)
      .flatMap((tick) => [
        svg("line", { class: tick === 0 ? "axis" : "grid", x1: x(0), x2: x(last), y1: y(tick), y2: y(tick) }),
        svg("text", { x: MARGIN.left - 6, y: y(tick) + 4, "text-anchor": "end" }, y.tickFormat(4)(tick)),
      ]),
    ...x
      .ticks(5)
      .map((tick) => svg("text", { x: x(tick), y: bottom + 16, "text-anchor": "middle" }, formatCount(tick))),
    svg("text", { x: x(last / 2), y: HEIGHT - 4, "text-anchor": "middle", class: "quiet-text" }, text.step),
    svg("path", { class: "curve curve-fake", d: curve(log.gammaDiscriminator) }),
    svg("path", { class: "curve curve-real", d: curve(log.gammaGenerator) }),
    svg("line", { class: "cursor", "data-step": step, x1: x(step), x2: x(step), y1: top, y2: bottom }),
  ];
}
