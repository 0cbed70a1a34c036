/**
 * Neighbours of a residual path that are cheaper as one: what stands around a convolution is taken into it. The outputs are those of
 * the layers one by one, but for rounding; there is no backward pass, so this is for networks without gradients.
 */
import type { InnerLayer } from "../../model/formats/manifest";
import type { Extent, WeightStore } from "../tensors/weights";
import type { BuiltLayer, LayerOf, Materials } from "./built-layer";
import { buildConv, type Following } from "./conv";
import { buildUpsampledConv } from "./upsampled-conv";

/** A layer made of the first layers of a list, and how many of them. */
export interface Merged {
  readonly built: BuiltLayer;
  readonly count: number;
}

/**
 * Merges nearest upsampling by 2, a convolution, a norm that is the same for every image, and a ReLU, as far as they follow each
 * other at the beginning of the list; `undefined` where there is nothing to merge.
 * @throws LensError `tensor-missing`, `tensor-shape`, `manifest-field`
 */
export function mergedStart(
  layers: readonly InnerLayer[],
  from: Extent,
  materials: Materials,
): Merged | undefined {
  const [first] = layers;
  const doubled = first !== undefined && isDoubling(first);
  const at = doubled ? 1 : 0;
  const conv = layers.at(at);
  if (conv?.type !== "conv") return undefined;
  const { following, count } = followingOf(layers.slice(at + 1), materials.weights);
  if (doubled) {
    const built = buildUpsampledConv(conv, from, materials, following);
    return built && { built, count: count + 2 };
  }
  return count === 0 ? undefined : { built: buildConv(conv, from, materials, following), count: count + 1 };
}

/** Whether a layer is nearest upsampling by 2. */
export function isDoubling(layer: InnerLayer): boolean {
  return layer.type === "upsample" && layer.factor === 2 && layer.method === "nearest";
}

/** What of the layers after a convolution it can do itself, and how many layers that is. */
function followingOf(
  layers: readonly InnerLayer[],
  weights: WeightStore,
): { following: Following; count: number } {
  const [next] = layers;
  const norm = next?.type === "norm" && isConstant(next, weights) ? next.name : undefined;
  const after = layers.at(norm === undefined ? 0 : 1);
  const relu = after?.type === "activation" && after.function === "relu";
  return { following: { norm, relu }, count: (norm === undefined ? 0 : 1) + (relu ? 1 : 0) };
}

/** Whether a norm is the same for all classes, latents and truncations. */
function isConstant({ name, latent, embedding, statistics }: LayerOf<"norm">, weights: WeightStore): boolean {
  if ([latent, embedding, statistics].some((each) => each !== undefined)) return false;
  return weights.rows(`${name}.scale`) === 1 && weights.rows(`${name}.shift`) === 1;
}
