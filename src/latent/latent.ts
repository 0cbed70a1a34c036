import { normalNoise } from "./noise";

/** How a latent is made: a seed's noise, single entries set by hand, all of it scaled. */
export interface LatentRecipe {
  readonly seed: number;
  /** Truncation psi: the factor on z. 1 leaves the training distribution. */
  readonly psi: number;
  /** Entries that replace the seed's noise, before truncation. */
  readonly edits: Readonly<Record<number, number>>;
  /** How far to go along each direction, by its number, before truncation. */
  readonly directions: Readonly<Record<number, number>>;
}

/** Noise with edits, before truncation: what the sliders show. [size] */
export function editedNoise(recipe: Pick<LatentRecipe, "seed" | "edits">, size: number): Float32Array {
  const noise = normalNoise(recipe.seed, size);
  for (const [index, value] of Object.entries(recipe.edits)) {
    if (Number(index) < size) noise[Number(index)] = value;
  }
  return noise;
}

/**
 * z = psi * (noise with edits + steps along directions), [size]: what the generator reads.
 * @param directions unit vectors, each [size]; a step along one that is not there is left out
 */
export function latentOf(
  recipe: LatentRecipe,
  size: number,
  directions: readonly Float32Array[] = [],
): Float32Array {
  const z = editedNoise(recipe, size);
  for (const [number, step] of Object.entries(recipe.directions)) {
    const direction = directions[Number(number)];
    if (direction) for (let at = 0; at < size; at++) z[at] += step * direction[at];
  }
  return z.map((value) => value * recipe.psi);
}
