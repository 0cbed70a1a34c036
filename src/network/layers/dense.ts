/** The first layer of a generator: latents to activations. */
import { add, matMul, reshape, type Tensor2D, type Tensor4D } from "@tensorflow/tfjs-core";
import { mixed } from "../tensors/class-table";
import { byClass } from "../tensors/embedding";
import { latentPartOf } from "../tensors/latent-part";
import type { Extent } from "../tensors/weights";
import { type LayerOf, type Materials, type PassContext, unbuildable } from "./built-layer";

export interface BuiltDense {
  readonly out: Extent;
  /**
   * Activations [B, H, W, C] of latents [B, L].
   * @param context its class weights are read where the bias is a class table
   */
  apply(z: Tensor2D, context: PassContext): Tensor4D;
}

/**
 * Builds the first layer. Its bias may be absent, a vector [outputs], or a class table [K, outputs]; with an embedding, what its class
 * adds is a matrix times its row.
 * @throws LensError `tensor-missing`, `tensor-shape`, `manifest-field`
 */
export function buildDense(layer: LayerOf<"dense">, { weights, latentSize }: Materials): BuiltDense {
  const [channels, height, width] = layer.shape;
  if (layer.shape.length !== 3) {
    throw unbuildable(layer.name, "the first dense layer's shape must be [channels, height, width]");
  }
  const out = { channels, height, width };
  const part = latentPartOf(layer.name, layer.latent, latentSize);
  const { weight, bias } = weights.denseToExtent(layer.name, part.size, out);
  const ofClass =
    layer.embedding === undefined
      ? undefined
      : byClass(weights, layer.embedding, (entries) =>
          weights.matrixToExtent(`${layer.name}.biasClass`, entries, out),
        );
  return {
    out,
    apply: (z, context) => {
      const product = matMul(part.of(z), weight);
      const sum = bias ? add(product, mixed(bias, context)) : product;
      const activations = ofClass ? add(sum, ofClass(context)) : sum;
      return reshape(activations, [-1, height, width, channels]) as Tensor4D;
    },
  };
}
