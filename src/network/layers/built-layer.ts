/** What a built layer is, what it is built from, and what a pass gives it. */
import { type Tensor2D, type Tensor4D, tidy } from "@tensorflow/tfjs-core";
import { LensError } from "../../model/errors";
import type { Layer } from "../../model/formats/manifest";
import type { Extent, WeightStore } from "../tensors/weights";

/** What the whole pass shares. */
export interface PassContext {
  /** Weights over the classes, each row summing to 1; `[[1]]` where the model has none. [1, K] for all images alike, or [B, K]. */
  readonly classWeights: Tensor2D;
  /** The same numbers on the main memory, row by row: an embedding is mixed there. */
  readonly weights: Float32Array;
  /** z, [B, latent size]; absent in a discriminator. */
  readonly latent?: Tensor2D;
  /** Truncation psi, whose statistics norms use that have them for several; 1 where absent. */
  readonly truncation?: number;
}

/** A layer's output, and its backward pass. */
export interface Applied {
  readonly y: Tensor4D;
  /**
   * The gradient by the layer's input, from that by its output. In the same `tidy` as the pass itself.
   * @throws Error for a layer that only generators have
   */
  backward(dy: Tensor4D): Tensor4D;
}

/** A built layer. */
export interface BuiltLayer {
  readonly out: Extent;
  apply(x: Tensor4D, context: PassContext): Applied;
}

/** What layers are built from. */
export interface Materials {
  readonly weights: WeightStore;
  /** Entries of z; absent in a discriminator, which has none. */
  readonly latentSize?: number;
  /** No gradients are needed: neighbours may be merged. */
  readonly withoutGradients?: boolean;
}

export type LayerOf<T extends Layer["type"]> = Extract<Layer, { type: T }>;

/** For layers that need no backward pass: gradients are those of discriminators, which lack such layers. */
export function notDifferentiable(layer: string): () => never {
  return () => {
    throw new Error(`no gradient goes through ${layer}`);
  };
}

/** @returns LensError `manifest-field` for a named layer that cannot be built as the manifest has it */
export function unbuildable(name: string, problem: string): LensError {
  return new LensError("manifest-field", { where: "model.json", path: `layer ${name}`, problem });
}

/**
 * What a layer makes of x, for passes without gradients: whatever it made on the way is freed, and x with it.
 * @param stays whether x is needed after it
 */
export function advanced(x: Tensor4D, stays: boolean, layer: (x: Tensor4D) => Tensor4D): Tensor4D {
  const y = tidy(() => layer(x));
  if (y !== x && !stays) x.dispose();
  return y;
}
