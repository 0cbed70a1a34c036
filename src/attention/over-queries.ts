import { cellCount } from "./grid";
import type { AttentionSite } from "./site";

/**
 * log sum_j exp(s_ij / temperature) of each key i, [M]: what makes a site's softmax run over the queries (`AttentionSite.keyNormalisers`).
 * A generator gives them along; for features that come from elsewhere they are computed here, N x M steps.
 */
export function keyNormalisersOf(
  site: Pick<AttentionSite, "queryGrid" | "keyGrid" | "depth" | "queries" | "keys" | "temperature">,
): Float32Array {
  const { depth, queries, keys, temperature } = site;
  const scores = new Float64Array(cellCount(site.queryGrid));
  return Float32Array.from({ length: cellCount(site.keyGrid) }, (_, i) => {
    let top = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < scores.length; j++) {
      let score = 0;
      for (let c = 0; c < depth; c++) score += queries[j * depth + c] * keys[i * depth + c];
      scores[j] = score / temperature;
      if (scores[j] > top) top = scores[j];
    }
    let sum = 0;
    for (const score of scores) sum += Math.exp(score - top);
    return top + Math.log(sum);
  });
}
