/** An atlas that is written as an NPZ file and read again: the same numbers, and plain answers for anything else. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Atlas, atlasDeviation } from "../../src/atlas/atlas";
import { atlasOverSeeds } from "../../src/atlas/over-seeds";
import type { AtlasProvenance } from "../../src/atlas/provenance";
import type { QueryIndex } from "../../src/attention/grid";
import { atlasArrays, provenanceTexts } from "../../src/export/atlas-files";
import { type NamedArray, npzStream } from "../../src/export/npz";
import { memorySource } from "../../src/importing/readers/sources";
import { normalNoise } from "../../src/latent/noise";
import { openAtlas } from "../../src/runtime/atlas/file/open-atlas";
import { readAtlas } from "../../src/runtime/atlas/file/read-atlas";
import { isInAddress } from "../../src/state/atlas/open-file";
import { siteOf } from "../support/sites";

const GRID = { width: 8, height: 4 };
/** Beyond what single precision can tell apart. */
const SEEDS = [4_294_967_289, 4_294_967_290, 4_294_967_291, 4_294_967_292];

async function atlasOf(seeds: readonly number[]): Promise<Atlas> {
  const noise = normalNoise(1, 10 * 64 + 4 * 4 * 3);
  const site = async (seed: number) => {
    const at = (seed % 8) * 64;
    return siteOf({
      ...{ queryGrid: GRID, keyGrid: GRID, depth: 1 },
      ...{ queries: [...noise.subarray(at, at + 32)], keys: [...noise.subarray(at + 32, at + 64)] },
    });
  };
  const work = atlasOverSeeds({
    seeds,
    generate: async (seed) => ({ image: noise.slice(0, 48), site: await site(seed), effect: 0.1 }),
    features: site,
  });
  let step = await work.next();
  while (!step.done) step = await work.next();
  return step.value;
}

const provenanceOf = ({ site, seeds }: Atlas): AtlasProvenance => ({
  ...{ model: "cats64", weights: "0".repeat(64), step: null, site, psi: 0.8, classes: null },
  ...{ seeds: `${seeds[0]}-${seeds[seeds.length - 1]}`, seedCount: seeds.length, gamma: 1, temperature: 1 },
});

interface Change {
  readonly arrays?: (array: NamedArray) => NamedArray | undefined;
  readonly texts?: Readonly<Record<string, string>>;
}

async function fileOf(of: Atlas, { arrays = (array) => array, texts }: Change = {}): Promise<Uint8Array> {
  const changed = [...atlasArrays(of, [4, 4, 3])].flatMap((array) => arrays(array) ?? []);
  const stream = npzStream(changed, texts ?? provenanceTexts(provenanceOf(of)));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const read = (bytes: Uint8Array) => readAtlas(memorySource("atlas.npz", bytes));
const answerTo = (bytes: Uint8Array) => openAtlas(new File([bytes.slice()], "atlas.npz"));

let atlas: Atlas;
beforeAll(async () => {
  atlas = await atlasOf(SEEDS);
});

test("every number of the file comes back, large seeds included", async () => {
  const saved = await read(await fileOf(atlas));
  expect(saved.provenance).toEqual(provenanceOf(atlas));
  const { rowSquares, ...rest } = saved.atlas;
  const { rowSquares: before, ...wanted } = atlas;
  expect(rest).toEqual(wanted);
  for (let j = 0; j < 32; j++) {
    const deviation = atlasDeviation({ rowSquares, seeds: SEEDS }, j as QueryIndex);
    atlasDeviation({ rowSquares: before, seeds: SEEDS }, j as QueryIndex).forEach((value, i) => {
      expect(Math.abs(deviation[i] - value)).toBeLessThan(1e-7);
    });
  }
});

test("a single seed has no intervals, and effects may be missing", async () => {
  const single = await atlasOf([3]);
  const { atlas: saved } = await read(await fileOf(single));
  expect(saved.position).toEqual({ value: single.position.value, interval: null });
  const withoutEffects = { ...atlas, effects: null };
  expect((await read(await fileOf(withoutEffects))).atlas.effects).toBeNull();
});

describe("a file of something else is of another format", () => {
  const cases: Readonly<Record<string, [Change, RegExp]>> = {
    "no provenance": [{ texts: {} }, /provenance\.json is missing/],
    "a provenance that is no JSON": [{ texts: { "provenance.json": "{" } }, /provenance\.json/],
    "weights that are no hash": [
      { texts: { "provenance.json": JSON.stringify({ model: "cats64" }) } },
      /provenance\.json: weights/,
    ],
    "an array that is missing": [
      { arrays: (array) => (array.name === "entropy_map" ? undefined : array) },
      /entropy_map\.npy is missing/,
    ],
    "an array of another shape": [
      { arrays: (array) => (array.name === "received" ? { ...array, shape: [8, 4] } : array) },
      /received is F32 of shape \[8,4\]/,
    ],
    "an array of another type": [
      {
        arrays: (array) => (array.name === "seeds" ? { ...array, values: Float32Array.from(SEEDS) } : array),
      },
      /seeds is F32/,
    ],
  };
  test.each(Object.entries(cases))("%s", async (_name, [change, problem]) => {
    const answer = await answerTo(await fileOf(atlas, change));
    expect(answer).toEqual({ fault: "format", problem: expect.stringMatching(problem) });
  });
  test("no NPZ file at all", async () => {
    expect(await answerTo(new TextEncoder().encode("query_x,query_y"))).toMatchObject({ fault: "format" });
    expect(await answerTo(new Uint8Array())).toMatchObject({ fault: "format" });
  });
});

describe("a file that contradicts itself is damaged", () => {
  test("cut short", async () => {
    const bytes = await fileOf(atlas);
    expect(await answerTo(bytes.subarray(0, bytes.length >> 1))).toMatchObject({ fault: "damaged" });
  });
  test("rows that do not sum to 1, numbers that are not finite, seeds that are not there", async () => {
    const withValues = (name: string, values: Float32Array | Uint32Array): Change => ({
      arrays: (array) => (array.name === name ? { ...array, values } : array),
    });
    const changes: [Change, RegExp][] = [
      [withValues("mean_rows", new Float32Array(1024).fill(0.5)), /does not sum to 1/],
      [withValues("entropy_map", new Float32Array(32).fill(Number.NaN)), /not finite/],
      [withValues("typical_seeds", new Uint32Array(32 * 4)), /seeds that are not in seeds/],
    ];
    for (const [change, problem] of changes) {
      const answer = await answerTo(await fileOf(atlas, change));
      expect(answer).toEqual({ fault: "damaged", problem: expect.stringMatching(problem) });
    }
  });
});

test("an address can hold a run of seeds of the finished generator, unchanged", () => {
  const plain = provenanceOf(atlas);
  expect(isInAddress(plain, SEEDS)).toBe(true);
  expect(isInAddress(plain, [1, 3])).toBe(false);
  expect(isInAddress({ ...plain, step: 100 }, SEEDS)).toBe(false);
  expect(isInAddress({ ...plain, gamma: 0 }, SEEDS)).toBe(false);
  expect(isInAddress({ ...plain, temperature: 2 }, SEEDS)).toBe(false);
});
