/** Statistics over seeds in Node's engine against PyTorch's (training/atlas_golden.py), and the figures of docs/atlas.md. */
import { afterEach, describe, expect, test } from "vitest";
import { type Atlas, atlasDeviation, atlasRow, rankedSeeds } from "../../src/atlas/atlas";
import type { QueryIndex } from "../../src/attention/grid";
import type { LensError } from "../../src/model/errors";
import { modelFolder } from "../../src/model/storage/packaged.node";
import { type AtlasOptions, computeAtlas, seedRequests } from "../../src/runtime/api/atlas";
import type { Engine } from "../../src/runtime/api/engine";
import { createEngine } from "../../src/runtime/api/engine.node";
import { entry, floats, largestDifference, readWeights, toRows } from "../support/files";

const golden = readWeights("test/golden/cats64-atlas.safetensors");
const wanted = (name: string) => floats(golden, name).data;

let engine: Engine | undefined;
afterEach(() => {
  engine?.dispose();
  engine = undefined;
});

async function atlasOf(model: string, count: number, options: Partial<AtlasOptions> = {}): Promise<Atlas> {
  engine ??= await createEngine({ source: modelFolder(model) });
  const seeds = Array.from({ length: count }, (_, seed) => seed);
  return computeAtlas(engine, { seeds, request: seedRequests(engine.manifest, { psi: 0.8 }), ...options });
}

test("20 seeds of cats64: every number equals PyTorch's", async () => {
  const atlas = await atlasOf("cats64", 20, { withEffects: true });
  expect(atlas.site).toBe("g.attn");
  for (const figure of ["position", "content", "total"] as const) {
    expect(Math.abs(atlas[figure].value - wanted(figure)[0]), figure).toBeLessThan(1e-5);
  }
  const near = (found: Float32Array | readonly number[], name: string, unit = 1) => {
    expect(largestDifference(Float32Array.from(found), wanted(name)) / unit, name).toBeLessThan(1e-5);
  };
  near(atlas.positionMap, "position.map");
  near(atlas.contentMap, "content.map");
  near(atlas.totalMap, "total.map");
  near(atlas.symmetryMap, "symmetry.map");
  near(atlas.meanRow, "mean.row");
  near(atlas.displacements.shares, "displacements");
  near(atlas.seedContent, "seed.content");
  near(atlas.seedTotal, "seed.total");
  near(atlas.shares, "share");
  near(atlas.effects ?? [], "effect");
  expect(largestDifference(atlas.image, toRows(wanted("image"), 3, 64))).toBeLessThan(1e-5);
  near(atlas.entropyMap, "entropy.map");
  near(atlas.entropyDeviationMap, "entropy.deviation");
  near(atlas.distanceMap, "distance.map");
  // A sum over the queries, compared as their mean.
  near(atlas.received, "received", atlas.positionMap.length);
  wanted("rows").forEach((row, at) => {
    const query = row as QueryIndex;
    const mean = entry(floats(golden, "row.mean"), at);
    const deviation = entry(floats(golden, "row.deviation"), at);
    expect(largestDifference(atlasRow(atlas, query), mean)).toBeLessThan(1e-5);
    expect(largestDifference(atlasDeviation(atlas, query), deviation)).toBeLessThan(1e-5);
    const ranks = [...entry(floats(golden, "ranks"), at)];
    expect(rankedSeeds(atlas.typical, query).map(({ seed }) => seed)).toEqual(ranks.slice(0, 5));
    expect(rankedSeeds(atlas.unusual, query).map(({ seed }) => seed)).toEqual(ranks.slice(-5).reverse());
  });
});

/** Seeds 0 to 99, psi 0.8; the classes of eurosat64 take turns. */
const FIGURES = {
  cats64: { position: 0.55, content: 0.603, total: 0.761 },
  eurosat64: { position: 0.323, content: 0.889, total: 0.901 },
};

for (const [model, figures] of Object.entries(FIGURES)) {
  test(`100 seeds of ${model}: position, content and total`, async () => {
    const atlas = await atlasOf(model, 100);
    for (const [name, value] of Object.entries(figures)) {
      const estimate = atlas[name as keyof typeof figures];
      expect(Math.abs(estimate.value - value), name).toBeLessThan(0.002);
      const [low, high] = estimate.interval ?? [1, 0];
      expect(low).toBeLessThan(estimate.value);
      expect(high).toBeGreaterThan(estimate.value);
      expect(high - low).toBeLessThan(0.08);
    }
  });
}

describe("computeAtlas", () => {
  test("reports progress and results on the way, each image after the caller is ready for it", async () => {
    const progress: { share: number; done: number }[] = [];
    const counts: number[] = [];
    let images = 0;
    const atlas = await atlasOf("cats64", 12, {
      onProgress: ({ share, done, of, secondsLeft }) => {
        expect(of).toBe(12);
        if (share > 0) expect(secondsLeft).toBeGreaterThanOrEqual(0);
        progress.push({ share, done });
      },
      onResult: ({ seeds }) => counts.push(seeds.length),
      beforeImage: () => {
        images++;
      },
    });
    expect(counts).toEqual([10]);
    expect(images).toBe(12);
    expect(progress.at(-1)).toEqual({ share: 1, done: 12 });
    expect(progress.map(({ share }) => share)).toEqual(
      progress.map(({ share }) => share).sort((a, b) => a - b),
    );
    expect(atlas.seeds).toHaveLength(12);
    expect(atlas.effects).toBeNull();
  });

  test("is cancelled before the first image, in between, and while it is held up", async () => {
    const cancelled = (error: unknown) =>
      expect(error).toMatchObject({ code: "cancelled" } as Partial<LensError>);
    await atlasOf("cats64", 3, { signal: AbortSignal.abort() }).then(() => expect.unreachable(), cancelled);
    const during = new AbortController();
    let made = 0;
    const counting = { beforeImage: () => void (++made === 4 && during.abort()), signal: during.signal };
    await atlasOf("cats64", 50, counting).then(() => expect.unreachable(), cancelled);
    expect(made).toBe(4);
    const paused = new AbortController();
    const waits = {
      beforeImage: () => new Promise<void>(() => setTimeout(() => paused.abort())),
      signal: paused.signal,
    };
    await atlasOf("cats64", 3, waits).then(() => expect.unreachable(), cancelled);
    // The engine is as usable as before.
    expect((await atlasOf("cats64", 1)).position.interval).toBeNull();
  });

  test("names the sites of a model that has not the one asked for", async () => {
    await expect(atlasOf("cats64", 2, { site: "g.attn2" })).rejects.toThrow(/g\.attn2.*g\.attn/);
    await expect(atlasOf("cats64", 0)).rejects.toThrow(RangeError);
  });
});
