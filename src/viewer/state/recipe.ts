/** What makes an image: all that the generator's answer depends on, the changes inside its layers apart. */
import * as v from "valibot";
import { classWeights } from "../../latent/class-weights";
import { type DirectionVectors, type LatentSource, sourceOf, steeredNoise } from "../../latent/latent";
import type { NoiseKind } from "../../latent/noise";
import { modelId } from "../../model/formats/model-id";
import { BOUNDS, type Bounds, validRange } from "../controls/bounds";
import { sameEntries } from "./same-entries";

export const NOISES = ["normal", "truncated"] as const satisfies readonly NoiseKind[];
export const MIX_PATHS = ["spherical", "straight"] as const;

/** A number that is valid for a control. */
export function within(bounds: Bounds) {
  const { min, max } = validRange(bounds);
  return v.pipe(v.number(), v.minValue(min), v.maxValue(max));
}
const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));
const byNumber = <T extends v.GenericSchema>(value: T) => v.record(v.pipe(v.string(), v.digits()), value);

/** A short name that the lens itself gives. */
export const idSchema = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/));
const classesSchema = v.record(v.string(), within(BOUNDS.classWeight));

const sourceEntries = {
  seed: v.pipe(within(BOUNDS.seed), v.integer()),
  /** Latent entries set by hand, by index. */
  edits: byNumber(within(BOUNDS.latent)),
};

const mixSchema = v.object({
  /** The other parent. */
  with: v.object(sourceEntries),
  /** How far towards the other parent, 0 to 1. */
  share: within(BOUNDS.mixShare),
  path: v.picklist(MIX_PATHS),
});

/** The fields of a recipe, which are fields of the lens's state too. */
export const recipeEntries = {
  model: modelId,
  ...sourceEntries,
  /** Weight of each class by its id, before they are made to sum to 1; empty for a model without classes, or its first class. */
  classes: classesSchema,
  /** Classes of single layers, by number in the manifest, in place of the common ones. */
  layerClasses: byNumber(classesSchema),
  /** Truncation psi. */
  psi: within(BOUNDS.psi),
  /** What seeds' noise is: with the entries beyond two standard deviations drawn again, or standard normal, as where absent. */
  noise: v.optional(v.picklist(NOISES)),
  /** Steps along the model's principal directions, by number from 0. */
  directions: byNumber(within(BOUNDS.direction)),
  /** Steps along own directions, by id. */
  own: v.record(idSchema, within(BOUNDS.ownDirection)),
  /** A second parent that the latent is mixed with; null for none. */
  breed: v.nullable(mixSchema),
  /** Training step of the weights on show; null for the finished generator. */
  snapshot: v.nullable(wholeNumber),
};

export const recipeSchema = v.object(recipeEntries);
export type ImageRecipe = v.InferOutput<typeof recipeSchema>;
export type Mix = v.InferOutput<typeof mixSchema>;

/** The part of a recipe that a prepared image leaves alone. */
export const AS_SEEDED = {
  edits: {},
  layerClasses: {},
  noise: undefined,
  directions: {},
  own: {},
  breed: null,
  snapshot: null,
} as const;

/** The recipe alone, out of something that has more. */
export function recipeOf(from: ImageRecipe): ImageRecipe {
  const { model, seed, edits, classes, layerClasses, psi, noise, directions, own, breed, snapshot } = from;
  return { model, seed, edits, classes, layerClasses, psi, noise, directions, own, breed, snapshot };
}

/** Whether two recipes make the same image. */
export function sameRecipe(a: ImageRecipe, b: ImageRecipe): boolean {
  return (
    a.model === b.model &&
    a.psi === b.psi &&
    (a.noise ?? "normal") === (b.noise ?? "normal") &&
    a.snapshot === b.snapshot &&
    sameSource(a, b) &&
    sameEntries(a.classes, b.classes) &&
    sameLayerClasses(a.layerClasses, b.layerClasses) &&
    sameEntries(a.directions, b.directions) &&
    sameEntries(a.own, b.own) &&
    sameMix(a.breed, b.breed)
  );
}

function sameSource(a: LatentSource, b: LatentSource): boolean {
  return a.seed === b.seed && sameEntries(a.edits, b.edits);
}

function sameMix(a: Mix | null, b: Mix | null): boolean {
  if (!a || !b) return a === b;
  return a.share === b.share && a.path === b.path && sameSource(a.with, b.with);
}

type LayerClasses = ImageRecipe["layerClasses"];

function sameLayerClasses(a: LayerClasses, b: LayerClasses): boolean {
  const layers = Object.keys(a);
  return (
    layers.length === Object.keys(b).length &&
    layers.every((layer) => b[layer] && sameEntries(a[layer], b[layer]))
  );
}

/** What is needed to compute with a recipe's numbers. */
export interface LatentContext {
  readonly size: number;
  readonly vectors: DirectionVectors;
}

/** The recipe with its latent as a seed and edits alone: every step and mixture is worked in. Its image stays the same. */
export function flattened(recipe: ImageRecipe, { size, vectors }: LatentContext): ImageRecipe {
  const { breed, directions, own } = recipe;
  if (!breed && Object.keys(directions).length === 0 && Object.keys(own).length === 0) return recipe;
  const { edits } = sourceOf(recipe.seed, steeredNoise(recipe, size, vectors), recipe.noise);
  return { ...recipe, edits, directions: {}, own: {}, breed: null };
}

/**
 * The parent that a recipe makes for another one: its latent, worked into edits.
 * @param noise of the other one, which the parent's seed is read with
 */
export function parentOf(
  recipe: ImageRecipe,
  context: LatentContext,
  noise: NoiseKind | undefined,
): Mix["with"] {
  const { seed, edits } =
    recipe.noise === noise
      ? flattened(recipe, context)
      : sourceOf(recipe.seed, steeredNoise(recipe, context.size, context.vectors), noise);
  return { seed, edits };
}

/** A model's classes in their order, by id; none for a model without classes. */
export type ClassIds = readonly string[];

/** Class weights between two, by id. */
function mixedClasses(
  a: ImageRecipe["classes"],
  b: ImageRecipe["classes"],
  share: number,
  ids: ClassIds,
): ImageRecipe["classes"] {
  const [left, right] = [classWeights(a, ids), classWeights(b, ids)];
  const mixed = ids.map((id, at) => [id, (1 - share) * left[at] + share * right[at]] as const);
  return Object.fromEntries(mixed.filter(([, weight]) => weight > 0));
}

/**
 * The image between two others on a walk: the latent along the arc, truncation and classes along straight lines.
 * @param share how far from the one to the other, 0 to 1
 */
export function recipeBetween(
  from: ImageRecipe,
  to: ImageRecipe,
  share: number,
  { classes: ids, ...context }: LatentContext & { readonly classes: ClassIds },
): ImageRecipe {
  if (share === 0) return from;
  const layers = Object.keys({ ...from.layerClasses, ...to.layerClasses });
  const classesAt = ({ classes, layerClasses }: ImageRecipe, layer: string) => layerClasses[layer] ?? classes;
  const mixed = (a: ImageRecipe["classes"], b: ImageRecipe["classes"]) =>
    ids.length === 0 ? {} : mixedClasses(a, b, share, ids);
  return {
    ...from,
    ...parentOf(from, context, from.noise),
    directions: {},
    own: {},
    psi: (1 - share) * from.psi + share * to.psi,
    classes: mixed(from.classes, to.classes),
    layerClasses: Object.fromEntries(
      layers.map((layer) => [layer, mixed(classesAt(from, layer), classesAt(to, layer))]),
    ),
    breed: { with: parentOf(to, context, from.noise), share, path: "spherical" },
  };
}
