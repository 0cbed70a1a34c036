import { cellCount, type KeyIndex } from "./grid";
import type { AttentionSite } from "./site";

/**
 * Column i of beta: how much every query j reads key location i. Columns do not sum to 1, but for layers whose softmax runs over the
 * queries. beta_{j,i} = exp(s_ij - log sum_i exp(s_ij)) (Zhang et al. 2019, section 3, equation 1).
 *
 * @param logNormalisers [N] of the site's summary
 * @param out [N], overwritten; made when absent
 * @returns `out`
 */
export function attentionColumn(
  site: AttentionSite,
  logNormalisers: Float32Array,
  key: KeyIndex,
  out: Float32Array = new Float32Array(cellCount(site.queryGrid)),
): Float32Array {
  const { depth, queries, keys, temperature, keyMask, keyLogSumExp } = site;
  if (keyMask?.[key]) return out.fill(0);
  const feature = keys.subarray(key * depth, (key + 1) * depth);
  const own = keyLogSumExp?.[key] ?? 0;
  for (let j = 0, at = 0; j < out.length; j++) {
    let score = 0;
    for (let c = 0; c < depth; c++) score += feature[c] * queries[at++];
    out[j] = Math.exp(score / temperature - own - logNormalisers[j]);
  }
  return out;
}
