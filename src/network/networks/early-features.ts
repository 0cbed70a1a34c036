/** The features that principal directions are taken from. */
import { concat, reshape, split, type Tensor2D, type Tensor4D, tidy } from "@tensorflow/tfjs-core";
import { NO_INTERVENTION } from "../../attention/intervention";
import type { Layer } from "../../model/formats/manifest";
import { attend } from "../attention/site-pass";
import type { buildDense } from "../layers/dense";
import { contextOf, oneHot, uniform } from "../tensors/class-mix";
import type { Stage } from "./stages";

/**
 * Runs the stem and the stages that make the early features, for several latents of one class.
 * @param z [count, latent size]
 * @param label number of their class; absent for a model without classes
 * @returns [count, H * W * C], the caller's to free
 * @throws RangeError for a class that the model does not have
 */
export function earlyFeatures(
  stem: ReturnType<typeof buildDense>,
  stages: readonly Stage[],
  classes: number,
  z: Tensor2D,
  label: number | undefined,
): Tensor2D {
  return tidy(() => {
    const weights = label === undefined ? uniform(classes) : oneHot(classes, label);
    const context = contextOf(weights, classes, z);
    let x = stem.apply(z, context);
    for (const { kind, layer } of stages) {
      if (kind === "layer") x = layer.apply(x, context).y;
      else {
        // Attention is built for one image at a time.
        const each = split(x, z.shape[0]) as Tensor4D[];
        x = concat(each.map((one) => attend(layer, one, undefined, NO_INTERVENTION).y));
      }
    }
    return reshape(x, [z.shape[0], -1]) as Tensor2D;
  });
}

/** How many stages after the stem make the early features. */
export function earlyStages(layers: readonly Layer[]): number {
  const first = (...types: Layer["type"][]) => layers.findIndex(({ type }) => types.includes(type));
  const residual = first("residual");
  return residual < 0 ? first("activation", "tanh", "attention") : residual;
}
