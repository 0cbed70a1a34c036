/** Statistics of an attention layer over many seeds, from any engine. */
import type { Atlas } from "../../atlas/atlas";
import { atlasOverSeeds, type SeedOutput } from "../../atlas/over-seeds";
import { NO_INTERVENTION } from "../../attention/intervention";
import type { AttentionSite } from "../../attention/site";
import { classWeights } from "../../latent/class-weights";
import { latentOf } from "../../latent/latent";
import { LensError } from "../../model/errors";
import type { Manifest } from "../../model/formats/manifest";
import { runCooperatively } from "../jobs/run-cooperatively";
import type { Engine } from "./engine-types";
import type { GenerateRequest, Generation } from "./types";

/** The image of a request, made as those of the background are: it gives way. The signal withdraws it as long as it waits. */
export type ImageOf = (
  request: GenerateRequest,
  options?: { readonly signal?: AbortSignal },
) => Promise<Generation>;

/** How far an atlas is. */
export interface AtlasProgress {
  /** Of all work, 0 to 1. */
  readonly share: number;
  /** Seeds whose images have been generated, */
  readonly done: number;
  /** and seeds in all. */
  readonly of: number;
  /** An estimate from the time taken so far; undefined before the first image. */
  readonly secondsLeft: number | undefined;
}

export interface AtlasOptions {
  /** Unsigned 32-bit integers, at least one. */
  readonly seeds: readonly number[];
  /** What the engine generates for a seed, the same each time: `seedRequests` makes such a function. */
  readonly request: (seed: number) => GenerateRequest;
  /** Name of the attention site; the model's first where absent. */
  readonly site?: string;
  /** Also what the layer does to each image (`effects`): each image is generated again with gamma 0, from the layer on. */
  readonly withEffects?: boolean;
  readonly onProgress?: (progress: AtlasProgress) => void;
  /**
   * Called with the statistics of the first 10, 30, 90, ... seeds, each exact for the seeds that it names. `rows` and `rowSquares` are the sums
   * themselves and change after the call returns.
   */
  readonly onResult?: (atlas: Atlas) => void;
  /**
   * Awaited before each image: a promise that is pending holds the work up. No seed is half added then. Called with the number of seeds
   * that the sums contain.
   */
  readonly beforeImage?: (done: number) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Statistics of one attention site over many seeds: how far its rows depend on the place and on the image, maps of each, mean rows with their
 * standard deviations, and more (`Atlas`, with shapes and units).
 *
 * Images are generated one at a time, and only while the engine has nothing else to do. Memory is 12 N M bytes and some 12 MB, whatever the
 * number of seeds; beyond what fits there, seeds are generated twice (docs/atlas.md).
 * @throws LensError `cancelled` as soon as the signal says so, in Node after the image that is being generated; RangeError without seeds, or
 * for a site that the model does not have
 */
export function computeAtlas(engine: Pick<Engine, "thumbnail">, options: AtlasOptions): Promise<Atlas> {
  return computeAtlasOf((...input) => engine.thumbnail(...input), options);
}

/** `computeAtlas`, of images from wherever they come. */
export async function computeAtlasOf(imageOf: ImageOf, options: AtlasOptions): Promise<Atlas> {
  const { seeds, signal, onProgress, onResult } = options;
  const begun = performance.now();
  let done = 0;
  let shareDone = 0;
  const report = (share: number) => {
    // The share of an image without its rows is not known: it is done when they are.
    shareDone = Math.max(shareDone, share);
    const seconds = (performance.now() - begun) / 1000;
    const secondsLeft = shareDone > 0 ? (seconds * (1 - shareDone)) / shareDone : undefined;
    onProgress?.({ share: shareDone, done, of: seeds.length, secondsLeft });
  };
  const images = imageSource(imageOf, options, () => done);
  const work = atlasOverSeeds({
    seeds,
    ...images,
    onResult,
    onSeed: (count) => {
      done = count;
    },
  });
  const atlas = await runCooperatively(work, report, () => signal?.aborted ?? false);
  if (!atlas || signal?.aborted) throw new LensError("cancelled");
  report(1);
  return atlas;
}

/** Images of the seeds. */
function imageSource(
  imageOf: ImageOf,
  { request, site: wanted, withEffects, beforeImage, signal }: AtlasOptions,
  done: () => number,
) {
  const generate = async (input: GenerateRequest) => {
    await untilAborted(Promise.resolve(beforeImage?.(done())), signal);
    // The engine settles a request that has begun with its image: it is not waited for.
    const { image, sites } = await untilAborted(imageOf(input, signal && { signal }), signal);
    return { image, site: chosen(sites, wanted) };
  };
  return {
    async generate(seed: number): Promise<SeedOutput> {
      const input = request(seed);
      const made = await generate(input);
      if (!withEffects) return made;
      const { name } = made.site;
      const change = { ...(input.interventions?.[name] ?? NO_INTERVENTION), gammaScale: 0 };
      const without = await generate({ ...input, interventions: { ...input.interventions, [name]: change } });
      return { ...made, effect: meanAbsoluteDifference(made.image, without.image) };
    },
    features: async (seed: number): Promise<AttentionSite> => (await generate(request(seed))).site,
  };
}

function chosen(sites: readonly AttentionSite[], wanted: string | undefined): AttentionSite {
  const site = wanted === undefined ? sites[0] : sites.find(({ name }) => name === wanted);
  if (!site) {
    const names = sites.map(({ name }) => name).join(", ") || "none";
    throw new RangeError(`the model has no attention site ${wanted ?? ""}; its sites: ${names}`);
  }
  return site;
}

function meanAbsoluteDifference(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += Math.abs(a[at] - b[at]);
  return sum / a.length;
}

/** The promise, unless the signal says stop before. @throws LensError `cancelled` */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new LensError("cancelled"));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** What `seedRequests` takes besides a model. */
export interface SeedRequestOptions extends Pick<GenerateRequest, "interventions" | "snapshot"> {
  /** Truncation psi, the factor on z. */
  readonly psi: number;
  /** Weights of classes by their id, the same for all seeds; where absent, a model's classes take turns: class number seed modulo classes. */
  readonly classes?: Readonly<Record<string, number>>;
}

/** For each seed the request of its image. @param manifest of the engine */
export function seedRequests(
  { latent, classes: known }: Pick<Manifest, "latent" | "classes">,
  { psi, classes, ...change }: SeedRequestOptions,
): (seed: number) => GenerateRequest {
  const ids = known?.map(({ id }) => id) ?? [];
  return (seed) => {
    const recipe = { seed, psi, edits: {}, breed: null, directions: {}, own: {} };
    const weights = classes ?? { [ids[seed % ids.length]]: 1 };
    return {
      z: latentOf(recipe, latent.size),
      ...(ids.length > 0 && { classWeights: classWeights(weights, ids) }),
      ...change,
    };
  };
}
