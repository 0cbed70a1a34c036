/** The statistics of an attention layer over many seeds. */
import { cellCount, type Grid, type QueryIndex } from "../attention/grid";
import { bootstrapMeans, type Estimate } from "./bootstrap";
import type { SeedRanking } from "./extremes";
import { type Displacements, displacementsOf, distanceMap, symmetryMap } from "./mean-rows";
import { type RowBlocks, rowIn } from "./row-blocks";
import { deviation, type RowSums } from "./row-sums";
import type { Variation } from "./variation";

/**
 * Statistics of one attention site over S seeds. beta_j is row j of an image, [M], divided by its sum where rows do not sum to 1; m_j is its
 * mean over the seeds; m is the mean of m_j over the N queries. TV is total variation, half the sum of absolute differences: from 0, the same
 * rows, to 1, no key in common. docs/atlas.md says what each number means and what it does not. Plain data: it can be sent between workers.
 */
export interface Atlas {
  /** Name of the site, such as `g.attn`. */
  readonly site: string;
  /** N cells. */
  readonly queryGrid: Grid;
  /** M cells. */
  readonly keyGrid: Grid;
  /** The seeds, in the order in which they were added, [S]. */
  readonly seeds: readonly number[];

  /** Mean over the queries of TV(m_j, m): how far it depends on the place where a query looks, whatever the image. */
  readonly position: Estimate;
  /** Mean over seeds and queries of TV(beta_j, m_j): how far the image changes where the same place looks. */
  readonly content: Estimate;
  /** Mean over seeds and queries of TV(beta_j, m): both together. At most the sum of the two. */
  readonly total: Estimate;

  /** The three of each query, as a mean over the seeds, [N], 0 to 1. */
  readonly positionMap: Float32Array;
  readonly contentMap: Float32Array;
  readonly totalMap: Float32Array;
  /** Entropy of each query's row, [N], in nats: mean over the seeds and standard deviation (that of a sample, divided by S - 1). */
  readonly entropyMap: Float32Array;
  readonly entropyDeviationMap: Float32Array;
  /** Mean distance that each query's weight travels, [N], in query cells. */
  readonly distanceMap: Float32Array;
  /** 1 - TV between m_j and the mirror image of the m of the mirrored query, [N]: 1 where left and right are alike. */
  readonly symmetryMap: Float32Array;
  /** Mean attention that each key receives: the sum of all m_j, [M]; N in all. */
  readonly received: Float32Array;
  /** m, [M], sums to 1. */
  readonly meanRow: Float32Array;
  /** Where queries look relative to themselves. */
  readonly displacements: Displacements;

  /** Seeds whose row of a query is nearest to its mean row, nearest first, [N, count]; and farthest, farthest first. */
  readonly typical: SeedRanking;
  readonly unusual: SeedRanking;

  /** Mean of the images, [size, size, channels], -1 to 1. */
  readonly image: Float32Array;
  /** ||gamma o|| / ||x|| in each seed's image, [S]. */
  readonly shares: readonly number[];
  /** TV(beta_j, m_j) and TV(beta_j, m) of each seed as a mean over the queries, [S]. */
  readonly seedContent: readonly number[];
  readonly seedTotal: readonly number[];
  /**
   * What the layer does to each seed's image, [S]: mean over pixels and channels of |image - image with gamma 0|, 0 to 2. Null if it was not
   * asked for.
   */
  readonly effects: readonly number[] | null;

  /** m_j, [N, M]; `atlasRow` reads one. */
  readonly rows: RowBlocks;
  /** Sums over the seeds of (beta - m_j)^2, [N, M]; `atlasDeviation` reads the standard deviation. */
  readonly rowSquares: RowBlocks;
}

/** An atlas without its two matrices, which are large. */
export type AtlasFigures = Omit<Atlas, "rows" | "rowSquares">;

/** What is known of each seed besides its rows. */
export interface SeedFacts {
  readonly seeds: readonly number[];
  readonly image: Float32Array;
  readonly shares: readonly number[];
  readonly effects: readonly number[] | null;
}

/** The statistics of all seeds that both passes have seen. The matrices of `sums` are not copied. */
export function atlasFrom(name: string, sums: RowSums, variation: Variation, facts: SeedFacts): Atlas {
  const { grids, means, squares, count } = sums;
  const { influences, mean } = variation;
  const n = cellCount(grids.queryGrid);
  const figures = [influences.position, influences.content, influences.total];
  const [position, content, total] = bootstrapMeans(figures);
  return {
    site: name,
    ...grids,
    ...facts,
    position,
    content,
    total,
    positionMap: Float32Array.from(variation.position),
    contentMap: Float32Array.from(variation.content),
    totalMap: Float32Array.from(variation.total),
    entropyMap: Float32Array.from(sums.entropyMeans),
    entropyDeviationMap: Float32Array.from(sums.entropySquares, (sum) => deviation(sum, count)),
    distanceMap: Float32Array.from(distanceMap(grids, means)),
    symmetryMap: Float32Array.from(symmetryMap(grids, means)),
    received: Float32Array.from(mean, (weight) => weight * n),
    meanRow: Float32Array.from(mean),
    displacements: displacementsOf(grids, means),
    typical: variation.typical,
    unusual: variation.unusual,
    seedContent: [...variation.seedContent],
    seedTotal: [...variation.seedTotal],
    rows: means,
    rowSquares: squares,
  };
}

/** m_j: the mean row of a query over the seeds, [M], sums to 1; a view into the atlas. */
export function atlasRow({ rows }: Pick<Atlas, "rows">, query: QueryIndex): Float32Array {
  return rowIn(rows, query);
}

/**
 * Standard deviation over the seeds of each weight of a query's row, [M] (that of a sample; 0 for a single seed).
 * @param out [M], overwritten; made when absent
 */
export function atlasDeviation(
  { rowSquares, seeds }: Pick<Atlas, "rowSquares" | "seeds">,
  query: QueryIndex,
  out: Float32Array = new Float32Array(rowSquares.columns),
): Float32Array {
  const squares = rowIn(rowSquares, query);
  for (let i = 0; i < out.length; i++) out[i] = deviation(squares[i], seeds.length);
  return out;
}

/** A seed, and how far its row of a query lies from the mean row: TV, 0 to 1. */
export interface RankedSeed {
  readonly seed: number;
  readonly variation: number;
}

/** The seeds of a ranking for one query, in their order. @param ranking `typical` or `unusual` of an atlas */
export function rankedSeeds({ count, seeds, variations }: SeedRanking, query: QueryIndex): RankedSeed[] {
  return Array.from({ length: count }, (_, at) => ({
    seed: seeds[query * count + at],
    variation: variations[query * count + at],
  }));
}
