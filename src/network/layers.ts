/**
 * The layers of a manifest as functions on tensors. Each is built once (weights looked up, shapes checked and followed
 * through the network) and then applied to activations, [B, H, W, C], of one class: a picture is B = 1.
 *
 * Gradients by a layer's input are written here rather than left to TensorFlow.js: a pass back through a network needs no others,
 * and those of TensorFlow.js would also want the weights' own, for which its WASM backend lacks kernels.
 */
import {
  add,
  avgPool,
  conv2d,
  div,
  fused,
  matMul,
  mul,
  relu,
  reshape,
  square,
  step,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tanh,
  image as tfImage,
} from "@tensorflow/tfjs-core";
import { LensError } from "../model/errors";
import type { InnerLayer, Layer } from "../model/manifest";
import type { Extent, WeightStore } from "./weights";

/** What the whole pass shares. */
export interface PassContext {
  /** Weights over the classes, [1, K], summing to 1; `[[1]]` where the model has none. */
  readonly classWeights: Tensor2D;
}

/** A layer's output, and the way back. */
export interface Applied {
  readonly y: Tensor4D;
  /** The gradient by the layer's input, from that by its output. In the same `tidy` as the pass itself. */
  pull(dy: Tensor4D): Tensor4D;
}

/** A built layer. */
export interface BuiltLayer {
  readonly out: Extent;
  apply(x: Tensor4D, context: PassContext): Applied;
}

type LayerOf<T extends Layer["type"]> = Extract<Layer, { type: T }>;

/**
 * Builds one layer that keeps to its own activation (all but `dense`, `attention`).
 * @param from extent of its input
 * @throws LensError `tensor-missing`, `tensor-shape`, `manifest-field`
 */
export function buildLayer(
  layer: InnerLayer | LayerOf<"residual" | "tanh">,
  from: Extent,
  weights: WeightStore,
): BuiltLayer {
  switch (layer.type) {
    case "conv":
      return buildConv(layer, from, weights);
    case "norm":
      return buildNorm(layer, from, weights);
    case "activation":
      return { out: from, apply: (x) => ({ y: relu(x), pull: (dy) => mul(dy, step(x)) }) };
    case "tanh":
      return { out: from, apply: applyTanh };
    case "upsample": {
      const { factor } = layer;
      const out = { ...from, height: from.height * factor, width: from.width * factor };
      return {
        out,
        apply: (x) => ({ y: spread(x, out), pull: (dy) => mul(averaged(dy, factor), factor ** 2) }),
      };
    }
    case "averagePool": {
      const { factor } = layer;
      const out = { ...from, height: from.height / factor, width: from.width / factor };
      return {
        out,
        apply: (x) => ({ y: averaged(x, factor), pull: (dy) => div(spread(dy, from), factor ** 2) }),
      };
    }
    case "residual":
      return buildResidual(layer, from, weights);
  }
}

/** The first layer: latents [B, L] to activations [B, H, W, C]. */
export function buildDense(
  layer: LayerOf<"dense">,
  inputs: number,
  weights: WeightStore,
): { out: Extent; apply(z: Tensor2D): Tensor4D } {
  const [channels, height, width] = layer.shape;
  if (layer.shape.length !== 3) {
    throw new LensError("manifest-field", {
      where: "model.json",
      path: `layer ${layer.name}`,
      problem: "the first dense layer's shape must be [channels, height, width]",
    });
  }
  const out = { channels, height, width };
  const { weight, bias } = weights.denseToExtent(layer.name, inputs, out);
  return {
    out,
    apply: (z) => reshape(add(matMul(z, weight), bias), [-1, height, width, channels]) as Tensor4D,
  };
}

function buildConv(layer: LayerOf<"conv">, from: Extent, weights: WeightStore): BuiltLayer {
  const filter = weights.kernel(`${layer.name}.weight`, from.channels);
  const [kernelHeight, kernelWidth, , channels] = filter.shape;
  const biasName = `${layer.name}.bias`;
  const bias = weights.has(biasName) ? weights.vector(biasName, channels) : undefined;
  // Made when a gradient is first wanted: a generator's never is.
  let turned: Tensor4D | undefined;
  const [rows, columns] = [kernelHeight - 1 - layer.padding, kernelWidth - 1 - layer.padding];
  /**
   * The gradient by the input is a convolution, too, with the turned kernel. The backends' own kernels for it come to the same; that of
   * WASM takes five times as long.
   */
  const pull = (dy: Tensor4D): Tensor4D => {
    turned ??= weights.turnedKernel(`${layer.name}.weight`, from.channels);
    return conv2d(dy, turned, 1, [
      [0, 0],
      [rows, rows],
      [columns, columns],
      [0, 0],
    ]);
  };
  const grow = 2 * layer.padding + 1;
  const out = {
    channels,
    height: from.height + grow - kernelHeight,
    width: from.width + grow - kernelWidth,
  };
  return {
    out,
    apply: (x) => ({
      y: fused.conv2d({ x, filter, strides: 1, pad: layer.padding, ...(bias && { bias }) }),
      pull,
    }),
  };
}

function applyTanh(x: Tensor4D): Applied {
  const y = tanh(x);
  return { y, pull: (dy) => mul(dy, sub(1, square(y))) };
}

/** Nearest upsampling to an extent. */
function spread(x: Tensor4D, { height, width }: Extent): Tensor4D {
  return tfImage.resizeNearestNeighbor(x, [height, width]);
}

/** Means of patches of factor x factor cells. */
function averaged(x: Tensor4D, factor: number): Tensor4D {
  return avgPool(x, factor, factor, "valid");
}

/** y = scale * x + shift, per channel; both are tables [classes, C], mixed by the class weights. */
function buildNorm(layer: LayerOf<"norm">, from: Extent, weights: WeightStore): BuiltLayer {
  const scale = weights.table(`${layer.name}.scale`, from.channels);
  const shift = weights.table(`${layer.name}.shift`, from.channels);
  const mix = (table: Tensor2D, { classWeights }: PassContext): Tensor =>
    table.shape[0] === 1 ? table : matMul(classWeights, table);
  return {
    out: from,
    apply: (x, context) => {
      const scales = mix(scale, context);
      return {
        y: add(mul(x, scales), mix(shift, context)) as Tensor4D,
        pull: (dy) => mul(dy, scales) as Tensor4D,
      };
    },
  };
}

function buildResidual(layer: LayerOf<"residual">, from: Extent, weights: WeightStore): BuiltLayer {
  const main = buildSequence(layer.main, from, weights);
  const shortcut = buildSequence(layer.shortcut, from, weights);
  const [a, b] = [main.out, shortcut.out];
  if (a.channels !== b.channels || a.height !== b.height || a.width !== b.width) {
    const say = (e: Extent) => `${e.channels} x ${e.height} x ${e.width}`;
    throw new LensError("manifest-field", {
      where: "model.json",
      path: "residual",
      problem: `its main path ends at ${say(a)} and its shortcut at ${say(b)}; they must be alike to be added`,
    });
  }
  return {
    out: a,
    apply: (x, context) => {
      const [long, short] = [main.apply(x, context), shortcut.apply(x, context)];
      return {
        y: add(long.y, short.y) as Tensor4D,
        pull: (dy) => add(long.pull(dy), short.pull(dy)) as Tensor4D,
      };
    },
  };
}

function buildSequence(layers: readonly InnerLayer[], from: Extent, weights: WeightStore): BuiltLayer {
  const built: BuiltLayer[] = [];
  let out = from;
  for (const layer of layers) {
    const next = buildLayer(layer, out, weights);
    built.push(next);
    out = next.out;
  }
  return {
    out,
    apply: (x, context) =>
      built.reduce<Applied>(
        (before, next) => {
          const { y, pull } = next.apply(before.y, context);
          return { y, pull: (dy) => before.pull(pull(dy)) };
        },
        { y: x, pull: (dy) => dy },
      ),
  };
}
