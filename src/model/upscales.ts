import type { InnerLayer, Layer } from "./formats/manifest";

/** Whether a layer's output has a finer grid than its input. */
export function upscales(layer: Layer | InnerLayer): boolean {
  return layer.type === "upsample" || (layer.type === "deconv" && layer.stride > 1);
}
