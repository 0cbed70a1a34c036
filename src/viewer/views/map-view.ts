/** The map on show: its values, its grid, and what its colours run to. */
import { attentionColumn } from "../../attention/column";
import { longestDistance } from "../../attention/geometry";
import { cellCount, cellOfQuery, type Grid, type KeyIndex, type QueryIndex } from "../../attention/grid";
import { scaleTop } from "../../attention/scale";
import { type AttentionSite, keyPatch, rowsSumToOne } from "../../attention/site";
import type { LensState } from "../state/lens-state";
import type { ViewerState } from "../state/viewer-state";
import { currentSite, type Shown, summaryOf } from "./derived";
import { cellInside, rowAt, shownRow } from "./rows";

/** What a map's values are, for the words on its axis. */
export type MapUnit = "weight" | "sum" | "nats" | "cells" | "share";

export interface MapView {
  readonly values: Float32Array;
  readonly grid: Grid;
  /** The value that gets the last colour; the first is always 0. */
  readonly top: number;
  readonly curve: LensState["curve"];
  readonly unit: MapUnit;
  /** The value everywhere, were all keys read alike; absent where it says nothing, as of weights whose softmax runs over the queries. */
  readonly uniform?: number;
}

/** What a map follows from. */
export type MapInputs = Shown & Pick<ViewerState, "summary">;

let last: { inputs: readonly unknown[]; view: MapView | undefined } | undefined;

/** The map on show; `undefined` without an image, or while a view of the whole matrix is on its way. */
export function currentMap(state: MapInputs): MapView | undefined {
  const site = currentSite(state);
  const { lens, summary } = state;
  const inputs = [site, lens, summary];
  if (!last || inputs.some((input, index) => input !== last?.inputs[index])) {
    last = { inputs, view: site && mapOf(site, state) };
  }
  return last.view;
}

function mapOf(site: AttentionSite, state: MapInputs): MapView | undefined {
  const { lens } = state;
  if (lens.map === "row") return rowMap(site, lens);
  const summary = summaryOf(site, state);
  if (!summary) return undefined;
  const keys = cellCount(site.keyGrid);
  const uniformWeight = 1 / keys;
  const { curve } = lens;
  const even = { grid: site.queryGrid, curve: "linear", unit: "share", top: 1 } as const;
  switch (lens.map) {
    case "column": {
      const values = attentionColumn(site, summary.logNormalisers, keyUnderQuery(site, lens));
      const top = lens.scale === "absolute" ? site.maxWeight : largest(values);
      const uniform = rowsSumToOne(site) ? { uniform: uniformWeight } : {};
      return { values, grid: site.queryGrid, top, curve, unit: "weight", ...uniform };
    }
    case "meanRow":
      return {
        values: summary.meanRow,
        grid: site.keyGrid,
        top: largest(summary.meanRow),
        curve,
        unit: "weight",
        uniform: uniformWeight,
      };
    case "received": {
      const { received } = summary;
      const uniform = rowsSumToOne(site) ? { uniform: cellCount(site.queryGrid) / keys } : {};
      return { values: received, grid: site.keyGrid, top: largest(received), curve, unit: "sum", ...uniform };
    }
    case "entropy":
      return { ...even, values: summary.entropy, top: Math.log(keys), unit: "nats" };
    case "distance":
      return { ...even, values: summary.distance, top: longestDistance(site), unit: "cells" };
    case "largest":
      return { ...even, values: summary.largest, unit: "weight" };
    default:
      return { ...even, values: summary[lens.map] };
  }
}

/** The map of the row on show, of any image's site. */
export function rowMap(site: AttentionSite, lens: LensState): MapView {
  const { row, summary } = shownRow(site, lens);
  const partShown = lens.part !== "beta" && lens.region.length === 0;
  const top = scaleTop({
    mode: lens.scale,
    // A part's weights may be larger than any of beta's; none is cut off.
    absoluteMax: Math.max(site.maxWeight, summary.maxWeight),
    mapMax: summary.maxWeight,
    pinMaxima: lens.pins.map((pin) => rowAt(site, pin, lens.part).summary.maxWeight),
  });
  return {
    values: row,
    grid: site.keyGrid,
    top: Math.max(top, lens.scale === "pins" ? summary.maxWeight : 0),
    curve: lens.curve,
    unit: "weight",
    ...((rowsSumToOne(site) || partShown) && { uniform: 1 / row.length }),
  };
}

/** The key at the place of the query on show: the location itself, or the patch that it lies in. */
export function keyUnderQuery(site: AttentionSite, { query }: Pick<LensState, "query">): KeyIndex {
  const patch = keyPatch(site);
  const { x, y } = cellInside(site, query);
  return (Math.floor(y / patch) * site.keyGrid.width + Math.floor(x / patch)) as KeyIndex;
}

/** Where a number of the query grid lies, as `x, y`. */
export function queryPlace(site: AttentionSite, query: number): string {
  const { x, y } = cellOfQuery(site.queryGrid, query as QueryIndex);
  return `${x}, ${y}`;
}

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
