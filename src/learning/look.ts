/** What a run shows of itself: images of its averaged generator with their attention sites. Numbers only; no tensors here. */
import type { QueryIndex } from "../attention/grid";
import { attentionRow } from "../attention/row";
import type { AttentionSite } from "../attention/site";
import type { LearningConfig } from "./config";

export interface Look {
  /** [count, size, size, channels] row by row, -1 to 1. */
  readonly pictures: Float32Array;
  /** One for each image; none without attention. */
  readonly sites: readonly AttentionSite[];
}

/** @param numbers images, then queries and keys [count, N, C/8], shares [count] and gamma, one after the other */
export function lookFrom(
  numbers: Float32Array,
  { size, channels, attention, attentionSide, generatorWidths }: LearningConfig,
  count: number,
): Look {
  let at = 0;
  const take = (length: number) => {
    at += length;
    return numbers.slice(at - length, at);
  };
  const pictures = take(count * size * size * channels);
  if (!attention) return { pictures, sites: [] };
  const cells = attentionSide * attentionSide;
  // The grid of this side comes out of the block that reaches it.
  const depth = generatorWidths[Math.log2(attentionSide / 4)] / 8;
  const each = cells * depth;
  const [queries, keys, shares] = [take(count * each), take(count * each), take(count)];
  const [gamma] = take(1);
  const grid = { width: attentionSide, height: attentionSide };
  const sites = Array.from(shares, (share, n): AttentionSite => {
    const site = {
      ...{ name: "g.attn", queryGrid: grid, keyGrid: grid, depth, gamma, share, temperature: 1 },
      keyMask: undefined,
      queries: queries.slice(n * each, (n + 1) * each),
      keys: keys.slice(n * each, (n + 1) * each),
      maxWeight: 0,
    };
    return { ...site, maxWeight: largestWeight(site, cells) };
  });
  return { pictures, sites };
}

function largestWeight(site: AttentionSite, cells: number): number {
  let most = 0;
  for (let j = 0; j < cells; j++) {
    for (const weight of attentionRow(site, j as QueryIndex)) most = Math.max(most, weight);
  }
  return most;
}
