/**
 * Transposed convolutions, without TensorFlow.js's own: that takes four to seven times as long on WASM.
 *
 * With stride 1, one is a convolution with the flipped kernel. With stride 2, every second output reads every second tap of the kernel
 * only, so that each of the four kinds of outputs (even or odd row, even or odd column) is a small convolution at the low resolution;
 * their outputs are then interleaved. (Measured on WASM from 4x4x512 to 32x32x128: 0.3 to 0.9 times one convolution of the input with
 * zeros in between.)
 */
import { concat, conv2d, fused, reshape, slice, type Tensor1D, type Tensor4D } from "@tensorflow/tfjs-core";
import type { Extent } from "../tensors/weights";
import { type BuiltLayer, type LayerOf, type Materials, unbuildable } from "./built-layer";
import { type Padding, paddingOf } from "./conv";

/** Every second output along one axis: which taps of the kernel it reads, and with how much padding. */
export interface Phase {
  /** Its first tap; then every second one. */
  readonly first: number;
  readonly padding: [number, number];
}

/**
 * The even (0) or odd (1) outputs of a transposed convolution of stride 2 along one axis. Output 2m + r gets tap k from input
 * (2m + r + p - k) / 2: taps of one parity, from falling inputs.
 * @param size of the input
 * @param count how many outputs of this phase there are
 */
export function phaseOf(r: 0 | 1, size: number, count: number, kernel: number, padding: number): Phase {
  const first = (r + padding) % 2;
  const taps = Math.ceil((kernel - first) / 2);
  const before = taps - 1 - (r + padding - first) / 2;
  return { first, padding: [before, count - size - before + taps - 1] };
}

/**
 * Builds a transposed convolution, weights [in, out, kh, kw]; its bias may be absent.
 * @throws LensError `tensor-missing`, `tensor-shape`; `manifest-field` where its padding takes away more than its kernel gives,
 * or its kernel leaves gaps
 */
export function buildDeconv(layer: LayerOf<"deconv">, from: Extent, materials: Materials): BuiltLayer {
  const { name, stride, padding } = layer;
  const { weights } = materials;
  const { shape } = weights.raw(`${name}.weight`, [from.channels, -1, -1, -1]);
  const [, channels, kernelHeight, kernelWidth] = shape;
  if (Math.min(kernelHeight, kernelWidth) < stride) {
    throw unbuildable(name, "its kernel is smaller than its stride and would leave gaps");
  }
  const extent = (size: number, kernel: number) => (size - 1) * stride + kernel - 2 * padding;
  const out = {
    channels,
    height: extent(from.height, kernelHeight),
    width: extent(from.width, kernelWidth),
  };
  if (out.height < 1 || out.width < 1) throw unbuildable(name, "its padding leaves nothing of its output");
  const bias = weights.optionalVector(`${name}.bias`, channels);
  const apply =
    stride === 1
      ? turned(layer, out, materials, bias, [kernelHeight, kernelWidth])
      : interleaved(layer, from, out, materials, bias, [kernelHeight, kernelWidth]);
  // Made when a gradient is first wanted: a generator's never is.
  let back: Tensor4D | undefined;
  /** The gradient by the input is the convolution that this one is the transpose of: [in, out] are its outputs and inputs. */
  const backward = (dy: Tensor4D): Tensor4D => {
    back ??= weights.kernel(`${name}.weight`, channels);
    return conv2d(dy, back, stride, padding);
  };
  return { out, apply: (x) => ({ y: apply(x), backward }) };
}

type Convolve = (x: Tensor4D) => Tensor4D;

/** Stride 1. @throws LensError `manifest-field` */
function turned(
  { name, padding }: LayerOf<"deconv">,
  out: Extent,
  { weights }: Materials,
  bias: Tensor1D | undefined,
  [kernelHeight, kernelWidth]: readonly [number, number],
): Convolve {
  const [rows, columns] = [kernelHeight - 1 - padding, kernelWidth - 1 - padding];
  if (rows < 0 || columns < 0) throw tooMuchPadding(name);
  const filter = weights.turnedKernel(`${name}.weight`, out.channels);
  const pad = paddingOf([rows, rows], [columns, columns]);
  return (x) => fused.conv2d({ x, filter, strides: 1, pad, ...(bias && { bias }) });
}

/** Stride 2. @throws LensError `manifest-field` */
function interleaved(
  { name, padding }: LayerOf<"deconv">,
  from: Extent,
  out: Extent,
  { weights }: Materials,
  bias: Tensor1D | undefined,
  [kernelHeight, kernelWidth]: readonly [number, number],
): Convolve {
  // Where the output has an odd size, one row or column too many is made, so that both phases are alike, and cut off.
  const [halfHeight, halfWidth] = [Math.ceil(out.height / 2), Math.ceil(out.width / 2)];
  const phases = ([0, 1] as const).map((row) =>
    ([0, 1] as const).map((column) => {
      const rows = phaseOf(row, from.height, halfHeight, kernelHeight, padding);
      const columns = phaseOf(column, from.width, halfWidth, kernelWidth, padding);
      const pad = paddingOf(rows.padding, columns.padding);
      if (pad.flat().some((count) => count < 0)) throw tooMuchPadding(name);
      const taps = { row: rows.first, column: columns.first, step: 2 };
      const filter = weights.turnedKernel(`${name}.weight`, out.channels, taps);
      return { filter, pad };
    }),
  );
  const convolved = (x: Tensor4D, { filter, pad }: { filter: Tensor4D; pad: Padding }) =>
    fused.conv2d({ x, filter, strides: 1, pad, ...(bias && { bias }) });
  return (x) => {
    const [images] = x.shape;
    // Side by side along the last axis is one after the other along the axis before it.
    const rows = phases.map((row) =>
      reshape(
        concat(
          row.map((phase) => convolved(x, phase)),
          3,
        ),
        [images, halfHeight, 1, 2 * halfWidth * out.channels],
      ),
    );
    const all = reshape(concat(rows, 2), [images, 2 * halfHeight, 2 * halfWidth, out.channels]) as Tensor4D;
    const whole = out.height === 2 * halfHeight && out.width === 2 * halfWidth;
    return whole ? all : slice(all, [0, 0, 0, 0], [images, out.height, out.width, out.channels]);
  };
}

function tooMuchPadding(name: string) {
  return unbuildable(name, "it has more padding than its kernel has room for");
}
