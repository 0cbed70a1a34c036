/** The strongest links of a query as curves. */
import { curveNatural, line } from "d3-shape";

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
