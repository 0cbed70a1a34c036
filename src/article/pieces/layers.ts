/** One row of cells through a stack of convolutions: how far a place sees. */

import { html } from "../../element/view/html";
import { svg } from "../../element/view/svg";
import { slider } from "../dom";
import { missingCells, windowWidth } from "../maths/receptive";
import type { Piece } from "../piece";

const CELLS = 32;
const MOST = 13;
/** Columns of the two eyes' corners in the image beside. */
const PLACE = 8;
const OTHER = 20;
const CELL = 10;
const LABELS = 16;

export const layers: Piece = ({ text: { layers: text } }) => {
  const height = (MOST + 1) * CELL + 2 * LABELS;
  const drawing = svg("svg", {
    viewBox: `0 0 ${CELLS * CELL} ${height}`,
    role: "img",
    "aria-label": text.label,
    class: "drawing",
  });
  const said = html("p", { class: "quiet figures", "aria-live": "polite" });

  const draw = (count: number) => {
    const row = (above: number) => LABELS + (MOST - above) * CELL;
    const cells: SVGElement[] = [];
    for (let above = 0; above <= MOST; above++) {
      for (let x = 0; x < CELLS; x++) {
        const seen = above <= count && Math.abs(x - PLACE) <= count - above;
        const box = { x: x * CELL + 1, y: row(above) + 1, width: CELL - 2, height: CELL - 2, rx: 1.5 };
        const kind = above === 0 && x === OTHER ? "other" : seen ? "seen" : above <= count ? "cell" : "faint";
        cells.push(svg("rect", { ...box, class: above === count && x === PLACE ? "place" : kind }));
      }
    }
    const middle = (x: number) => (x + 0.5) * CELL;
    const under = height - 5;
    drawing.replaceChildren(
      ...cells,
      svg("text", { x: middle(PLACE), y: row(count) - 5, "text-anchor": "middle" }, text.place),
      svg("text", { x: middle(OTHER), y: under, "text-anchor": "middle" }, text.other),
      svg(
        "text",
        { x: CELLS * CELL, y: row(count) - 5, "text-anchor": "end", class: "quiet-text" },
        text.output,
      ),
      svg("text", { x: 0, y: under, class: "quiet-text" }, text.input),
    );
    const missing = missingCells(PLACE, OTHER, count);
    const outcome = missing === 0 ? text.reached : text.missed(missing);
    said.textContent = `${text.seen(count, windowWidth(count))} ${outcome}`;
    drawing.dataset.reached = String(missing === 0);
  };

  const { element } = slider({
    label: text.slider,
    min: 1,
    max: MOST,
    step: 1,
    value: 3,
    write: String,
    onInput: draw,
  });
  draw(3);
  return html("div", { class: "piece", "data-piece": "layers" }, drawing, element, said);
};
