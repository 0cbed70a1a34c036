/** Convolutions of stride 1. */
import { conv2d, fused, mirrorPad, type Tensor1D, type Tensor3D, type Tensor4D } from "@tensorflow/tfjs-core";
import { convolve, isFaster, transformedKernel } from "../kernels/winograd";
import { type Extent, scaledOutputs, type WeightStore } from "../tensors/weights";
import { type BuiltLayer, type LayerOf, type Materials, notDifferentiable, unbuildable } from "./built-layer";

/** What is added on each side of [B, H, W, C]. */
export type Padding = [[number, number], [number, number], [number, number], [number, number]];

export function paddingOf(rows: [number, number], columns: [number, number]): Padding {
  return [[0, 0], rows, columns, [0, 0]];
}

/** Layers after a convolution that it does itself, in this order. There is then no way back. */
export interface Following {
  /** Name of a norm with one row. */
  readonly norm: string | undefined;
  readonly relu: boolean;
}

/** A convolution's numbers, those of a norm after it taken in: OIHW, and one for each output, if there are any. */
export interface ConvNumbers {
  readonly shape: readonly number[];
  readonly kernel: Float32Array;
  readonly bias: Float32Array | undefined;
}

/** @throws LensError `tensor-missing`, `tensor-shape` */
export function convNumbers(
  weights: WeightStore,
  name: string,
  inChannels: number,
  norm: string | undefined,
): ConvNumbers {
  const { shape, data } = weights.raw(`${name}.weight`, [-1, inChannels, -1, -1]);
  const [outs] = shape;
  const bias = weights.has(`${name}.bias`) ? weights.raw(`${name}.bias`, [outs]).data : undefined;
  if (norm === undefined) return { shape, kernel: data, bias };
  const scale = weights.raw(`${norm}.scale`, [1, outs]).data;
  const shift = weights.raw(`${norm}.shift`, [1, outs]).data;
  return {
    shape,
    kernel: scaledOutputs(data, scale),
    bias: shift.map((value, at) => value + (bias ? bias[at] * scale[at] : 0)),
  };
}

/**
 * Builds a convolution; its bias may be absent.
 * @throws LensError `tensor-missing`, `tensor-shape`, `manifest-field`
 */
export function buildConv(
  layer: LayerOf<"conv">,
  from: Extent,
  { weights }: Materials,
  following?: Following,
): BuiltLayer {
  const { name, padding } = layer;
  const numbers = convNumbers(weights, name, from.channels, following?.norm);
  const [channels, , kernelHeight, kernelWidth] = numbers.shape;
  const grow = 2 * padding + 1;
  const out = {
    channels,
    height: from.height + grow - kernelHeight,
    width: from.width + grow - kernelWidth,
  };
  if (out.height < 1 || out.width < 1) throw unbuildable(name, "its kernel is larger than what it reads");
  const relu = following?.relu === true;

  if (layer.border === "reflect" && padding > 0) {
    if (padding >= Math.min(from.height, from.width)) {
      throw unbuildable(name, "less lies inside the border than its padding reflects");
    }
    const around = paddingOf([padding, padding], [padding, padding]);
    const convolved = plain(weights, numbers, 0, relu);
    return {
      out,
      apply: (x) => ({
        y: convolved(mirrorPad(x, around, "reflect")),
        backward: notDifferentiable("a convolution with reflected borders"),
      }),
    };
  }

  // Made when a gradient is first wanted: a generator's never is.
  let turned: Tensor4D | undefined;
  const [rows, columns] = [kernelHeight - 1 - padding, kernelWidth - 1 - padding];
  /**
   * The gradient by the input is a convolution, too, with the flipped kernel. The backends' own kernels for it come to the same; that of
   * WASM takes five times as long.
   */
  const backward = (dy: Tensor4D): Tensor4D => {
    turned ??= weights.turnedKernel(`${name}.weight`, from.channels);
    return conv2d(dy, turned, 1, paddingOf([rows, rows], [columns, columns]));
  };
  const back = following ? notDifferentiable("a convolution that does the layers after it") : backward;
  const usual = kernelHeight === 3 && kernelWidth === 3 && padding === 1;
  const convolved =
    usual && isFaster(from, channels)
      ? transformed(weights, numbers, relu)
      : plain(weights, numbers, padding, relu);
  return { out, apply: (x) => ({ y: convolved(x), backward: back }) };
}

type Convolved = (x: Tensor4D) => Tensor4D;

/** By the backend's own convolution. */
function plain(weights: WeightStore, numbers: ConvNumbers, pad: number, relu: boolean): Convolved {
  const filter = weights.uploadKernel(numbers.kernel, numbers.shape);
  const bias = numbers.bias && weights.upload(numbers.bias, [numbers.bias.length]);
  const activation = relu ? "relu" : "linear";
  return (x) => fused.conv2d({ x, filter, strides: 1, pad, activation, ...(bias && { bias }) });
}

/** By ours. */
function transformed(weights: WeightStore, { shape, kernel, bias }: ConvNumbers, relu: boolean): Convolved {
  const [outs, ins] = shape;
  const layer = {
    kernel: weights.upload(transformedKernel(kernel, outs, ins), [16, ins, outs]) as Tensor3D,
    bias: weights.upload(bias ?? new Float32Array(outs), [outs]) as Tensor1D,
    relu,
  };
  return (x) => convolve(x, layer);
}
