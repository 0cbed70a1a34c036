/** Normalisation with its statistics folded in: scale and shift per channel. */
import { add, matMul, mul, type Tensor2D, type Tensor4D } from "@tensorflow/tfjs-core";
import { mixed, perChannel } from "../tensors/class-table";
import { latentPartOf } from "../tensors/latent-part";
import type { Extent } from "../tensors/weights";
import type { BuiltLayer, LayerOf, Materials, PassContext } from "./built-layer";

/**
 * y = scale * x + shift, per channel. Both are tables [K, C], mixed by the class weights; where the layer reads a part of z,
 * z_part times `NAME.scaleLatent` (`NAME.shiftLatent`) transposed is added to them (hierarchical latents, Brock et al. 2019,
 * arXiv:1809.11096, appendix B).
 * @throws LensError `tensor-missing`, `tensor-shape`, `manifest-field`
 */
export function buildNorm(
  layer: LayerOf<"norm">,
  from: Extent,
  { weights, latentSize }: Materials,
): BuiltLayer {
  const part = layer.latent && latentPartOf(layer.name, layer.latent, latentSize);
  const factor = (of: "scale" | "shift") => {
    const table = weights.table(`${layer.name}.${of}`, from.channels);
    const byLatent = part && weights.matrix(`${layer.name}.${of}Latent`, from.channels, part.size);
    return (context: PassContext) => {
      const rows = mixed(table, context);
      const { latent } = context;
      return perChannel(
        part && byLatent && latent ? (add(rows, matMul(part.of(latent), byLatent)) as Tensor2D) : rows,
      );
    };
  };
  const scale = factor("scale");
  const shift = factor("shift");
  return {
    out: from,
    apply: (x, context) => {
      const scales = scale(context);
      return {
        y: add(mul(x, scales), shift(context)) as Tensor4D,
        backward: (dy) => mul(dy, scales) as Tensor4D,
      };
    },
  };
}
