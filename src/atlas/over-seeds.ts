/** Both passes over the seeds: what is held, what is generated again, and when there is a result. */
import { cellCount } from "../attention/grid";
import type { AttentionSite } from "../attention/site";
import { type Atlas, atlasFrom } from "./atlas";
import { RowSums } from "./row-sums";
import { Variation } from "./variation";

/** What one seed gives. */
export interface SeedOutput {
  /** [size, size, channels] */
  readonly image: Float32Array;
  readonly site: AttentionSite;
  /** Mean absolute difference of the image without attention; absent if it is not asked for. */
  readonly effect?: number;
}

export interface OverSeedsOptions {
  readonly seeds: readonly number[];
  /** Generates a seed's image, once for each seed. */
  readonly generate: (seed: number) => Promise<SeedOutput>;
  /** The site of a seed's image again, where it could not be held. */
  readonly features: (seed: number) => Promise<AttentionSite>;
  /** Called with the statistics of the first 10, 30, 90, ... seeds; its matrices change when it returns. */
  readonly onResult?: ((atlas: Atlas) => void) | undefined;
  /** Called with the number of images generated, of all seeds. */
  readonly onSeed?: ((count: number) => void) | undefined;
  /** For tests: bytes of features held between the two passes. */
  readonly heldBytes?: number;
}

/** Seeds of the first result on the way; each further one has three times as many, so that all together cost half of the last one. */
const FIRST_RESULT = 10;
const GROWTH = 3;
/** Features are held up to the size of one matrix, [N, M], and this. */
const HELD_BYTES = 12 * 2 ** 20;
/** Cost of an image with its rows, in units of the rows alone; for progress. */
const IMAGE_COST = 3;

/**
 * The statistics of all seeds. Yields the share done, 0 to 1, so that a caller can pause and stop.
 *
 * The distance of a row from its mean needs the mean of all seeds, and so a second pass. Between the passes the query and key features are
 * held, (N + M) d numbers for each seed, up to the size of one [N, M] matrix and 12 MB; what does not fit is generated a second time.
 * @throws RangeError without seeds
 */
export async function* atlasOverSeeds(options: OverSeedsOptions): AsyncGenerator<number, Atlas> {
  const { seeds, generate, features, onResult, onSeed } = options;
  if (seeds.length === 0) throw new RangeError("an atlas needs at least one seed");
  const held = new Map<number, AttentionSite>();
  const facts = { shares: [] as number[], effects: [] as number[] };
  let image: Float64Array | undefined;
  let sums: RowSums | undefined;
  let name = "";
  let heldMost = 0;
  let done = 0;
  let work = 0;

  async function* secondPass(first: RowSums): AsyncGenerator<number, Atlas> {
    const variation = new Variation(first);
    const seen = seeds.slice(0, first.count);
    for (const site of held.values()) {
      variation.prepare(site);
      yield done / work;
    }
    for (const [at, seed] of seen.entries()) {
      const site = held.get(at);
      for (const share of variation.add(seed, site ?? (await features(seed)))) yield (done + share) / work;
      done += site ? 1 : IMAGE_COST;
      yield done / work;
    }
    return atlasFrom(name, first, variation, {
      seeds: seen,
      image: Float32Array.from(image ?? []),
      shares: [...facts.shares],
      effects: facts.effects.length > 0 ? [...facts.effects] : null,
    });
  }

  let nextResult = onResult ? FIRST_RESULT : Number.POSITIVE_INFINITY;
  for (const [at, seed] of seeds.entries()) {
    const output = await generate(seed);
    const { site } = output;
    if (!sums) {
      sums = new RowSums(site);
      name = site.name;
      image = new Float64Array(output.image.length);
      const matrix = cellCount(site.queryGrid) * cellCount(site.keyGrid) * 4;
      heldMost = Math.floor((options.heldBytes ?? matrix + HELD_BYTES) / bytesOf(site));
      work = workOf(seeds.length, heldMost, onResult !== undefined);
    }
    if (at < heldMost) held.set(at, site);
    for (const share of sums.add(site)) yield (done + share) / work;
    addImage(image as Float64Array, output.image, sums.count);
    facts.shares.push(site.share);
    if (output.effect !== undefined) facts.effects.push(output.effect);
    done += IMAGE_COST;
    onSeed?.(sums.count);
    yield done / work;
    if (sums.count === nextResult && sums.count < seeds.length) {
      onResult?.(yield* secondPass(sums));
      nextResult *= GROWTH;
    }
  }
  return yield* secondPass(sums as RowSums);
}

/** Everything to do, in units of the rows of one seed. */
function workOf(count: number, heldMost: number, withResults: boolean): number {
  const second = (seeds: number) => Math.min(seeds, heldMost) + IMAGE_COST * Math.max(0, seeds - heldMost);
  let work = IMAGE_COST * count + second(count);
  if (withResults) for (let seeds = FIRST_RESULT; seeds < count; seeds *= GROWTH) work += second(seeds);
  return work;
}

function bytesOf({ queries, keys, keyLogSumExp }: AttentionSite): number {
  return queries.byteLength + keys.byteLength + (keyLogSumExp?.byteLength ?? 0);
}

function addImage(means: Float64Array, image: Float32Array, count: number): void {
  for (let at = 0; at < means.length; at++) means[at] += (image[at] - means[at]) / count;
}
