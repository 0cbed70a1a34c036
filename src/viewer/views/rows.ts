/** Rows of beta for the page: computed once, kept while their image is on show. */
import { meanDistance } from "../../attention/geometry";
import { type Cell, cellCount, moveCell, type QueryIndex, queryAt } from "../../attention/grid";
import { meanQuery, partRow, type RowPart, rowShares, scoreSpread } from "../../attention/parts";
import { RegionMean } from "../../attention/region";
import type { AttentionSite } from "../../attention/site";
import { type RowSummary, summarizeRow } from "../../attention/summary";
import type { LensState } from "../state/lens-state";

/** A row of beta with its summary. */
export interface RowView {
  readonly row: Float32Array;
  readonly summary: RowSummary;
}

/** What was computed of one site; a new image brings new sites and thereby forgets it. */
interface SiteRows {
  readonly rows: Map<string, RowView>;
  readonly mean: Float32Array;
  readonly region: RegionMean;
  regionView: { queries: readonly number[]; view: RowView } | undefined;
}

const known = new WeakMap<AttentionSite, SiteRows>();
/** Enough for every pin and the query on show, with their parts. */
const KEPT_ROWS = 32;

function rowsOf(site: AttentionSite): SiteRows {
  let kept = known.get(site);
  if (!kept) {
    kept = { rows: new Map(), mean: meanQuery(site), region: new RegionMean(site), regionView: undefined };
    known.set(site, kept);
  }
  return kept;
}

/** The mean of a site's query features, [d]. */
export function meanQueryOf(site: AttentionSite): Float32Array {
  return rowsOf(site).mean;
}

/** The nearest cell inside a site's query grid: a cell may come from another model. */
export function cellInside(site: AttentionSite, cell: Cell): Cell {
  return moveCell(site.queryGrid, cell, 0, 0);
}

/** The row of a query, or of a part of its scores, computed once. */
export function rowAt(site: AttentionSite, cell: Cell, part: RowPart = "beta"): RowView {
  const { rows, mean } = rowsOf(site);
  const query = queryAt(site.queryGrid, cellInside(site, cell));
  const key = `${part} ${query}`;
  const found = rows.get(key);
  if (found) return found;
  const row = partRow(site, mean, query, part);
  const view = { row, summary: summarizeRow(row) };
  const [oldest] = rows.keys();
  if (rows.size >= KEPT_ROWS) rows.delete(oldest);
  rows.set(key, view);
  return view;
}

/** The region's queries that lie inside a site's grid. */
export function regionInside(site: AttentionSite, region: readonly number[]): readonly number[] {
  const count = cellCount(site.queryGrid);
  return region.every((query) => query < count) ? region : region.filter((query) => query < count);
}

/** What the row on show follows from. */
export type RowChoice = Pick<LensState, "query" | "region" | "part">;

/** The row on show: of the query or, where a region is marked, the mean row of its queries. */
export function shownRow(site: AttentionSite, { query, region, part }: RowChoice): RowView {
  const queries = regionInside(site, region);
  if (queries.length === 0) return rowAt(site, query, part);
  const kept = rowsOf(site);
  if (kept.regionView?.queries !== region) {
    const row = kept.region.of(queries);
    kept.regionView = { queries: region, view: { row, summary: summarizeRow(row) } };
  }
  return kept.regionView.view;
}

const distances = new WeakMap<RowView, number>();

/** Mean distance to what the query on show reads, in cells of the query grid; `undefined` for a region. Computed once for each row. */
export function shownDistance(site: AttentionSite, choice: RowChoice): number | undefined {
  if (regionInside(site, choice.region).length > 0) return undefined;
  const view = shownRow(site, choice);
  const found = distances.get(view);
  if (found !== undefined) return found;
  const query = queryAt(site.queryGrid, cellInside(site, choice.query));
  const distance = meanDistance(site, query, rowShares(site, view.row), new Float32Array(view.row.length));
  distances.set(view, distance);
  return distance;
}

/** The rows of beta and of both parts, and how far the scores of each part vary: of the query, or the means over the region. */
export interface PartsView {
  readonly rows: Readonly<Record<RowPart, Float32Array>>;
  readonly spreads: Readonly<Record<"pairwise" | "unary", number>>;
  /** Queries that the means are over; 0 for a single query. */
  readonly count: number;
}

/** A query, and the region in its place where one is marked. */
export interface ShownQueries {
  readonly query: Cell;
  readonly region: readonly number[];
}

const knownParts = new WeakMap<AttentionSite, { region: readonly number[]; view: PartsView }>();

export function shownParts(site: AttentionSite, lens: ShownQueries): PartsView {
  const mean = meanQueryOf(site);
  const queries = regionInside(site, lens.region);
  const spread = (query: number, part: "pairwise" | "unary") =>
    scoreSpread(site, mean, query as QueryIndex, part);
  if (queries.length === 0) {
    const query = queryAt(site.queryGrid, cellInside(site, lens.query));
    const row = (part: RowPart) => rowAt(site, lens.query, part).row;
    return {
      rows: { beta: row("beta"), pairwise: row("pairwise"), unary: row("unary") },
      spreads: { pairwise: spread(query, "pairwise"), unary: spread(query, "unary") },
      count: 0,
    };
  }
  const found = knownParts.get(site);
  if (found?.region === lens.region) return found.view;
  const pairwise = new Float32Array(cellCount(site.keyGrid));
  let pairwiseSpread = 0;
  for (const query of queries) {
    const row = partRow(site, mean, query as QueryIndex, "pairwise");
    for (let at = 0; at < row.length; at++) pairwise[at] += row[at] / queries.length;
    pairwiseSpread += spread(query, "pairwise") / queries.length;
  }
  const [first] = queries;
  const view = {
    rows: {
      beta: rowsOf(site).region.of(queries),
      pairwise,
      // The same for every query.
      unary: partRow(site, mean, first as QueryIndex, "unary"),
    },
    spreads: { pairwise: pairwiseSpread, unary: spread(first, "unary") },
    count: queries.length,
  };
  knownParts.set(site, { region: lens.region, view });
  return view;
}
