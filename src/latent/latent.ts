import { type MixPath, mixedLatent } from "./mix";
import { type NoiseKind, noiseOf } from "./noise";

/** Where a latent starts: a seed's noise with single entries set by hand. */
export interface LatentSource {
  readonly seed: number;
  /** Entries that replace the seed's noise, before truncation. */
  readonly edits: Readonly<Record<number, number>>;
}

/** How a latent is made: from one source or between two, moved along directions, all of it scaled. */
export interface LatentRecipe extends LatentSource {
  /** What the seeds' noise is, of both sources; standard normal where absent. */
  readonly noise?: NoiseKind | undefined;
  /** Truncation psi: the factor on z. 1 leaves the training distribution. */
  readonly psi: number;
  /** Another source that it is mixed with; null for none. */
  readonly breed: { readonly with: LatentSource; readonly share: number; readonly path: MixPath } | null;
  /** How far to go along each principal direction, by its number, before truncation. */
  readonly directions: Readonly<Record<number, number>>;
  /** The same along a person's own directions, by their ids. */
  readonly own: Readonly<Record<string, number>>;
}

/** Unit vectors, each [size], that a recipe's steps go along; a step along one that is not there is left out. */
export interface DirectionVectors {
  readonly principal: readonly Float32Array[];
  readonly own: ReadonlyMap<string, Float32Array>;
}

export const NO_VECTORS: DirectionVectors = { principal: [], own: new Map() };

/** Noise with edits, before truncation: what the sliders show. [size] */
export function editedNoise(
  { seed, edits }: LatentSource,
  size: number,
  kind: NoiseKind = "normal",
): Float32Array {
  const noise = noiseOf(kind, seed, size);
  for (const [index, value] of Object.entries(edits)) {
    if (Number(index) < size) noise[Number(index)] = value;
  }
  return noise;
}

/** The latent before truncation: noise with edits, mixed with the other source's, plus the steps along directions. [size] */
export function steeredNoise(
  recipe: Omit<LatentRecipe, "psi">,
  size: number,
  vectors: DirectionVectors,
): Float32Array {
  const { breed, noise: kind } = recipe;
  const start = editedNoise(recipe, size, kind);
  const noise = breed
    ? mixedLatent(start, editedNoise(breed.with, size, kind), breed.share, breed.path)
    : start;
  const steps = [
    ...Object.entries(recipe.directions).map(
      ([number, step]) => [vectors.principal[Number(number)], step] as const,
    ),
    ...Object.entries(recipe.own).map(([id, step]) => [vectors.own.get(id), step] as const),
  ];
  for (const [direction, step] of steps) {
    if (direction) for (let at = 0; at < size; at++) noise[at] += step * direction[at];
  }
  return noise;
}

/** z = psi * `steeredNoise`, [size]: what the generator reads. */
export function latentOf(
  recipe: LatentRecipe,
  size: number,
  vectors: DirectionVectors = NO_VECTORS,
): Float32Array {
  return steeredNoise(recipe, size, vectors).map((value) => value * recipe.psi);
}

/**
 * A source with a seed that gives a latent as it stands: only entries that are not the seed's own become edits.
 * @param entries [size], before truncation
 * @param kind what the seed's noise is
 */
export function sourceOf(seed: number, entries: Float32Array, kind: NoiseKind = "normal"): LatentSource {
  const noise = noiseOf(kind, seed, entries.length);
  const edits: Record<number, number> = {};
  entries.forEach((value, index) => {
    if (value !== noise[index]) edits[index] = value;
  });
  return { seed, edits };
}

/**
 * The direction from one latent to another, both [size] and before truncation: a unit vector and the distance between them.
 * `undefined` where they are the same.
 */
export function directionBetween(
  from: Float32Array,
  to: Float32Array,
): { readonly vector: Float32Array; readonly length: number } | undefined {
  const difference = to.map((value, at) => value - from[at]);
  const length = Math.hypot(...difference);
  if (length === 0) return undefined;
  return { vector: difference.map((value) => value / length), length };
}
