/** Normalisation: scale and shift per channel, its statistics folded in or taken by the truncation. */
import { add, matMul, mul, sub, type Tensor2D, type Tensor4D } from "@tensorflow/tfjs-core";
import { mixed, perChannel } from "../tensors/class-table";
import { byClass } from "../tensors/embedding";
import { latentPartOf } from "../tensors/latent-part";
import { statisticsByTruncation } from "../tensors/norm-statistics";
import type { Extent } from "../tensors/weights";
import type { BuiltLayer, LayerOf, Materials, PassContext } from "./built-layer";

/**
 * y = scale * x + shift, per channel. Both are tables [K, C], mixed by the class weights; where the layer reads a part of z,
 * z_part times `NAME.scaleLatent` (`NAME.shiftLatent`) transposed is added to them (hierarchical latents, Brock et al. 2019,
 * arXiv:1809.11096, appendix B). With an embedding, what the class adds is a matrix times
 * its row. With statistics of its own, x is first made (x - mean) / sqrt(variance + epsilon) with those of the pass's
 * truncation.
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
    const ofClass =
      layer.embedding === undefined
        ? undefined
        : byClass(weights, layer.embedding, (entries) =>
            weights.matrix(`${layer.name}.${of}Class`, from.channels, entries),
          );
    return (context: PassContext): Tensor2D => {
      const own = mixed(table, context);
      const rows = ofClass ? add<Tensor2D>(own, ofClass(context)) : own;
      const { latent } = context;
      return part && byLatent && latent ? add(rows, matMul(part.of(latent), byLatent)) : rows;
    };
  };
  const scale = factor("scale");
  const shift = factor("shift");
  const statistics =
    layer.statistics && statisticsByTruncation(weights, layer.name, from.channels, layer.statistics.epsilon);
  /** Factor and summand of x, as numbers for each channel. */
  const applied = (context: PassContext) => {
    const [gain, bias] = [scale(context), shift(context)];
    if (!statistics) return [perChannel(gain), perChannel(bias)];
    const { mean, inverse } = statistics(context.truncation ?? 1);
    const scales: Tensor2D = mul(gain, inverse);
    return [perChannel(scales), perChannel(sub(bias, mul(mean, scales)))];
  };
  return {
    out: from,
    apply: (x, context) => {
      const [scales, shifts] = applied(context);
      return {
        y: add(mul(x, scales), shifts) as Tensor4D,
        backward: (dy) => mul(dy, scales) as Tensor4D,
      };
    },
  };
}
