/** Rows for statistics: each sums to 1, also where the softmax runs over the queries, and comes with its entropy. */
import type { QueryIndex } from "./grid";
import { logitsOf, queryFeature, weightsInPlace } from "./row";
import { type AttentionSite, rowsSumToOne } from "./site";
import { entropyOfShares } from "./summary";

/**
 * Row j of beta, divided by its sum where rows do not sum to 1 (`rowsSumToOne`), and its entropy, -sum beta log beta. The logarithms are the logits less the row's normaliser, which saves one for each key.
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

function divideBySum(row: Float32Array, sum: number): void {
  if (sum > 0) for (let i = 0; i < row.length; i++) row[i] /= sum;
}
