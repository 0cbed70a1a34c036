/** Images for the store, from an engine's numbers or a still's bytes. */
import type { Interventions } from "../../attention/intervention";
import type { Still, StillProvenance } from "../../model/formats/still";
import type { Generation } from "../../runtime/api/types";
import { readHash } from "../address/address";
import { AS_SEEDED, type ImageRecipe, recipeOf } from "../state/recipe";
import type { LensImage } from "../state/viewer-state";

function toPixels(size: number, channels: number, byteAt: (index: number) => number): LensImage["pixels"] {
  const pixels = new Uint8ClampedArray(size * size * 4);
  for (let at = 0; at < size * size; at++) {
    for (let c = 0; c < 3; c++) pixels[at * 4 + c] = byteAt(at * channels + (channels === 3 ? c : 0));
    pixels[at * 4 + 3] = 255;
  }
  return pixels;
}

/** -1 to 1 becomes 0 to 255, rounded by the clamped array. */
export function imageByte(value: number): number {
  return (value + 1) * 127.5;
}

/** A generated image, [size, size, channels] from -1 to 1, as RGBA bytes. */
export function imagePixels(image: Float32Array, size: number): LensImage["pixels"] {
  return toPixels(size, image.length / (size * size), (index) => imageByte(image[index]));
}

export function imageFromGeneration(
  { image, sites }: Generation,
  size: number,
  recipe: ImageRecipe,
  interventions: Interventions,
): LensImage {
  return {
    size,
    pixels: imagePixels(image, size),
    values: image,
    sites,
    from: "engine",
    recipe,
    interventions,
  };
}

export function imageFromStill({ image, sites, provenance }: Still): LensImage {
  const pixels = toPixels(image.size, image.channels, (index) => image.data[index]);
  const { weights } = provenance;
  const recipe = recipeOfStill(provenance);
  return { size: image.size, pixels, sites, from: "still", weights, recipe, interventions: {} };
}

/** The recipe of a still's image: what its provenance says outright, and the rest from the state that came along. */
export function recipeOfStill({ model, seed, psi, classes, state }: StillProvenance): ImageRecipe {
  const rest = state === undefined ? AS_SEEDED : recipeOf(readHash(state).state);
  return { ...rest, model, seed, psi, classes };
}
