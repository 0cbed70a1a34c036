import { cellCount, type QueryIndex } from "./grid";
import type { AttentionSite } from "./site";

/**
 * Row j of beta: how much query location j reads every key location i.
 *
 * beta_{j,i} = exp(s_ij) / sum_i exp(s_ij), s_ij = f(x_i) . g(x_j) (Zhang et al. 2019, section 3, equation 1); s_ij is
 * divided by the site's temperature, and masked keys get exactly 0. Where the softmax runs over the queries, the sum is that over j,
 * and the row does not sum to 1.
 *
 * @param site features of one image
 * @param query j
 * @param out [M], overwritten; made when absent. Give the same array again while the pointer moves
 * @returns `out`: M weights; they sum to 1 where `rowsSumToOne`
 */
export function attentionRow(
  site: AttentionSite,
  query: QueryIndex,
  out: Float32Array = new Float32Array(cellCount(site.keyGrid)),
): Float32Array {
  weightsInPlace(site, out, logitsOf(site, queryFeature(site, query), out));
  return out;
}

/** g(x_j), [d]; a view into the site. */
export function queryFeature({ queries, depth }: AttentionSite, query: QueryIndex): Float32Array {
  return queries.subarray(query * depth, (query + 1) * depth);
}

/**
 * The scores of any query feature against all keys of a site: f(x_i) . feature / temperature, -Infinity at masked keys.
 * @param feature [d]
 * @param out [M], overwritten
 * @returns the largest score
 */
export function scoresOf(site: AttentionSite, feature: Float32Array, out: Float32Array): number {
  const { depth, keys, temperature, keyMask } = site;
  const asked = temperature === 1 ? feature : feature.map((value) => value / temperature);
  const largest = depth === 8 ? scores8(asked, keys, out) : scores(asked, keys, depth, out);
  return keyMask ? maskScores(out, keyMask) : largest;
}

/**
 * What the weights of a row are the exponentials of, up to a factor of the row: its scores; and where the softmax runs over the
 * queries, its scores each less its key's normaliser, which is log beta itself.
 * @param feature [d]
 * @param out [M], overwritten
 * @returns the largest
 */
export function logitsOf(site: AttentionSite, feature: Float32Array, out: Float32Array): number {
  const largest = scoresOf(site, feature, out);
  const { keyLogSumExp } = site;
  if (!keyLogSumExp) return largest;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < out.length; i++) {
    out[i] -= keyLogSumExp[i];
    if (out[i] > most) most = out[i];
  }
  return most;
}

/**
 * Turns a row's logits into its weights, in place.
 * @param largest the largest of them
 * @returns log of what the exponentials were divided by; 0 where the softmax runs over the queries
 */
export function weightsInPlace(
  { keyLogSumExp }: Pick<AttentionSite, "keyLogSumExp">,
  out: Float32Array,
  largest: number,
): number {
  if (!keyLogSumExp) return largest + Math.log(softmaxInPlace(out, largest));
  for (let i = 0; i < out.length; i++) out[i] = Math.exp(out[i]);
  return 0;
}

/**
 * Softmax of scores in place.
 * @param largest the largest of them
 * @returns the sum of exp(score - largest)
 */
export function softmaxInPlace(out: Float32Array, largest: number): number {
  let sum = 0;
  for (let i = 0; i < out.length; i++) {
    const weight = Math.exp(out[i] - largest);
    out[i] = weight;
    sum += weight;
  }
  const scale = 1 / sum;
  for (let i = 0; i < out.length; i++) out[i] *= scale;
  return sum;
}

/** s_ij for all i into `out`; returns the largest. */
function scores(feature: Float32Array, keys: Float32Array, depth: number, out: Float32Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0, at = 0; i < out.length; i++) {
    let score = 0;
    for (let c = 0; c < depth; c++) score += feature[c] * keys[at++];
    out[i] = score;
    if (score > largest) largest = score;
  }
  return largest;
}

/** The same for d = 8 (64 channels, the shipped models), unrolled: the inner loop costs more than its arithmetic. */
function scores8(feature: Float32Array, keys: Float32Array, out: Float32Array): number {
  const [a, b, c, d, e, f, g, h] = feature;
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0, at = 0; i < out.length; i++, at += 8) {
    const score =
      a * keys[at] +
      b * keys[at + 1] +
      c * keys[at + 2] +
      d * keys[at + 3] +
      e * keys[at + 4] +
      f * keys[at + 5] +
      g * keys[at + 6] +
      h * keys[at + 7];
    out[i] = score;
    if (score > largest) largest = score;
  }
  return largest;
}

function maskScores(out: Float32Array, keyMask: Uint8Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < out.length; i++) {
    if (keyMask[i]) out[i] = Number.NEGATIVE_INFINITY;
    else if (out[i] > largest) largest = out[i];
  }
  return largest;
}
