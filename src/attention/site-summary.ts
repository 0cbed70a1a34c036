/** Whole-matrix views of one site, computed row by row so that beta is never held. */
import { meanDistance, neighbourhoodShare } from "./geometry";
import { cellCount, type QueryIndex } from "./grid";
import { logitsOf, queryFeature, weightsInPlace } from "./row";
import { type AttentionSite, rowsSumToOne } from "./site";
import { entropyOfShares } from "./summary";

/**
 * A few numbers for each query and each key, and what makes every column cheap. Where rows do not sum to 1 (`rowsSumToOne`), the mean
 * row, entropy, distance, neighbourhood and dependence are those of rows divided by their sums; the others are of beta as it is.
 */
export interface SiteSummary {
  /**
   * log sum_i exp(s_ij) for each query, [N]: with it, an entry of any column is one dot product. 0 where the softmax runs over the queries:
   * the site itself has the normalisers then.
   */
  readonly logNormalisers: Float32Array;
  /** Column sums of beta, [M]: how much attention each key receives; N in all where rows sum to 1, else 1 each. */
  readonly received: Float32Array;
  /** Mean of all rows, [M]. */
  readonly meanRow: Float32Array;
  /** For each query, [N]: entropy of its row in nats, */
  readonly entropy: Float32Array;
  /** its largest weight, */
  readonly largest: Float32Array;
  /** the mean distance that its weight travels, in query cells, */
  readonly distance: Float32Array;
  /** the weight that stays in its own neighbourhood (3x3 query cells), */
  readonly neighbourhood: Float32Array;
  /** and the total variation between its row and the mean row, 0 to 1. */
  readonly dependence: Float32Array;
}

/** Entries of beta between two reports of progress: a few milliseconds of work. */
const BLOCK_ENTRIES = 2 ** 19;

/**
 * Computes a summary in blocks of rows. Two passes: the second compares each row with the mean row.
 * Yields the share done (0 to 1) after each block, so that a caller can report, pause and stop; holds O(N + M) memory.
 */
export function* summarizeSite(site: AttentionSite): Generator<number, SiteSummary> {
  const n = cellCount(site.queryGrid);
  const m = cellCount(site.keyGrid);
  const row = new Float32Array(m);
  const scratch = new Float32Array(m);
  const received = new Float64Array(m);
  const normalised = rowsSumToOne(site);
  /** Sums of the rows divided by their sums, [M], and what each row is multiplied by for that, [N]. */
  const shares = new Float64Array(normalised ? 0 : m);
  const scales = new Float64Array(n);
  const perQuery = () => new Float32Array(n);
  const logNormalisers = perQuery();
  const entropy = perQuery();
  const largest = perQuery();
  const distance = perQuery();
  const neighbourhood = perQuery();
  const dependence = perQuery();
  const block = Math.max(1, Math.floor(BLOCK_ENTRIES / m));

  for (let j = 0; j < n; j++) {
    logNormalisers[j] = weightsInPlace(site, row, logitsOf(site, queryFeature(site, j as QueryIndex), row));
    let spread = 0;
    let most = 0;
    let sum = 0;
    for (let i = 0; i < m; i++) {
      const weight = row[i];
      received[i] += weight;
      sum += weight;
      if (weight > 0) spread -= weight * Math.log(weight);
      if (weight > most) most = weight;
    }
    // Rounding keeps a sum from being exactly 1: rows that are to sum to 1 do not change.
    const scale = normalised || sum === 0 ? 1 : 1 / sum;
    scales[j] = scale;
    entropy[j] = normalised ? spread : entropyOfShares(spread, sum);
    largest[j] = most;
    distance[j] = scale * meanDistance(site, j, row, scratch);
    neighbourhood[j] = scale * neighbourhoodShare(site, j, row);
    if (!normalised) for (let i = 0; i < m; i++) shares[i] += scale * row[i];
    if (j % block === block - 1) yield (0.6 * (j + 1)) / n;
  }

  const meanRow = Float32Array.from(normalised ? received : shares, (sum) => sum / n);
  for (let j = 0; j < n; j++) {
    logitsOf(site, queryFeature(site, j as QueryIndex), row);
    const logNormaliser = logNormalisers[j] - Math.log(scales[j]);
    let difference = 0;
    for (let i = 0; i < m; i++) difference += Math.abs(Math.exp(row[i] - logNormaliser) - meanRow[i]);
    dependence[j] = difference / 2;
    if (j % block === block - 1) yield 0.6 + (0.4 * (j + 1)) / n;
  }
  return {
    logNormalisers,
    received: Float32Array.from(received),
    meanRow,
    entropy,
    largest,
    distance,
    neighbourhood,
    dependence,
  };
}

/** A summary at once, for callers with nothing else to do. 1,024 queries and keys take some 20 ms. */
export function siteSummary(site: AttentionSite): SiteSummary {
  const work = summarizeSite(site);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
