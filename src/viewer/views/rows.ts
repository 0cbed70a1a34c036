/** Rows of beta for the page: computed once, kept while their image is on show. */
import { type Cell, cellCount, moveCell, queryAt } from "../../attention/grid";
import { meanQuery, partRow, type RowPart } from "../../attention/parts";
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

/** The row on show: of the query or, where a region is marked, the mean row of its queries. */
export function shownRow(site: AttentionSite, { query, region, part }: LensState): RowView {
  const queries = regionInside(site, region);
  if (queries.length === 0) return rowAt(site, query, part);
  const kept = rowsOf(site);
  if (kept.regionView?.queries !== region) {
    const row = kept.region.of(queries);
    kept.regionView = { queries: region, view: { row, summary: summarizeRow(row) } };
  }
  return kept.regionView.view;
}
