/** The statistics over many seeds as arrays with names, and as a table. */
import { csvFormatRow } from "d3-dsv";
import { type Atlas, type AtlasFigures, atlasDeviation, rankedSeeds } from "../atlas/atlas";
import type { Estimate } from "../atlas/bootstrap";
import type { AtlasProvenance } from "../atlas/provenance";
import type { QueryIndex } from "../attention/grid";
import { exactNumber } from "./csv";
import type { NamedArray } from "./npz";

/** The text members of an atlas's `.npz` file, for `npzStream`. */
export function provenanceTexts(provenance: AtlasProvenance): Readonly<Record<string, string>> {
  return { "provenance.json": `${JSON.stringify(provenance, undefined, 1)}\n` };
}

/**
 * Everything in an atlas as arrays for `npzStream`. Maps over queries are [H, W], over keys [h, w]; `mean_rows` and `row_deviations`
 * [H, W, h, w]; `position`, `content` and `total` [3]: the value and its 95 % interval, NaN for a single seed; numbers of each seed [S];
 * `typical_seeds` and the like [H, W, 5]; `displacements` [2 H - 1, 2 W - 1].
 */
export function* atlasArrays(atlas: Atlas, imageShape: readonly number[]): Generator<NamedArray> {
  const { queryGrid, keyGrid, seeds, typical, unusual, displacements, effects } = atlas;
  const queries = [queryGrid.height, queryGrid.width];
  const keys = [keyGrid.height, keyGrid.width];
  const ranked = [...queries, typical.count];
  const ofSeeds = (values: readonly number[]) => ({
    shape: [seeds.length],
    values: Float64Array.from(values),
  });
  yield { name: "seeds", shape: [seeds.length], values: Uint32Array.from(seeds) };
  for (const name of ["position", "content", "total"] as const) {
    yield { name, shape: [3], values: Float64Array.from(threeOf(atlas[name])) };
  }
  yield { name: "position_map", shape: queries, values: atlas.positionMap };
  yield { name: "content_map", shape: queries, values: atlas.contentMap };
  yield { name: "total_map", shape: queries, values: atlas.totalMap };
  yield { name: "entropy_map", shape: queries, values: atlas.entropyMap };
  yield { name: "entropy_deviation_map", shape: queries, values: atlas.entropyDeviationMap };
  yield { name: "distance_map", shape: queries, values: atlas.distanceMap };
  yield { name: "symmetry_map", shape: queries, values: atlas.symmetryMap };
  yield { name: "received", shape: keys, values: atlas.received };
  yield { name: "mean_row", shape: keys, values: atlas.meanRow };
  const { width, height, shares } = displacements;
  yield { name: "displacements", shape: [height, width], values: shares };
  yield { name: "typical_seeds", shape: ranked, values: typical.seeds };
  yield { name: "typical_variations", shape: ranked, values: typical.variations };
  yield { name: "unusual_seeds", shape: ranked, values: unusual.seeds };
  yield { name: "unusual_variations", shape: ranked, values: unusual.variations };
  yield { name: "seed_content", ...ofSeeds(atlas.seedContent) };
  yield { name: "seed_total", ...ofSeeds(atlas.seedTotal) };
  yield { name: "seed_shares", ...ofSeeds(atlas.shares) };
  if (effects) yield { name: "seed_effects", ...ofSeeds(effects) };
  yield { name: "mean_image", shape: imageShape, values: atlas.image };
  yield { name: "mean_rows", shape: [...queries, ...keys], values: atlas.rows.blocks };
  yield { name: "row_deviations", shape: [...queries, ...keys], values: deviationsOf(atlas) };
}

/** Row by row: the matrix is held once only, as its squares. */
function* deviationsOf(atlas: Atlas): Generator<Float32Array> {
  for (let j = 0; j < atlas.rows.rows; j++) yield atlasDeviation(atlas, j as QueryIndex);
}

function threeOf({ value, interval }: Estimate): number[] {
  return [value, ...(interval ?? [Number.NaN, Number.NaN])];
}

/** The maps over queries as CSV, a line for each; typical and unusual seeds are separated by spaces. */
export function atlasCsv(atlas: AtlasFigures): string {
  const columns = {
    position: atlas.positionMap,
    content: atlas.contentMap,
    total: atlas.totalMap,
    entropy: atlas.entropyMap,
    entropy_deviation: atlas.entropyDeviationMap,
    distance: atlas.distanceMap,
    symmetry: atlas.symmetryMap,
  };
  const head = ["query_x", "query_y", ...Object.keys(columns), "typical_seeds", "unusual_seeds"];
  const lines = Array.from(atlas.positionMap, (_, j) => {
    const query = j as QueryIndex;
    const { width } = atlas.queryGrid;
    const seedsOf = (ranking: Atlas["typical"]) => rankedSeeds(ranking, query).map(({ seed }) => seed);
    return csvFormatRow([
      `${j % width}`,
      `${Math.floor(j / width)}`,
      ...Object.values(columns).map((map) => exactNumber(map[j])),
      seedsOf(atlas.typical).join(" "),
      seedsOf(atlas.unusual).join(" "),
    ]);
  });
  return `${[csvFormatRow(head), ...lines].join("\n")}\n`;
}
