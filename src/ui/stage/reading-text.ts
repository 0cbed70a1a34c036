/** The sentences about the map on show: for the line under it, and for a screen reader. */
import { type Cell, cellOfKey, cellOfQuery, type QueryIndex } from "../../attention/grid";
import type { Text } from "../../locales/en/page";
import { formatPercent, formatQuantity, formatWeight } from "../../render/format";
import type { Store } from "../../state/store/store";
import { currentSite } from "../../viewer/views/derived";
import { currentMap, type MapInputs } from "../../viewer/views/map-view";
import { readOutAt } from "../../viewer/views/read-out";
import { cellInside, regionInside, shownRow } from "../../viewer/views/rows";

/** What the map says at a cell of the query grid; empty while there is no map. */
export function readingAt(state: MapInputs, place: Cell, text: Text): string {
  const found = readOutAt(state, place);
  if (!found) return "";
  const { quantity, cell, value, unit } = found;
  return text.stage.readings[quantity](cell.x, cell.y, formatQuantity(value, unit));
}

/** What the map says about the query, in the words of its own quantity. */
export function spokenMap(state: MapInputs & Pick<Store, "lens">, text: Text): string {
  const site = currentSite(state);
  if (!site) return "";
  const { lens } = state;
  const query = cellInside(site, lens.query);
  if (lens.map === "column") {
    const map = currentMap(state);
    if (!map) return "";
    const strongest = map.values.reduce((best, value, at) => (value > map.values[best] ? at : best), 0);
    const { x: queryX, y: queryY } = cellOfQuery(site.queryGrid, strongest as QueryIndex);
    return text.stage.spokenColumn({ ...query, queryX, queryY, weight: formatWeight(map.values[strongest]) });
  }
  if (lens.map !== "row") return readingAt(state, query, text);
  const { summary } = shownRow(site, lens);
  const key = cellOfKey(site.keyGrid, summary.topKey);
  const row = {
    keyX: key.x,
    keyY: key.y,
    weight: formatWeight(summary.maxWeight),
    spread: formatPercent(summary.entropy / summary.maxEntropy),
  };
  const count = regionInside(site, lens.region).length;
  return count > 0 ? text.stage.spokenRegion({ ...row, count }) : text.stage.spoken({ ...query, ...row });
}
