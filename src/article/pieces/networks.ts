/** The grids of both networks, with the attention layer where one puts it, and what its table costs there. */

import { html } from "../../element/view/html";
import { formatCount } from "../../render/format";
import { DISCRIMINATOR_GRIDS, type FeatureGrid, GENERATOR_GRIDS } from "../maths/grids";
import { tableSize } from "../maths/table-size";
import type { Piece } from "../piece";

const CHOICES = [8, 16, 32, 64] as const;
const OURS = 32;

export const networks: Piece = ({ text: { networks: text } }) => {
  let side: number = OURS;
  let pooled = false;
  const columns = html("div", { class: "networks" });
  const note = html("p", { class: "quiet" }, text.ours);

  const column = (
    name: "generator" | "discriminator",
    grids: readonly FeatureGrid[],
    first: string,
    last: string,
    pooling: 1 | 2,
  ) => {
    const has = grids.some((grid) => grid.side === side);
    const size = tableSize(side, pooling);
    const blocks = grids.flatMap((grid) => [
      html(
        "li",
        { style: `--share:${(grid.side / 64) * 100}%` },
        html("span", { class: "grid-bar" }),
        html("span", { class: "figures" }, text.grid(grid.side)),
        html("span", { class: "quiet figures" }, text.channels(grid.channels)),
      ),
      ...(grid.side === side
        ? [html("li", { class: "attention", "data-attention": name }, html("strong", {}, text.attention))]
        : []),
    ]);
    return html(
      "div",
      {},
      html("p", { class: "column-title" }, text[name]),
      html(
        "ol",
        { class: "grids" },
        html("li", { class: "end" }, first),
        ...blocks,
        html("li", { class: "end" }, last),
      ),
      html("p", { class: "quiet" }, has ? `${text.weights}:` : text.none),
      has
        ? html(
            "p",
            { class: "figures cost", "data-weights": size.weights, "data-network": name },
            text.count(formatCount(size.queries), formatCount(size.keys), formatCount(size.weights)),
            html("br"),
            text.memory(memoryOf(size.bytes, text.kibibytes, text.mebibytes)),
          )
        : "",
    );
  };
  const draw = () => {
    columns.replaceChildren(
      column("generator", GENERATOR_GRIDS, text.noise, text.image, pooled ? 2 : 1),
      column("discriminator", DISCRIMINATOR_GRIDS, text.image, text.score, 2),
    );
    note.style.visibility = side === OURS && !pooled ? "visible" : "hidden";
  };

  const choices = CHOICES.map((choice) => {
    const input = html("input", {
      type: "radio",
      name: "attention-grid",
      value: choice,
      checked: choice === OURS,
    });
    input.addEventListener("change", () => {
      side = choice;
      draw();
    });
    return html("label", {}, input, html("span", { class: "figures" }, `${choice} × ${choice}`));
  });
  const pool = html("input", { type: "checkbox" });
  pool.addEventListener("change", () => {
    pooled = pool.checked;
    draw();
  });
  draw();
  return html(
    "div",
    { class: "piece", "data-piece": "networks" },
    html(
      "fieldset",
      { class: "choices" },
      html("legend", {}, text.choose),
      html("div", { class: "choice-row" }, ...choices),
      html("label", {}, pool, html("span", {}, text.pool)),
    ),
    columns,
    note,
  );
};

function memoryOf(
  bytes: number,
  kibibytes: (value: string) => string,
  mebibytes: (value: string) => string,
): string {
  const KIB = 1024;
  return bytes < KIB * KIB
    ? kibibytes(formatCount(bytes / KIB))
    : mebibytes(formatCount(bytes / (KIB * KIB)));
}
