/** Layers that change the resolution and have no weights. */
import { avgPool, div, mul, type Tensor4D, image as tfImage } from "@tensorflow/tfjs-core";
import type { Extent } from "../tensors/weights";
import { type BuiltLayer, type LayerOf, notDifferentiable } from "./built-layer";

/** Upsampling: each cell repeated, or cells mixed by distance as PyTorch does with `align_corners=False`. */
export function buildUpsample({ factor, method }: LayerOf<"upsample">, from: Extent): BuiltLayer {
  const out = { ...from, height: from.height * factor, width: from.width * factor };
  if (method === "bilinear") {
    return {
      out,
      apply: (x) => ({
        y: tfImage.resizeBilinear(x, [out.height, out.width], false, true),
        backward: notDifferentiable("bilinear upsampling"),
      }),
    };
  }
  return {
    out,
    apply: (x) => ({ y: spread(x, out), backward: (dy) => mul(averaged(dy, factor), factor ** 2) }),
  };
}

/** Means of patches. */
export function buildAveragePool({ factor }: LayerOf<"averagePool">, from: Extent): BuiltLayer {
  const out = { ...from, height: from.height / factor, width: from.width / factor };
  return {
    out,
    apply: (x) => ({ y: averaged(x, factor), backward: (dy) => div(spread(dy, from), factor ** 2) }),
  };
}

/** Nearest upsampling to an extent. */
function spread(x: Tensor4D, { height, width }: Extent): Tensor4D {
  return tfImage.resizeNearestNeighbor(x, [height, width]);
}

/** Means of patches of factor x factor cells. */
function averaged(x: Tensor4D, factor: number): Tensor4D {
  return avgPool(x, factor, factor, "valid");
}
