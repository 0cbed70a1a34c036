/** Reads the NPZ file of an atlas that the page or `sagan-lens atlas` wrote (src/export/atlas-files.ts). Nothing in it is trusted. */
import * as v from "valibot";
import type { Atlas } from "../../../atlas/atlas";
import type { Estimate } from "../../../atlas/bootstrap";
import type { SeedRanking } from "../../../atlas/extremes";
import type { AtlasProvenance } from "../../../atlas/provenance";
import { createRowBlocks, type RowBlocks } from "../../../atlas/row-blocks";
import type { ByteSource } from "../../../importing/checkpoint";
import { guarded, malformed, watch } from "../../../importing/readers/reading";
import { openZip, type ZipEntry } from "../../../importing/readers/zip";
import { modelId } from "../../../model/formats/model-id";
import { OtherFormat, type SavedArray, type SavedArrays, savedArrays } from "./saved-arrays";

const PROVENANCE = "provenance.json";
const MOST_PROVENANCE_BYTES = 1 << 20;
const MOST_SEEDS = 1_000_000;
/** How far the sum of a mean row may be from 1: single precision over many seeds stays far below. */
const SUM_TOLERANCE = 1e-3;
/** What a zip file begins with. */
const ZIP = "PK";

const number = v.pipe(v.number(), v.finite());
const natural = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));
const PROVENANCE_SCHEMA = v.object({
  model: v.pipe(modelId, v.maxLength(100)),
  weights: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  step: v.nullable(natural),
  site: v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/)),
  seeds: name(100_000),
  seedCount: v.pipe(natural, v.minValue(1), v.maxValue(MOST_SEEDS)),
  psi: number,
  classes: v.nullable(v.union([v.literal("in turn"), v.record(name(200), number)])),
  gamma: number,
  temperature: number,
});

export interface SavedAtlas {
  readonly atlas: Atlas;
  readonly provenance: AtlasProvenance;
}

/** @throws OtherFormat for a file of something else; LensError for one that is damaged or cannot be read */
export async function readAtlas(file: ByteSource): Promise<SavedAtlas> {
  const [reading] = watch([file], {});
  const { source, where } = reading;
  const begin = new TextDecoder("latin1").decode(await source.read(0, Math.min(ZIP.length, file.size)));
  if (begin !== ZIP) throw new OtherFormat("it is no NPZ file");
  let other: OtherFormat | undefined;
  const saved = await guarded(where, async () => {
    try {
      const entries = await openZip(reading);
      const provenance = await provenanceIn(entries);
      return { provenance, atlas: await atlasIn(savedArrays(entries, where), provenance, where) };
    } catch (thrown) {
      if (!(thrown instanceof OtherFormat)) throw thrown;
      other = thrown;
      return undefined;
    }
  });
  if (!saved) throw other;
  return saved;
}

async function provenanceIn(entries: ReadonlyMap<string, ZipEntry>): Promise<AtlasProvenance> {
  const entry = entries.get(PROVENANCE);
  if (!entry) throw new OtherFormat(`${PROVENANCE} is missing`);
  if (entry.size > MOST_PROVENANCE_BYTES) throw new OtherFormat(`${PROVENANCE} has ${entry.size} bytes`);
  const text = new TextDecoder().decode(await (await entry.bytes()).read(0, entry.size));
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), PROVENANCE_SCHEMA), text);
  if (!read.success) {
    const [{ message }] = read.issues;
    throw new OtherFormat(`${PROVENANCE}: ${v.getDotPath(read.issues[0]) ?? ""} ${message}`);
  }
  return read.output;
}

async function atlasIn(arrays: SavedArrays, provenance: AtlasProvenance, where: string): Promise<Atlas> {
  const rows = await arrays("mean_rows", { type: "F32", shape: [null, null, null, null] });
  const [height, width, keyHeight, keyWidth] = rows.shape;
  const queries = [height, width];
  const keys = [keyHeight, keyWidth];
  const count = provenance.seedCount;
  const seeds = [...(await (await arrays("seeds", { type: "U32", shape: [count] })).read())];
  const singles = async (name: string, shape: readonly (number | null)[]) =>
    (await arrays(name, { type: "F32", shape })).read();
  const ofSeeds = async (name: string) => [
    ...(await (await arrays(name, { type: "F64", shape: [count] })).read()),
  ];
  const estimate = async (name: string): Promise<Estimate> => {
    const [value, low, high] = await (await arrays(name, { type: "F64", shape: [3], mayMiss: true })).read();
    if (Number.isNaN(value)) throw malformed(where, `${name} has no value`);
    return { value, interval: Number.isNaN(low + high) ? null : [low, high] };
  };
  const ranking = async (name: string): Promise<SeedRanking> => {
    const found = await arrays(`${name}_seeds`, { type: "U32", shape: [...queries, null] });
    const ranked = await found.read();
    const known = new Set(seeds);
    if (!ranked.every((seed) => known.has(seed)))
      throw malformed(where, `${name}_seeds names seeds that are not in seeds`);
    return {
      count: found.shape[2],
      seeds: ranked,
      variations: await singles(`${name}_variations`, found.shape),
    };
  };
  const across = [2 * height - 1, 2 * width - 1];
  const image = await arrays("mean_image", { type: "F32", shape: [null, null, null] });
  const [side, other, channels] = image.shape;
  if (side !== other || (channels !== 1 && channels !== 3))
    throw new OtherFormat(`mean_image is of shape [${image.shape}]`);
  return {
    site: provenance.site,
    queryGrid: { width, height },
    keyGrid: { width: keyWidth, height: keyHeight },
    seeds,
    position: await estimate("position"),
    content: await estimate("content"),
    total: await estimate("total"),
    positionMap: await singles("position_map", queries),
    contentMap: await singles("content_map", queries),
    totalMap: await singles("total_map", queries),
    entropyMap: await singles("entropy_map", queries),
    entropyDeviationMap: await singles("entropy_deviation_map", queries),
    distanceMap: await singles("distance_map", queries),
    symmetryMap: await singles("symmetry_map", queries),
    received: await singles("received", keys),
    meanRow: await singles("mean_row", keys),
    displacements: {
      ...{ width: across[1], height: across[0] },
      shares: await singles("displacements", across),
    },
    typical: await ranking("typical"),
    unusual: await ranking("unusual"),
    image: await image.read(),
    shares: await ofSeeds("seed_shares"),
    seedContent: await ofSeeds("seed_content"),
    seedTotal: await ofSeeds("seed_total"),
    effects: await optional(ofSeeds("seed_effects")),
    rows: await matrixOf(rows, (row) => {
      const sum = row.reduce((total, weight) => total + weight, 0);
      if (Math.abs(sum - 1) > SUM_TOLERANCE) throw malformed(where, "a row of mean_rows does not sum to 1");
    }),
    rowSquares: await matrixOf(await arrays("row_deviations", { type: "F32", shape: rows.shape }), (row) => {
      for (let i = 0; i < row.length; i++) row[i] = row[i] ** 2 * (count - 1);
    }),
  };
}

/** Null for an array that the file does not have: the command line computes the effects only when it is asked to. */
async function optional<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (thrown) {
    if (thrown instanceof OtherFormat && /is missing$/.test(thrown.message)) return null;
    throw thrown;
  }
}

/** [H, W, h, w] as [N, M], block by block. @param each checks or changes a row */
async function matrixOf(array: SavedArray<"F32">, each: (row: Float32Array) => void): Promise<RowBlocks> {
  const [height, width, keyHeight, keyWidth] = array.shape;
  const columns = keyHeight * keyWidth;
  const matrix = createRowBlocks(height * width, columns);
  let done = 0;
  for (const block of matrix.blocks) {
    block.set(await array.read(done, done + block.length));
    for (let at = 0; at < block.length; at += columns) each(block.subarray(at, at + columns));
    done += block.length;
  }
  return matrix;
}
