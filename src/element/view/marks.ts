/** What is drawn over an element's image beside the map: queries, outline, links, the reach of convolution. In query cells. */
import { type Cell, sameCell } from "../../attention/grid";
import { type AttentionSite, keyPatch } from "../../attention/site";
import { topMass } from "../../attention/top";
import { reachBoxes } from "../../model/receptive-field";
import { strongestLinks } from "../../render/links";
import { outlinePath } from "../../render/outline";
import { pinColor, queryColor } from "../../render/pin-colors";
import { activePin } from "../../viewer/state/pins";
import type { ViewerState } from "../../viewer/state/viewer-state";
import { cellInside, shownRow } from "../../viewer/views/rows";
import { svg } from "./svg";

/** Everything that the state asks for, bottom first. */
export function marksOf({ lens, manifest }: ViewerState, site: AttentionSite): SVGElement[] {
  const query = cellInside(site, lens.query);
  const color = queryColor(lens);
  const isRow = lens.map === "row";
  return [
    ...(lens.reach && manifest ? reachOf(manifest.generator.layers, site, query) : []),
    ...(isRow && lens.mass > 0 ? [massOf(site, shownRow(site, lens).row, lens.mass, color)] : []),
    ...(isRow && lens.links > 0 && lens.region.length === 0 ? linksOf(site, lens, query, color) : []),
    ...lens.pins.map((cell, index) =>
      frameOf(cellInside(site, cell), pinColor(index), sameCell(cell, lens.query), "pin"),
    ),
    ...(!activePin(lens) ? [frameOf(query, color, true, "query")] : []),
  ];
}

/** A coloured outline on a dark one, just outside the cell, which stays in view. */
function frameOf({ x, y }: Cell, color: string, active: boolean, name: string): SVGElement {
  const box = { x: x - 0.15, y: y - 0.15, width: 1.3, height: 1.3, rx: 0.2 };
  return svg(
    "g",
    { fill: "none", "data-mark": name, "data-cell": `${x},${y}` },
    svg("rect", { ...box, stroke: "#000", "stroke-opacity": 0.7, "stroke-width": active ? 0.42 : 0.32 }),
    svg("rect", { ...box, stroke: color, "stroke-width": active ? 0.22 : 0.14 }),
  );
}

function massOf(site: AttentionSite, row: Float32Array, share: number, color: string): SVGElement {
  const d = outlinePath(topMass(row, share), site.keyGrid);
  return svg(
    "g",
    { fill: "none", "stroke-linecap": "square", transform: `scale(${keyPatch(site)})`, "data-mark": "mass" },
    svg("path", { d, stroke: "#000", "stroke-opacity": 0.7, "stroke-width": 0.34 }),
    svg("path", { d, stroke: color, "stroke-width": 0.18 }),
  );
}

function linksOf(site: AttentionSite, lens: ViewerState["lens"], query: Cell, color: string): SVGElement[] {
  return strongestLinks(site, query, shownRow(site, lens).row, lens.links).map(({ d, width }) => {
    return svg(
      "g",
      { fill: "none", "stroke-linecap": "round", "data-mark": "link" },
      svg("path", { d, stroke: "#000", "stroke-opacity": 0.5, "stroke-width": width + 0.12 }),
      svg("path", { d, stroke: color, "stroke-width": width }),
    );
  });
}

function reachOf(layers: Parameters<typeof reachBoxes>[0], site: AttentionSite, query: Cell): SVGElement[] {
  const { width } = site.queryGrid;
  return reachBoxes(layers, site.name.replace(/^g\./, ""), query, width).map(({ side, ...box }) => {
    return svg(
      "g",
      { fill: "none", "data-mark": "reach" },
      svg("rect", { ...box, stroke: "#000", "stroke-opacity": 0.6, "stroke-width": 0.3 }),
      svg("rect", { ...box, stroke: "#fff", "stroke-width": 0.14, "stroke-dasharray": "0.6 0.4" }),
      svg("text", { x: box.x + 0.2, y: box.y + 1.1, class: "reach" }, `${side}×${side}`),
    );
  });
}
