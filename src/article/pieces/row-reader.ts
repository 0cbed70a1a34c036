/** The row on show in numbers, with ways to its sharpest and its flattest one. */

import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { type Cell, cellCount, cellOfQuery, type QueryIndex } from "../../attention/grid";
import { attentionRow } from "../../attention/row";
import type { AttentionSite } from "../../attention/site";
import { summarizeRow } from "../../attention/summary";
import { topMass } from "../../attention/top";
import { html } from "../../element/view/html";
import { svg } from "../../element/view/svg";
import { formatCount, formatFixed, formatWeight } from "../../render/format";
import type { Piece } from "../piece";

const WIDTH = 400;
const HEIGHT = 130;
const MARGIN = { left: 28, right: 8, top: 8, bottom: 30 };
/** The query that the section begins with. */
const EYE: Cell = { x: 8, y: 17 };

export const rowReader: Piece = ({ text: { rowReader: text }, lens: lensOf, signal }) => {
  const lens = lensOf("rows");
  const query = html("p", { class: "figures" }, text.waiting);
  const numbers = html("dl", { class: "facts figures" });
  const curve = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": text.curve,
    class: "drawing",
  });
  const button = (name: string, label: string, find: (site: AttentionSite) => Cell) => {
    const made = html("button", { type: "button", "data-row": name, disabled: true }, label);
    made.addEventListener("click", () => {
      if (lens.site) lens.state = { query: find(lens.site), pins: [] };
    });
    return made;
  };
  const buttons = [
    button("sharpest", text.sharpest, (site) => extremeQuery(site, (a, b) => a < b)),
    button("flattest", text.flattest, (site) => extremeQuery(site, (a, b) => a > b)),
    button("eye", text.back, () => EYE),
  ];

  const draw = () => {
    if (!lens.site) return;
    for (const each of buttons) each.disabled = false;
    const { row, query: cell } = lens.attentionRow();
    const { sum, maxWeight, entropy, maxEntropy } = summarizeRow(row);
    const half = topMass(row, 0.5).reduce((count, inside) => count + inside, 0);
    query.textContent = text.query(cell.x, cell.y);
    const fact = (name: string, label: string, value: string, more = "") => [
      html("dt", {}, label),
      html("dd", { "data-fact": name }, html("strong", {}, value), more === "" ? "" : ` ${more}`),
    ];
    numbers.replaceChildren(
      ...fact("sum", text.sum, formatFixed(sum)),
      ...fact(
        "largest",
        text.largest,
        formatWeight(maxWeight),
        text.times((maxWeight * row.length).toPrecision(3)),
      ),
      ...fact(
        "entropy",
        text.entropy,
        entropy.toFixed(2),
        text.ofMost(formatFixed(entropy / maxEntropy), maxEntropy.toFixed(2)),
      ),
      ...fact("half", text.half, formatCount(half), text.ofKeys(formatCount(row.length))),
    );
    curve.replaceChildren(...curveOf(row, text.even, text.keysAxis));
  };
  for (const event of ["ready", "query", "statechange"] as const)
    lens.addEventListener(event, draw, { signal });
  draw();
  return html(
    "div",
    { class: "piece", "data-piece": "row-reader", role: "group", "aria-label": text.label },
    html("div", { class: "buttons" }, ...buttons),
    query,
    numbers,
    curve,
  );
};

/** The query whose entropy beats all others. */
function extremeQuery(site: AttentionSite, beats: (a: number, b: number) => boolean): Cell {
  const row = new Float32Array(cellCount(site.keyGrid));
  let best = 0;
  let entropyOfBest: number | undefined;
  for (let query = 0; query < cellCount(site.queryGrid); query++) {
    const { entropy } = summarizeRow(attentionRow(site, query as QueryIndex, row));
    if (entropyOfBest === undefined || beats(entropy, entropyOfBest)) {
      best = query;
      entropyOfBest = entropy;
    }
  }
  return cellOfQuery(site.queryGrid, best as QueryIndex);
}

/** Weight held by the n largest keys, over n; a row that reads all alike gives the diagonal. */
function curveOf(row: Float32Array, even: string, axis: string): SVGElement[] {
  const x = scaleLinear([0, row.length], [MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleLinear([0, 1], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const sorted = Float32Array.from(row).sort().reverse();
  let held = 0;
  const points: [number, number][] = [[0, 0]];
  sorted.forEach((weight, place) => {
    held += weight;
    points.push([place + 1, held]);
  });
  const path = line<[number, number]>(
    ([count]) => x(count),
    ([, share]) => y(share),
  );
  const base = HEIGHT - MARGIN.bottom;
  return [
    svg("line", { class: "axis", x1: MARGIN.left, x2: WIDTH - MARGIN.right, y1: base, y2: base }),
    svg("line", {
      class: "even",
      x1: x(0),
      y1: y(0),
      x2: x(row.length),
      y2: y(1),
    }),
    svg("path", { class: "curve", d: path(points) ?? "" }),
    svg("text", { x: MARGIN.left - 5, y: y(1) + 4, "text-anchor": "end" }, "1"),
    svg("text", { x: MARGIN.left - 5, y: base, "text-anchor": "end" }, "0"),
    svg("text", { x: x(row.length), y: base + 12, "text-anchor": "end" }, formatCount(row.length)),
    svg("text", { x: MARGIN.left, y: base + 12, class: "quiet-text" }, axis),
    svg("text", { x: x(row.length * 0.56), y: y(0.44), class: "quiet-text" }, even),
  ];
}
