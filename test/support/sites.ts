/** Attention sites made of random features, for property tests. */
import fc from "fast-check";
import type { AttentionSite } from "../../src/attention/site";
import { type SiteSummary, summarizeSite } from "../../src/attention/site-summary";

const feature = fc.float({ min: -3, max: 3, noNaN: true });
const features = (count: number) => fc.array(feature, { minLength: count, maxLength: count });

/** A site on a grid of 2 to 12 cells a side with keys at every cell or pooled 2x2; depth 8 takes a path of its own. */
export const anySite: fc.Arbitrary<AttentionSite> = fc
  .record({
    depth: fc.constantFrom(1, 3, 8),
    width: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 1, max: 3 }),
    pooling: fc.constantFrom(1, 2),
    temperature: fc.constantFrom(1, 0.5, 2),
  })
  .chain(({ depth, width, height, pooling, temperature }) => {
    const keyGrid = { width: width * (3 - pooling), height: height * (3 - pooling) };
    const queryGrid = { width: keyGrid.width * pooling, height: keyGrid.height * pooling };
    const numbers = { queryGrid, keyGrid, depth, temperature };
    return fc
      .tuple(
        features(depth * queryGrid.width * queryGrid.height),
        features(depth * keyGrid.width * keyGrid.height),
      )
      .map(([queries, keys]) => siteOf({ ...numbers, queries, keys }));
  });

interface SiteParts extends Pick<AttentionSite, "queryGrid" | "keyGrid" | "depth"> {
  readonly queries: readonly number[];
  readonly keys: readonly number[];
  readonly temperature?: number;
}

export function siteOf({ queries, keys, temperature = 1, ...rest }: SiteParts): AttentionSite {
  return {
    name: "g.attn",
    ...rest,
    queries: Float32Array.from(queries),
    keys: Float32Array.from(keys),
    gamma: 0.5,
    share: 0,
    maxWeight: 1,
    temperature,
    keyMask: undefined,
  };
}

/** The views of a site's whole matrix, in one go. @param onProgress told each share done */
export function wholeSummary(
  site: AttentionSite,
  onProgress: (share: number) => void = () => undefined,
): SiteSummary {
  const work = summarizeSite(site);
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    onProgress(step.value);
  }
}
