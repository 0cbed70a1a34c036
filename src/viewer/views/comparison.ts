/** How two sides differ: their images, and their rows of the same place. */
import { cellCount, type Grid } from "../../attention/grid";
import { rowShares, totalVariation } from "../../attention/parts";
import { commonGrid, pooledRow } from "../../attention/pool";
import type { AttentionSite } from "../../attention/site";
import { summarizeRow } from "../../attention/summary";
import type { LensState } from "../state/lens-state";
import { currentSite, type Shown } from "./derived";
import { rowAt } from "./rows";

/** The row of one side's query, as shares of its sum. */
export interface SideRow {
  readonly site: AttentionSite;
  /** [M], on the site's key grid; sums to 1. */
  readonly row: Float32Array;
  /** Entropy in nats, and that of a row that reads all keys alike. */
  readonly entropy: number;
  readonly maxEntropy: number;
}

export interface RowPair {
  readonly a: SideRow;
  readonly b: SideRow;
  /** The grid that both rows can be compared on; `undefined` where no cell of one is made of whole cells of the other. */
  readonly grid: Grid | undefined;
  /** B minus A on that grid, and its largest absolute value. */
  readonly difference: Float32Array | undefined;
  readonly differenceTop: number;
  /** Total variation between the rows on that grid: 0 for the same weights, 1 where they share no key. */
  readonly distance: number | undefined;
  /**
   * What both maps' colours run to: the largest weight of the two rows, for one key of the coarser grid. Where a grid is finer, a
   * coarse cell holds several of its keys, and its weights count that many times: a row that reads everything alike looks alike on both.
   */
  readonly top: number;
  readonly scales: { readonly a: number; readonly b: number };
}

type Side = Shown & { readonly lens: LensState };

/** The row of a side's query. `undefined` without an image, or without a layer in it. */
export function sideRow(side: Side): SideRow | undefined {
  const site = currentSite(side);
  if (!site) return undefined;
  const row = rowShares(site, rowAt(site, side.lens.query).row);
  const { entropy, maxEntropy } = summarizeRow(row);
  return { site, row, entropy, maxEntropy };
}

/** Both rows and how they differ; `undefined` until both are there. */
export function rowPair(first: Side, second: Side): RowPair | undefined {
  const [a, b] = [sideRow(first), sideRow(second)];
  if (!a || !b) return undefined;
  const grid = commonGrid(a.site.keyGrid, b.site.keyGrid);
  const fewest = Math.min(a.row.length, b.row.length);
  const scales = { a: a.row.length / fewest, b: b.row.length / fewest };
  const top = Math.max(largest(a.row) * scales.a, largest(b.row) * scales.b);
  if (!grid) return { a, b, grid, difference: undefined, differenceTop: 0, distance: undefined, top, scales };
  const before = pooledRow(a.row, a.site.keyGrid, grid);
  const after = pooledRow(b.row, b.site.keyGrid, grid);
  const difference = new Float32Array(cellCount(grid));
  let differenceTop = 0;
  for (let at = 0; at < difference.length; at++) {
    difference[at] = after[at] - before[at];
    differenceTop = Math.max(differenceTop, Math.abs(difference[at]));
  }
  return { a, b, grid, difference, differenceTop, distance: totalVariation(before, after), top, scales };
}

function largest(row: Float32Array): number {
  return row.reduce((most, weight) => Math.max(most, weight), 0);
}
