import type { KeyIndex } from "./grid";

/** The numbers shown beside a map. */
export interface RowSummary {
  /** Sum of the weights: 1, up to rounding, but for layers whose softmax runs over the queries. */
  readonly sum: number;
  /**
   * -sum beta log beta, in nats: 0 where one key takes all, log M where all keys are read alike. Of a row that does not sum to 1, it is
   * the entropy of the row divided by its sum.
   */
  readonly entropy: number;
  /** log M, in nats: the entropy of a row that reads every key alike. */
  readonly maxEntropy: number;
  /** Largest weight of the row. */
  readonly maxWeight: number;
  /** The key that has it (the first, if several). */
  readonly topKey: KeyIndex;
}

/** Summary of one row of beta, [M]. */
export function summarizeRow(row: Float32Array): RowSummary {
  let sum = 0;
  let entropy = 0;
  let maxWeight = Number.NEGATIVE_INFINITY;
  let topKey = 0;
  for (let i = 0; i < row.length; i++) {
    const weight = row[i];
    sum += weight;
    if (weight > 0) entropy -= weight * Math.log(weight);
    if (weight > maxWeight) {
      maxWeight = weight;
      topKey = i;
    }
  }
  return {
    sum,
    entropy: entropyOfShares(entropy, sum),
    maxEntropy: Math.log(row.length),
    maxWeight,
    topKey: topKey as KeyIndex,
  };
}

/**
 * The entropy of weights divided by their sum.
 * @param entropy -sum beta log beta of the weights as they are
 * @returns nats; 0 for weights that are all 0
 */
export function entropyOfShares(entropy: number, sum: number): number {
  return sum > 0 ? entropy / sum + Math.log(sum) : 0;
}
