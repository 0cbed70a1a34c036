/** What follows from the state: computed when asked, kept until its inputs change. */
import { type Cell, moveCell, queryAt } from "../attention/grid";
import { attentionRow } from "../attention/row";
import { scaleTop } from "../attention/scale";
import type { AttentionSite } from "../attention/site";
import { type RowSummary, summarizeRow } from "../attention/summary";
import { editedNoise } from "../latent/latent";
import type { LensState } from "./lens-state";
import type { PictureRecipe, Store } from "./store";

/** A row of beta with its summary. */
export interface RowView {
  readonly row: Float32Array;
  readonly summary: RowSummary;
}

/** The attention site on show. */
export function currentSite({ picture }: Pick<Store, "picture">): AttentionSite | undefined {
  return picture?.sites[0];
}

/** Whether two recipes make the same picture. */
export function sameRecipe(a: PictureRecipe, b: PictureRecipe): boolean {
  const [ours, theirs] = [Object.entries(a.edits), Object.entries(b.edits)];
  return (
    a.model === b.model &&
    a.seed === b.seed &&
    a.psi === b.psi &&
    ours.length === theirs.length &&
    ours.every(([index, value]) => b.edits[index] === value)
  );
}

/** Whether the picture on show is not the one that was asked for. */
export function isStale({ picture, lens }: Pick<Store, "picture" | "lens">): boolean {
  return !picture || !sameRecipe(picture.recipe, lens);
}

/** Whether the picture that was asked for is on its way: being made, or waiting for the engine. */
export function isPending(state: Pick<Store, "picture" | "lens" | "engine">): boolean {
  return isStale(state) && state.engine.phase !== "failed";
}

/** Rows that were just computed, by site and query; a new picture brings new sites and thereby forgets them. */
const rows = new WeakMap<AttentionSite, Map<number, RowView>>();
/** Enough for every pin and the query on show. */
const KEPT_ROWS = 16;

/** The row of a query, computed once. A cell beyond the site's grid, from another model, counts as the nearest one inside. */
export function rowAt(site: AttentionSite, cell: Cell): RowView {
  const kept = rows.get(site) ?? new Map<number, RowView>();
  rows.set(site, kept);
  const query = queryAt(site.queryGrid, moveCell(site.queryGrid, cell, 0, 0));
  const known = kept.get(query);
  if (known) return known;
  const row = attentionRow(site, query);
  const view = { row, summary: summarizeRow(row) };
  const [oldest] = kept.keys();
  if (kept.size >= KEPT_ROWS) kept.delete(oldest);
  kept.set(query, view);
  return view;
}

/** The weight that gets the last colour, for the query on show. */
export function currentTop(site: AttentionSite, { scale, query, pins }: LensState): number {
  const maximum = (cell: Cell) => rowAt(site, cell).summary.maxWeight;
  return scaleTop({
    mode: scale,
    absoluteMax: site.maxWeight,
    mapMax: maximum(query),
    pinMaxima: pins.map(maximum),
  });
}

let noise: { seed: number; edits: LensState["edits"]; size: number; values: Float32Array } | undefined;

/** The latent entries as the sliders show them: seed's noise with edits, before truncation. */
export function shownLatent({
  lens: { seed, edits },
  latentSize,
}: Pick<Store, "lens" | "latentSize">): Float32Array {
  if (!noise || noise.seed !== seed || noise.edits !== edits || noise.size !== latentSize) {
    noise = { seed, edits, size: latentSize, values: editedNoise({ seed, edits }, latentSize) };
  }
  return noise.values;
}
