import type { Grid } from "./grid";

/** Everything that every row of beta can be computed from: one image's query and key features at one attention site. */
export interface AttentionSite {
  /** Network and layer, such as `g.attn`. */
  readonly name: string;
  readonly queryGrid: Grid;
  /** Equal to `queryGrid`, or half as wide and high where keys are max-pooled. */
  readonly keyGrid: Grid;
  /** d: channels of query and key features. */
  readonly depth: number;
  /** g(x_j), [N, d] row by row. */
  readonly queries: Float32Array;
  /** f(x_i), [M, d] row by row. */
  readonly keys: Float32Array;
  /** The learned scale in y = gamma o + x (Zhang et al. 2019, section 3, equation 3). */
  readonly gamma: number;
  /** ||gamma o|| / ||x||, how much of the layer's output attention contributes; with the factor on gamma, if any. */
  readonly share: number;
  /** Largest weight over all N rows: the top of the absolute scale. */
  readonly maxWeight: number;
  /** What the scores are divided by before the softmax; 1 as trained. */
  readonly temperature: number;
  /** [M], 1 where no query may read a key; `undefined` as trained. */
  readonly keyMask: Uint8Array | undefined;
  /**
   * log sum_j exp(s_ij / temperature), [M], of a layer whose softmax runs over the queries of each key, as in some code bases, rather
   * than over the keys of each query: beta_{j,i} = exp(s_ij / temperature - keyNormalisers[i]). Then columns of beta sum to 1, and rows
   * do not. Absent for a layer as in the paper.
   */
  readonly keyLogSumExp?: Float32Array | undefined;
}

/** Whether rows of beta sum to 1, as in the paper; else its columns do. */
export function rowsSumToOne({ keyLogSumExp }: Pick<AttentionSite, "keyLogSumExp">): boolean {
  return keyLogSumExp === undefined;
}

/** Whether a site's name is that of a layer of the discriminator rather than of the generator. */
export function isOfDiscriminator(name: string): boolean {
  return name.startsWith("d.");
}

/** How many query cells lie side by side in one key cell: 1, or 2 where keys are max-pooled 2x2. */
export function keyPatch({ queryGrid, keyGrid }: Pick<AttentionSite, "queryGrid" | "keyGrid">): number {
  return queryGrid.width / keyGrid.width;
}
