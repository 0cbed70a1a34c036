/** Statistics over seeds against a naive implementation that holds every matrix. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Atlas, atlasDeviation, atlasRow, rankedSeeds } from "../../src/atlas/atlas";
import { bootstrapMeans } from "../../src/atlas/bootstrap";
import { Ranking } from "../../src/atlas/extremes";
import { atlasOverSeeds, type OverSeedsOptions } from "../../src/atlas/over-seeds";
import { createRowBlocks, rowIn } from "../../src/atlas/row-blocks";
import { cellsOfKey, meanDistance } from "../../src/attention/geometry";
import { cellCount, type QueryIndex } from "../../src/attention/grid";
import { keyNormalisersOf } from "../../src/attention/over-queries";
import { rowShares } from "../../src/attention/parts";
import { attentionRow } from "../../src/attention/row";
import type { AttentionSite } from "../../src/attention/site";
import { summarizeRow } from "../../src/attention/summary";
import { normalNoise } from "../../src/latent/noise";
import { siteOf } from "../support/sites";

interface Made {
  readonly sites: readonly AttentionSite[];
  readonly images: readonly Float32Array[];
}

/** Sites of several seeds on the same grids, of random features around a common part: no two rows, means or signs are alike. */
function made(
  seed: number,
  count: number,
  width: number,
  height: number,
  options: Partial<Shape> = {},
): Made {
  const { patch = 1, depth = 3, overQueries = false, masked = false } = options;
  const keyGrid = { width, height };
  const queryGrid = { width: width * patch, height: height * patch };
  const n = cellCount(queryGrid) * depth;
  const m = cellCount(keyGrid) * depth;
  const noise = normalNoise(seed, (count + 1) * (n + m) + count * 6);
  const part = (at: number, size: number) => [...noise.subarray(at, at + size)];
  const common = part(0, n + m);
  const sites = Array.from({ length: count }, (_, s) => {
    const own = part((s + 1) * (n + m), n + m).map((value, at) => common[at] + 0.7 * value);
    const site = siteOf({ queryGrid, keyGrid, depth, queries: own.slice(0, n), keys: own.slice(n) });
    const keyMask = masked
      ? Uint8Array.from({ length: cellCount(keyGrid) }, (_, i) => (i === 1 ? 1 : 0))
      : undefined;
    return {
      ...site,
      share: s / count,
      keyMask,
      ...(overQueries && { keyLogSumExp: keyNormalisersOf(site) }),
    };
  });
  return { sites, images: sites.map((_, s) => Float32Array.from(part((count + 1) * (n + m) + s * 6, 6))) };
}
interface Shape {
  readonly patch: 1 | 2;
  readonly depth: number;
  readonly overQueries: boolean;
  readonly masked: boolean;
}

async function computed({ sites, images }: Made, options: Partial<OverSeedsOptions> = {}) {
  const results: Atlas[] = [];
  const again: number[] = [];
  const work = atlasOverSeeds({
    seeds: sites.map((_, s) => s + 100),
    generate: async (seed) => ({ site: sites[seed - 100], image: images[seed - 100] }),
    features: async (seed) => {
      again.push(seed);
      return sites[seed - 100];
    },
    ...options,
  });
  const shares: number[] = [];
  for (;;) {
    const step = await work.next();
    if (step.done) return { atlas: step.value, results, again, shares };
    shares.push(step.value);
  }
}

const tv = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (value, i) => Math.abs(value - b[i])).reduce((sum, one) => sum + one, 0) / 2;
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
const means = (rows: readonly (readonly number[])[]) =>
  rows[0].map((_, i) => mean(rows.map((row) => row[i])));
const sampleDeviation = (values: readonly number[]) =>
  values.length < 2
    ? 0
    : Math.sqrt((values.length / (values.length - 1)) * mean(values.map((v) => (v - mean(values)) ** 2)));

/** Rows [S, N, M] of all seeds. */
const matrices = (sites: readonly AttentionSite[]) =>
  sites.map((site) =>
    Array.from({ length: cellCount(site.queryGrid) }, (_, j) => [
      ...rowShares(site, attentionRow(site, j as QueryIndex)),
    ]),
  );

/** The definitions of issue and docs, word for word, from matrices that are all held. */
function naive(betas: readonly number[][][]) {
  const mj = betas[0].map((_, j) => means(betas.map((beta) => beta[j])));
  const m = means(mj);
  return {
    mj,
    m,
    position: mj.map((row) => tv(row, m)),
    content: mj.map((row, j) => mean(betas.map((beta) => tv(beta[j], row)))),
    total: mj.map((_, j) => mean(betas.map((beta) => tv(beta[j], m)))),
  };
}

function expectNear(found: ArrayLike<number>, wanted: readonly number[], bound = 2e-6) {
  expect(found.length).toBe(wanted.length);
  const largest = Math.max(...wanted.map((value, i) => Math.abs(value - found[i])));
  expect(largest, `largest difference ${largest}`).toBeLessThan(bound);
}

const anyShape = fc.record({
  seed: fc.nat(1000),
  count: fc.integer({ min: 1, max: 12 }),
  width: fc.integer({ min: 2, max: 4 }),
  height: fc.integer({ min: 1, max: 4 }),
  patch: fc.constantFrom<1 | 2>(1, 2),
  depth: fc.constantFrom(2, 8),
  overQueries: fc.boolean(),
  masked: fc.boolean(),
  /** None held, one, or all. */
  heldBytes: fc.constantFrom(0, 700, 1e6),
});

test("every number equals the naive one, whatever the grids, the layer's softmax and what is held", async () => {
  await fc.assert(
    fc.asyncProperty(anyShape, async ({ seed, count, width, height, heldBytes, ...shape }) => {
      const { sites, images } = made(seed, count, width, height, shape);
      const { atlas } = await computed({ sites, images }, { heldBytes });
      const betas = matrices(sites);
      const wanted = naive(betas);
      const [{ queryGrid, keyGrid }] = sites;
      const n = cellCount(queryGrid);
      expect(atlas.seeds).toEqual(sites.map((_, s) => s + 100));
      expectNear(atlas.positionMap, wanted.position);
      expectNear(atlas.contentMap, wanted.content);
      expectNear(atlas.totalMap, wanted.total);
      expect(atlas.position.value).toBeCloseTo(mean(wanted.position), 5);
      expect(atlas.content.value).toBeCloseTo(mean(wanted.content), 5);
      expect(atlas.total.value).toBeCloseTo(mean(wanted.total), 5);
      expectNear(atlas.meanRow, wanted.m);
      expectNear(
        atlas.received,
        wanted.m.map((weight) => weight * n),
        2e-5,
      );
      expectNear(
        atlas.seedContent,
        betas.map((beta) => mean(beta.map((row, j) => tv(row, wanted.mj[j])))),
      );
      expectNear(
        atlas.seedTotal,
        betas.map((beta) => mean(beta.map((row) => tv(row, wanted.m)))),
      );
      expect(atlas.shares).toEqual(sites.map(({ share }) => share));
      expectNear(atlas.image, means(images.map((image) => [...image])));

      const displaced = new Array<number>(atlas.displacements.width * atlas.displacements.height).fill(0);
      for (let j = 0; j < n; j++) {
        const query = j as QueryIndex;
        expectNear(atlasRow(atlas, query), wanted.mj[j]);
        expectNear(
          atlasDeviation(atlas, query),
          wanted.m.map((_, i) => sampleDeviation(betas.map((beta) => beta[j][i]))),
        );
        const entropies = betas.map((beta) => summarizeRow(Float32Array.from(beta[j])).entropy);
        expect(atlas.entropyMap[j]).toBeCloseTo(mean(entropies), 4);
        expect(atlas.entropyDeviationMap[j]).toBeCloseTo(sampleDeviation(entropies), 4);
        const row = Float32Array.from(wanted.mj[j]);
        expect(atlas.distanceMap[j]).toBeCloseTo(
          meanDistance(sites[0], j, row, new Float32Array(row.length)),
          4,
        );
        const [x, y] = [j % queryGrid.width, Math.floor(j / queryGrid.width)];
        const other = wanted.mj[y * queryGrid.width + queryGrid.width - 1 - x];
        const mirrored = wanted.m.map((_, i) => {
          const column = i % keyGrid.width;
          return other[i - column + keyGrid.width - 1 - column];
        });
        expect(atlas.symmetryMap[j]).toBeCloseTo(1 - tv(wanted.mj[j], mirrored), 5);
        wanted.mj[j].forEach((weight, i) => {
          const cells = cellsOfKey(sites[0], i);
          for (const cell of cells) {
            const dx = (cell % queryGrid.width) - x;
            const dy = Math.floor(cell / queryGrid.width) - y;
            displaced[(dy + queryGrid.height - 1) * (2 * queryGrid.width - 1) + dx + queryGrid.width - 1] +=
              weight / cells.length / n;
          }
        });
        const distances = betas.map((beta) => tv(beta[j], wanted.mj[j]));
        const order = [...distances].sort((a, b) => a - b);
        const typical = rankedSeeds(atlas.typical, query);
        const unusual = rankedSeeds(atlas.unusual, query);
        expect(typical).toHaveLength(Math.min(5, count));
        expectNear(
          typical.map(({ variation }) => variation),
          order.slice(0, 5),
        );
        expectNear(
          unusual.map(({ variation }) => variation),
          order.reverse().slice(0, 5),
        );
        for (const ranked of [...typical, ...unusual]) {
          expect(distances[ranked.seed - 100]).toBeCloseTo(ranked.variation, 5);
        }
      }
      expectNear(atlas.displacements.shares, displaced);
    }),
    { numRuns: 60 },
  );
});

test("content and position together are at least the total, and each is between 0 and 1", async () => {
  await fc.assert(
    fc.asyncProperty(anyShape, async ({ seed, count, width, height, ...shape }) => {
      const { atlas } = await computed(made(seed, count, width, height, shape));
      for (const [j, total] of atlas.totalMap.entries()) {
        expect(atlas.positionMap[j] + atlas.contentMap[j]).toBeGreaterThan(total - 1e-6);
        for (const map of [atlas.positionMap, atlas.contentMap, atlas.totalMap]) {
          expect(map[j]).toBeGreaterThanOrEqual(0);
          expect(map[j]).toBeLessThanOrEqual(1 + 1e-6);
        }
      }
    }),
    { numRuns: 20 },
  );
});

test("results on the way are those of the seeds seen so far, at 10, 30 and 90 seeds", async () => {
  const all = made(5, 34, 3, 3);
  const seen: {
    count: number;
    position: number;
    content: Float32Array;
    row: Float32Array;
    typical: unknown;
  }[] = [];
  const summary = (atlas: Atlas) => ({
    count: atlas.seeds.length,
    position: atlas.position.value,
    content: atlas.contentMap,
    row: Float32Array.from(atlasRow(atlas, 4 as QueryIndex)),
    typical: rankedSeeds(atlas.typical, 4 as QueryIndex),
  });
  const { atlas, shares } = await computed(all, { onResult: (result) => seen.push(summary(result)) });
  expect(seen.map(({ count }) => count)).toEqual([10, 30]);
  for (const found of seen) {
    const first = { sites: all.sites.slice(0, found.count), images: all.images.slice(0, found.count) };
    expect(found).toEqual(summary((await computed(first)).atlas));
  }
  // Nothing of the results on the way is left in the last one.
  expect(summary(atlas)).toEqual(summary((await computed(all)).atlas));
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBeCloseTo(1, 9);
});

test("only what could not be held is generated again", async () => {
  const all = made(6, 8, 3, 3);
  const bytes = (9 + 9) * 3 * 4;
  expect((await computed(all)).again).toEqual([]);
  const { again, shares } = await computed(all, { heldBytes: 3 * bytes });
  expect(again).toEqual([103, 104, 105, 106, 107]);
  expect(shares.at(-1)).toBeCloseTo(1, 9);
});

describe("intervals", () => {
  /** The bootstrap itself: seeds are drawn again, and everything is computed from them. */
  function wholeBootstrap(betas: readonly number[][][]) {
    const draws = normalNoise(3, 400 * betas.length);
    const figures = Array.from({ length: 400 }, (_, resample) => {
      const drawn = betas.map((_, s) => {
        const uniform = Math.abs(draws[resample * betas.length + s] * 1e4) % 1;
        return betas[Math.floor(uniform * betas.length)];
      });
      const { position, content, total } = naive(drawn);
      return [mean(position), mean(content), mean(total)];
    });
    return [0, 1, 2].map((figure) => sampleDeviation(figures.map((one) => one[figure])));
  }

  test("are as wide as those of the bootstrap that computes everything again", async () => {
    const all = made(7, 40, 3, 3);
    const { atlas } = await computed(all);
    const wanted = wholeBootstrap(matrices(all.sites));
    [atlas.position, atlas.content, atlas.total].forEach(({ value, interval }, figure) => {
      const [low, high] = interval ?? [0, 0];
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
      const ratio = (high - low) / (2 * 1.96 * wanted[figure]);
      expect(ratio, `figure ${figure}`).toBeGreaterThan(0.75);
      expect(ratio, `figure ${figure}`).toBeLessThan(1.3);
    });
  });

  test("cover the mean of normal numbers about as often as they say", () => {
    let covered = 0;
    for (let run = 0; run < 200; run++) {
      const [{ interval }] = bootstrapMeans([[...normalNoise(run, 40)]]);
      if (interval && interval[0] < 0 && interval[1] > 0) covered++;
    }
    expect(covered).toBeGreaterThan(180);
    expect(covered).toBeLessThan(199);
  });

  test("are the same each time, and absent for a single seed", () => {
    const sample = [0.1, 0.5, 0.4, 0.9];
    expect(bootstrapMeans([sample])).toEqual(bootstrapMeans([sample]));
    expect(bootstrapMeans([[0.25]])).toEqual([{ value: 0.25, interval: null }]);
  });
});

test("a matrix in several blocks is the same matrix", () => {
  const blocks = createRowBlocks(5, 4, 2 * 4 * 4);
  expect(blocks.blocks.map(({ length }) => length)).toEqual([8, 8, 4]);
  for (let row = 0; row < 5; row++) rowIn(blocks, row).fill(row + 1);
  expect(blocks.blocks.flatMap((block) => [...block])).toEqual(
    [1, 2, 3, 4, 5].flatMap((value) => new Array(4).fill(value)),
  );
  expect(Math.max(...createRowBlocks(16384, 2048).blocks.map(({ byteLength }) => byteLength))).toBe(
    64 * 2 ** 20,
  );
});

test("a ranking keeps the first of equal values, and seeds up to the largest", () => {
  const ranking = new Ranking(1, 2, "largest");
  ranking.add(0, 7, 0.5);
  ranking.add(0, 0xffffffff, 0.5);
  ranking.add(0, 8, 0.5);
  ranking.add(0, 9, 0.75);
  expect([...ranking.get().seeds]).toEqual([9, 7]);
});

test("without seeds there is no atlas", async () => {
  await expect(computed({ sites: [], images: [] })).rejects.toThrow(RangeError);
});
