/**
 * The layers of a manifest as functions on tensors. Each is built once (weights looked up, shapes checked and followed
 * through the network) and then applied to activations, [B, H, W, C], of one class: a picture is B = 1.
 */
import {
  add,
  avgPool,
  fused,
  matMul,
  mul,
  relu,
  reshape,
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

/** A built layer. */
export interface BuiltLayer {
  readonly out: Extent;
  apply(x: Tensor4D, context: PassContext): Tensor4D;
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
      return { out: from, apply: (x) => relu(x) };
    case "tanh":
      return { out: from, apply: (x) => tanh(x) };
    case "upsample": {
      const out = { ...from, height: from.height * layer.factor, width: from.width * layer.factor };
      const size: [number, number] = [out.height, out.width];
      return { out, apply: (x) => tfImage.resizeNearestNeighbor(x, size) };
    }
    case "averagePool": {
      const out = { ...from, height: from.height / layer.factor, width: from.width / layer.factor };
      return { out, apply: (x) => avgPool(x, layer.factor, layer.factor, "valid") };
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
  const grow = 2 * layer.padding + 1;
  const out = {
    channels,
    height: from.height + grow - kernelHeight,
    width: from.width + grow - kernelWidth,
  };
  return {
    out,
    apply: (x) => fused.conv2d({ x, filter, strides: 1, pad: layer.padding, ...(bias && { bias }) }),
  };
}

/** y = scale * x + shift, per channel; both are tables [classes, C], mixed by the class weights. */
function buildNorm(layer: LayerOf<"norm">, from: Extent, weights: WeightStore): BuiltLayer {
  const scale = weights.table(`${layer.name}.scale`, from.channels);
  const shift = weights.table(`${layer.name}.shift`, from.channels);
  const mix = (table: Tensor2D, { classWeights }: PassContext): Tensor =>
    table.shape[0] === 1 ? table : matMul(classWeights, table);
  return {
    out: from,
    apply: (x, context) => add(mul(x, mix(scale, context)), mix(shift, context)) as Tensor4D,
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
    apply: (x, context) => add(main.apply(x, context), shortcut.apply(x, context)) as Tensor4D,
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
    apply: (x, context) => built.reduce((activation, next) => next.apply(activation, context), x),
  };
}
