import { normalNoise } from "./noise";

/** How a latent is made: a seed's noise, single entries set by hand, all of it scaled. */
export interface LatentRecipe {
  readonly seed: number;
  /** Truncation psi: the factor on z. 1 leaves the training distribution. */
  readonly psi: number;
  /** Entries that replace the seed's noise, before truncation. */
  readonly edits: Readonly<Record<number, number>>;
}

/** Noise with edits, before truncation: what the sliders show. [size] */
export function editedNoise(recipe: Pick<LatentRecipe, "seed" | "edits">, size: number): Float32Array {
  const noise = normalNoise(recipe.seed, size);
  for (const [index, value] of Object.entries(recipe.edits)) {
    if (Number(index) < size) noise[Number(index)] = value;
  }
  return noise;
}

/** z = psi * (noise with edits), [size]: what the generator reads. */
export function latentOf(recipe: LatentRecipe, size: number): Float32Array {
  return editedNoise(recipe, size).map((value) => value * recipe.psi);
}
