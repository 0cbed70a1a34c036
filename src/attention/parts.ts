/**
 * What of a row is the query's own. With m the mean of all query features,
 *
 *   s_ij = f(x_i) . (g(x_j) - m)   the pairwise part, which tells queries apart
 *        + f(x_i) . m              the unary part, the same for every query
 *
 * (Yin et al. 2020, arXiv:2006.06668, section 3.2; there the pairwise part also has its keys centred, which adds the same
 * number to all scores of a row and so changes no weight). Where the unary part dominates, all rows are nearly alike. In a layer whose
 * softmax runs over the queries, a key's normaliser is the same for every query, and is taken off the unary part.
 */
import { cellCount, type QueryIndex } from "./grid";
import { attentionRow, logitsOf, queryFeature, scoresOf, softmaxInPlace } from "./row";
import { type AttentionSite, rowsSumToOne } from "./site";

export type RowPart = "beta" | "pairwise" | "unary";

/** m: the mean over all query locations of g(x_j), [d]. */
export function meanQuery({ queries, depth, queryGrid }: AttentionSite): Float32Array {
  const sums = new Float64Array(depth);
  for (let at = 0; at < queries.length; at++) sums[at % depth] += queries[at];
  return Float32Array.from(sums, (sum) => sum / cellCount(queryGrid));
}

/** The query feature that a part of the scores comes from, [d]. */
export function partFeature(
  site: AttentionSite,
  mean: Float32Array,
  query: QueryIndex,
  part: RowPart,
): Float32Array {
  if (part === "unary") return mean;
  const feature = queryFeature(site, query);
  return part === "beta" ? feature : feature.map((value, c) => value - mean[c]);
}

/**
 * The softmax of one part of a query's scores; `beta` gives the row itself.
 * @param mean `meanQuery` of the site
 * @returns [M] weights; they sum to 1, but for `beta` where rows do not
 */
export function partRow(
  site: AttentionSite,
  mean: Float32Array,
  query: QueryIndex,
  part: RowPart,
): Float32Array {
  if (part === "beta") return attentionRow(site, query);
  const { scores, largest } = partScores(site, mean, query, part);
  softmaxInPlace(scores, largest);
  return scores;
}

/** The scores of a part against all keys, [M], and the largest of them. */
function partScores(site: AttentionSite, mean: Float32Array, query: QueryIndex, part: RowPart) {
  const scores = new Float32Array(cellCount(site.keyGrid));
  const of = part === "pairwise" ? scoresOf : logitsOf;
  return { scores, largest: of(site, partFeature(site, mean, query, part), scores) };
}

/** How far the scores of a part vary from key to key: their standard deviation over the keys that may be read. */
export function scoreSpread(
  site: AttentionSite,
  mean: Float32Array,
  query: QueryIndex,
  part: RowPart,
): number {
  const { scores } = partScores(site, mean, query, part);
  let count = 0;
  let sum = 0;
  for (const score of scores) {
    if (score === Number.NEGATIVE_INFINITY) continue;
    count++;
    sum += score;
  }
  const centre = sum / count;
  let squares = 0;
  for (const score of scores) if (score !== Number.NEGATIVE_INFINITY) squares += (score - centre) ** 2;
  return Math.sqrt(squares / count);
}

/** A row divided by its sum where rows do not sum to 1, so that it can be compared with others; else the row itself. */
export function rowShares(site: Pick<AttentionSite, "keyLogSumExp">, row: Float32Array): Float32Array {
  if (rowsSumToOne(site)) return row;
  const sum = row.reduce((total, weight) => total + weight, 0);
  return sum > 0 ? row.map((weight) => weight / sum) : row;
}

/** Total variation between two rows: 0 for the same weights, 1 for rows that share no key. */
export function totalVariation(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
  return sum / 2;
}
