/** What is drawn over an element's image beside the map: queries, outline, links, the reach of convolution. In query cells. */
import { type Cell, sameCell } from "../../attention/grid";
import { type AttentionSite, keyPatch } from "../../attention/site";
import { topMass } from "../../attention/top";
import { reachBoxes } from "../../model/receptive-field";
import { strongestLinks } from "../../render/links";
import { outlinePath } from "../../render/outline";
import { markUnit, pinColor, queryColor } from "../../render/pin-colors";
import { placeLabels } from "../../render/reach-labels";
import { activePin } from "../../viewer/state/pins";
import type { ViewerState } from "../../viewer/state/viewer-state";
import { cellInside, shownRow } from "../../viewer/views/rows";
import { svg } from "./svg";

/** Everything that the state asks for, bottom first. */
export function marksOf({ lens, manifest }: ViewerState, site: AttentionSite): SVGElement[] {
  const query = cellInside(site, lens.query);
  const color = queryColor(lens);
  const unit = markUnit(site.queryGrid);
  const isRow = lens.map === "row";
  return [
    ...(lens.reach && manifest ? reachOf(manifest.generator.layers, site, query) : []),
    ...(isRow && lens.mass > 0 ? [massOf(site, shownRow(site, lens).row, lens.mass, color)] : []),
    ...(isRow && lens.links > 0 && lens.region.length === 0 ? linksOf(site, lens, query, color) : []),
    ...lens.pins.map((cell, index) =>
      frameOf(cellInside(site, cell), {
        unit,
        color: pinColor(index),
        active: sameCell(cell, lens.query),
        name: "pin",
        number: index + 1,
      }),
    ),
    ...(!activePin(lens) ? [frameOf(query, { unit, color, active: true, name: "query" })] : []),
  ];
}

/** A coloured outline on a dark one, just outside the cell, which stays in view. */
interface Frame {
  /** Of strokes, in cells. */
  readonly unit: number;
  readonly color: string;
  readonly active: boolean;
  readonly name: string;
  /** The pin's number; a free query has none. */
  readonly number?: number;
}

function frameOf({ x, y }: Cell, { unit, color, active, name, number }: Frame): SVGElement {
  const gap = 0.15 * unit;
  const side = 1 + 2 * gap;
  const box = { x: x - gap, y: y - gap, width: side, height: side, rx: 0.2 * unit };
  return svg(
    "g",
    { fill: "none", "data-mark": name, "data-cell": `${x},${y}` },
    svg("rect", {
      ...{ ...box, stroke: "#000", "stroke-opacity": 0.7 },
      "stroke-width": (active ? 0.42 : 0.32) * unit,
    }),
    svg("rect", { ...box, stroke: color, "stroke-width": (active ? 0.22 : 0.14) * unit }),
    ...(number === undefined ? [] : [numberOf(x + 1 + 0.2 * unit, y < 1 ? y + 1 + unit : y, unit, number)]),
  );
}

/** A pin is told by its number, too, not by its colour alone. */
function numberOf(x: number, y: number, unit: number, number: number): SVGElement {
  const style = { fill: "#fff", stroke: "#000", "paint-order": "stroke", "font-weight": 700 };
  const size = { "font-size": 1.1 * unit, "stroke-width": 0.25 * unit };
  return svg("text", { x, y, ...style, ...size }, String(number));
}

function massOf(site: AttentionSite, row: Float32Array, share: number, color: string): SVGElement {
  const d = outlinePath(topMass(row, share), site.keyGrid);
  return svg(
    "g",
    { fill: "none", "stroke-linecap": "square", transform: `scale(${keyPatch(site)})`, "data-mark": "mass" },
    svg("path", { d, stroke: "#000", "stroke-opacity": 0.7, "stroke-width": 0.34 * markUnit(site.keyGrid) }),
    svg("path", { d, stroke: color, "stroke-width": 0.18 * markUnit(site.keyGrid) }),
  );
}

function linksOf(site: AttentionSite, lens: ViewerState["lens"], query: Cell, color: string): SVGElement[] {
  const unit = markUnit(site.queryGrid);
  return strongestLinks(site, query, shownRow(site, lens).row, lens.links).map(({ d, width }) => {
    return svg(
      "g",
      { fill: "none", "stroke-linecap": "round", "data-mark": "link" },
      svg("path", { d, stroke: "#000", "stroke-opacity": 0.5, "stroke-width": (width + 0.12) * unit }),
      svg("path", { d, stroke: color, "stroke-width": width * unit }),
    );
  });
}

function reachOf(layers: Parameters<typeof reachBoxes>[0], site: AttentionSite, query: Cell): SVGElement[] {
  const { width } = site.queryGrid;
  const boxes = reachBoxes(layers, site.name.replace(/^g\./, ""), query, width);
  const unit = markUnit(site.queryGrid);
  const labels = placeLabels(
    boxes.map(({ side, ...box }) => ({ ...box, label: `${side}×${side}` })),
    width,
    unit,
  );
  return boxes.map(({ side, ...box }, index) => {
    const { x, y } = labels[index];
    const letters = { class: "reach", "font-size": unit, "stroke-width": 0.2 * unit };
    return svg(
      "g",
      { fill: "none", "data-mark": "reach" },
      svg("rect", { ...box, stroke: "#000", "stroke-opacity": 0.6, "stroke-width": 0.3 * unit }),
      svg("rect", {
        ...box,
        stroke: "#fff",
        "stroke-width": 0.14 * unit,
        "stroke-dasharray": `${0.6 * unit} ${0.4 * unit}`,
      }),
      svg("text", { x, y, ...letters }, `${side}×${side}`),
    );
  });
}
