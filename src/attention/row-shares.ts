/** Rows for statistics: each sums to 1, also where the softmax runs over the queries, and comes with its entropy. */
import type { QueryIndex } from "./grid";
import { attentionRow, logitsOf, queryFeature, weightsInPlace } from "./row";
import { type AttentionSite, rowsSumToOne } from "./site";
import { entropyOfShares } from "./summary";

/**
 * Row j of beta; where rows do not sum to 1 (`rowsSumToOne`), divided by its sum.
 * @param out [M], overwritten
 */
export function shareRow(site: AttentionSite, query: QueryIndex, out: Float32Array): Float32Array {
  attentionRow(site, query, out);
  if (!rowsSumToOne(site)) divideBySum(out, sumOf(out));
  return out;
}

/**
 * The same with its entropy: -sum beta log beta. The logarithms are the logits less the row's normaliser, which saves one for each key.
 * @param out [M], overwritten
 * @param logits [M], overwritten
 * @returns nats
 */
export function shareRowWithEntropy(
  site: AttentionSite,
  query: QueryIndex,
  out: Float32Array,
  logits: Float32Array,
): number {
  const largest = logitsOf(site, queryFeature(site, query), logits);
  out.set(logits);
  const logNormaliser = weightsInPlace(site, out, largest);
  let sum = 0;
  let product = 0;
  for (let i = 0; i < out.length; i++) {
    const weight = out[i];
    sum += weight;
    // A masked key's logit is -Infinity.
    if (weight > 0) product += weight * logits[i];
  }
  const entropy = sum * logNormaliser - product;
  if (rowsSumToOne(site)) return entropy;
  divideBySum(out, sum);
  return entropyOfShares(entropy, sum);
}

function sumOf(row: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += row[i];
  return sum;
}

function divideBySum(row: Float32Array, sum: number): void {
  if (sum > 0) for (let i = 0; i < row.length; i++) row[i] /= sum;
}
