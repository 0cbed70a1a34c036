/** Orders of the rows and columns of beta: by position, or so that similar rows stand together. */
import { cellCount, type QueryIndex } from "../grid";
import { rowShares } from "../parts";
import { attentionRow } from "../row";
import type { AttentionSite } from "../site";

export const MATRIX_ORDERS = ["position", "similarity"] as const;
export type OrderName = (typeof MATRIX_ORDERS)[number];

/** Which query and which key stands at each place. */
export interface MatrixOrder {
  /** [N] */
  readonly queries: Uint32Array;
  /** [M] */
  readonly keys: Uint32Array;
}

/** Grid cells row by row, as they are numbered. */
export function byPosition({
  queryGrid,
  keyGrid,
}: Pick<AttentionSite, "queryGrid" | "keyGrid">): MatrixOrder {
  const numbers = (count: number) => Uint32Array.from({ length: count }, (_, at) => at);
  return { queries: numbers(cellCount(queryGrid)), keys: numbers(cellCount(keyGrid)) };
}

/** Rows that the component is found from: more are not needed for an order. */
const MOST_SAMPLED = 1024;
const MOST_STEPS = 60;
/** The iteration ends where a step turns the component by less than this: 1 minus the cosine. */
const STEADY = 1e-7;
/** Shorter than what rounding leaves of rows that are all the same. */
const NOTHING = 1e-12;
/** Share of the work until the mean row is known, and until the component is. */
const MEAN_DONE = 0.1;
const COMPONENT_DONE = 0.9;
const PAUSE_ENTRIES = 2 ** 19;

export interface Component {
  /** How far each row lies along the component, [N]. */
  readonly scores: Float64Array;
  /** The component itself, [M], of length 1; all 0 where every row is the same. */
  readonly loadings: Float64Array;
}

/**
 * The first principal component of the rows of beta: of all directions in the space of keys the one along which rows differ most. Found by
 * power iteration on rows minus their mean, which are computed again in each step and never held; of more than 1,024 queries, evenly spaced
 * ones stand for all in it. Rows are divided by their sums where they do not sum to 1. The largest score is positive.
 * Yields the share done, 0 to 1.
 */
export function* firstComponent(site: AttentionSite): Generator<number, Component> {
  const n = cellCount(site.queryGrid);
  const m = cellCount(site.keyGrid);
  const row = new Float32Array(m);
  const shares = (query: QueryIndex) => rowShares(site, attentionRow(site, query, row));
  const mean = new Float64Array(m);
  const pause = Math.max(1, Math.floor(PAUSE_ENTRIES / m));
  for (let j = 0; j < n; j++) {
    const weights = shares(j as QueryIndex);
    for (let i = 0; i < m; i++) mean[i] += weights[i] / n;
    if (j % pause === pause - 1) yield (MEAN_DONE * (j + 1)) / n;
  }
  const sampled = Math.min(n, MOST_SAMPLED);
  const sample = (at: number) => Math.floor((at * n) / sampled) as QueryIndex;
  let loadings = new Float64Array(m);
  for (let step = 0; step <= MOST_STEPS; step++) {
    const next = new Float64Array(m);
    for (let at = 0; at < sampled; at++) {
      const weights = shares(sample(at));
      // To begin with, some mixture of all rows.
      const score = step === 0 ? mixed(at) : along(weights, mean, loadings);
      for (let i = 0; i < m; i++) next[i] += score * (weights[i] - mean[i]);
      if (at % pause === pause - 1)
        yield MEAN_DONE + ((COMPONENT_DONE - MEAN_DONE) * (step + at / sampled)) / (MOST_STEPS + 1);
    }
    const length = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0));
    if (length < NOTHING) return { scores: new Float64Array(n), loadings: next };
    let cosine = 0;
    for (let i = 0; i < m; i++) {
      next[i] /= length;
      cosine += next[i] * loadings[i];
    }
    loadings = next;
    if (1 - cosine < STEADY) break;
  }
  const scores = new Float64Array(n);
  let furthest = 0;
  for (let j = 0; j < n; j++) {
    scores[j] = along(shares(j as QueryIndex), mean, loadings);
    if (Math.abs(scores[j]) > Math.abs(scores[furthest])) furthest = j;
    if (j % pause === pause - 1) yield COMPONENT_DONE + ((1 - COMPONENT_DONE) * (j + 1)) / n;
  }
  if (scores[furthest] < 0) {
    for (let j = 0; j < n; j++) scores[j] = -scores[j];
    for (let i = 0; i < m; i++) loadings[i] = -loadings[i];
  }
  return { scores, loadings };
}

/** Queries by their score along the first component, keys by their part in it, the largest first; equal ones by position. */
export function* bySimilarity(site: AttentionSite): Generator<number, MatrixOrder> {
  const { scores, loadings } = yield* firstComponent(site);
  return { queries: descending(scores), keys: descending(loadings) };
}

function along(row: Float32Array, mean: Float64Array, loadings: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += (row[i] - mean[i]) * loadings[i];
  return sum;
}

/** Numbers between -0.5 and 0.5 without a pattern, the same every time. */
function mixed(at: number): number {
  return (Math.imul(at + 1, 2654435761) >>> 0) / 2 ** 32 - 0.5;
}

function descending(values: Float64Array): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, at) => at).sort(
    (a, b) => values[b] - values[a] || a - b,
  );
}
