/** The strongest links of a query as curves. */
import { curveNatural, line } from "d3-shape";
import { type Cell, cellOfKey, type KeyIndex } from "../attention/grid";
import { type AttentionSite, keyPatch } from "../attention/site";
import { topKeys } from "../attention/top";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far a curve bends out, as a share of its length. */
const BEND = 0.18;
const curve = line<Point>(
  ({ x }) => x,
  ({ y }) => y,
).curve(curveNatural);

/** A curve from a query to a key, bent to one side so that opposite links do not cover each other. */
export function linkPath(from: Point, to: Point): string {
  const middle = {
    x: (from.x + to.x) / 2 - (to.y - from.y) * BEND,
    y: (from.y + to.y) / 2 + (to.x - from.x) * BEND,
  };
  return curve([from, middle, to]) ?? "";
}

export interface Link {
  readonly key: KeyIndex;
  /** SVG path, in query cells. */
  readonly d: string;
  /** Of the stroke, in query cells: more weight is thicker. */
  readonly width: number;
}

/**
 * The strongest links of a query.
 * @param row [M] weights
 * @param count most links
 */
export function strongestLinks(site: AttentionSite, query: Cell, row: Float32Array, count: number): Link[] {
  const patch = keyPatch(site);
  const links = topKeys(row, count);
  return links.map(({ key, weight }) => {
    const { x, y } = cellOfKey(site.keyGrid, key);
    const to = { x: (x + 0.5) * patch, y: (y + 0.5) * patch };
    const d = linkPath({ x: query.x + 0.5, y: query.y + 0.5 }, to);
    return { key, d, width: 0.06 + 0.34 * (weight / links[0].weight) };
  });
}
