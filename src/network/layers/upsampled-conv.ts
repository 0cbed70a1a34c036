/**
 * Nearest upsampling by 2 and a 3x3 convolution in one. Of the nine cells that the convolution reads, those that are copies of one
 * source cell share it, so that each of the four phases of the output (even and odd rows and columns) is a 2x2 convolution of the
 * source with sums of the kernel's taps: 4/9 of the multiplications.
 *
 * A convolution makes both column phases of one row phase, as channels: for a place between source cells x - 1 and x, output columns
 * 2x - 1 and 2x, which lie beside each other in memory as they do in the output. So only rows have to be interleaved, and the columns
 * beyond both ends left out (`grid-moves.ts`).
 */
import {
  engine,
  fused,
  getBackend,
  getKernel,
  type Tensor1D,
  type Tensor3D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import { CONVOLVE_UPSAMPLED } from "../kernels/kernel-names";
import type { Extent } from "../tensors/weights";
import { type BuiltLayer, type LayerOf, type Materials, notDifferentiable } from "./built-layer";
import { convNumbers, type Following, paddingOf } from "./conv";
import { interleavedRows } from "./grid-moves";

/** Which taps of three read the source cell before and the one after, for the first or second of two phases. */
const TAPS = { even: [[0], [1, 2]], odd: [[0, 1], [2]] } as const;
type Phase = keyof typeof TAPS;

const NO_BACKWARD = notDifferentiable("a convolution that does the upsampling before it");

/** Whether the current backend has a kernel of our own for it (`kernels/lens.ts`), which takes these extents. */
function isCompiled({ width }: Extent, outs: number): boolean {
  return getKernel(CONVOLVE_UPSAMPLED, getBackend()) !== undefined && width % 4 === 0 && outs % 8 === 0;
}

/**
 * Builds it; `undefined` for a convolution of another kind than 3x3 with one row of zeros beyond the border.
 * @param from extent before the upsampling
 * @throws LensError `tensor-missing`, `tensor-shape`
 */
export function buildUpsampledConv(
  layer: LayerOf<"conv">,
  from: Extent,
  { weights }: Materials,
  following: Following,
): BuiltLayer | undefined {
  if (layer.padding !== 1 || layer.border === "reflect") return undefined;
  const { shape, kernel, bias } = convNumbers(weights, layer.name, from.channels, following.norm);
  const [channels, ins, ...size] = shape;
  if (size.some((side) => side !== 3)) return undefined;
  const out = { channels, height: 2 * from.height, width: 2 * from.width };
  const numbers = { kernel, bias, channels, ins };
  const apply = isCompiled(from, channels)
    ? compiled(weights, numbers, following.relu)
    : inPhases(weights, numbers, following.relu);
  return { out, apply: (x) => ({ y: apply(x), backward: NO_BACKWARD }) };
}

interface UpsampledNumbers {
  /** 3x3, OIHW */
  readonly kernel: Float32Array;
  readonly bias: Float32Array | undefined;
  readonly channels: number;
  readonly ins: number;
}

// Two functions, so that what they return holds on to what was uploaded and not to the numbers.

/** By the compiled kernel. */
function compiled(
  weights: Materials["weights"],
  { kernel, bias, channels, ins }: UpsampledNumbers,
  relu: boolean,
): (x: Tensor4D) => Tensor4D {
  const packed = weights.upload(packedKernel(kernel, channels, ins), [16, ins, channels]) as Tensor3D;
  const offsets = weights.upload(bias ?? new Float32Array(channels), [channels]) as Tensor1D;
  return (x) => engine().runKernel(CONVOLVE_UPSAMPLED, { x, kernel: packed, bias: offsets }, { relu });
}

/** By the backend's own convolutions. */
function inPhases(
  weights: Materials["weights"],
  numbers: UpsampledNumbers,
  relu: boolean,
): (x: Tensor4D) => Tensor4D {
  const phases = [
    { filter: uploadPhase(weights, numbers, "even"), pad: paddingOf([1, 0], [1, 1]) },
    { filter: uploadPhase(weights, numbers, "odd"), pad: paddingOf([0, 1], [1, 1]) },
  ];
  const both = numbers.bias && (weights.upload(twice(numbers.bias), [2 * numbers.channels]) as Tensor1D);
  const activation = relu ? "relu" : "linear";
  return (x) => {
    const [even, odd] = phases.map(({ filter, pad }) =>
      fused.conv2d({ x, filter, strides: 1, pad, activation, ...(both && { bias: both }) }),
    );
    return interleavedRows(even, odd);
  };
}

function uploadPhase(
  weights: Materials["weights"],
  { kernel, channels, ins }: UpsampledNumbers,
  rows: Phase,
): Tensor4D {
  return weights.upload(phaseKernel(kernel, channels, ins, rows), [2, 2, ins, 2 * channels]) as Tensor4D;
}

/**
 * The 2x2 kernel of one phase of rows, [2, 2, ins, 2 * outs]: first the outputs of odd columns, then those of even ones.
 * @param kernel 3x3, OIHW
 */
export function phaseKernel(kernel: Float32Array, outs: number, ins: number, rows: Phase): Float32Array {
  const made = new Float32Array(4 * ins * 2 * outs);
  const taps = (["odd", "even"] as const).map((columns) => tapsOf(rows, columns));
  inMemoryOrder(outs, ins, (o, i, from) => {
    for (let phase = 0; phase < 2; phase++) {
      for (let place = 0; place < 4; place++) {
        made[((place * ins + i) * 2 + phase) * outs + o] = sumOf(kernel, from, taps[phase][place]);
      }
    }
  });
  return made;
}

/** Outputs that lie beside each other for the compiled kernel. */
const LANES = 8;

/**
 * The four 2x2 kernels as the compiled kernel reads them: [2 (rows), 2 (columns), outs / 8, 2, 2, ins, 8].
 * @param kernel 3x3, OIHW; outs a multiple of 8
 */
export function packedKernel(kernel: Float32Array, outs: number, ins: number): Float32Array {
  const made = new Float32Array(16 * ins * outs);
  const taps = (["even", "odd"] as const).flatMap((rows) =>
    (["even", "odd"] as const).map((columns) => tapsOf(rows, columns)),
  );
  const blocks = outs / LANES;
  inMemoryOrder(outs, ins, (o, i, from) => {
    const block = Math.floor(o / LANES);
    for (let phase = 0; phase < 4; phase++) {
      for (let place = 0; place < 4; place++) {
        const at = (((phase * blocks + block) * 4 + place) * ins + i) * LANES + (o % LANES);
        made[at] = sumOf(kernel, from, taps[phase][place]);
      }
    }
  });
  return made;
}

/** For each of the 2x2 places of a phase, which of the nine taps read it. */
function tapsOf(rows: Phase, columns: Phase): readonly (readonly number[])[] {
  return [0, 1, 2, 3].map((place) =>
    TAPS[rows][place >> 1].flatMap((row) => TAPS[columns][place & 1].map((column) => 3 * row + column)),
  );
}

function sumOf(kernel: Float32Array, from: number, taps: readonly number[]): number {
  let sum = 0;
  for (const tap of taps) sum += kernel[from + tap];
  return sum;
}

/**
 * Visits each pair of an output and an input of a 3x3 OIHW kernel. Few outputs at a time, so that both what is read and what is written
 * lies close together: across all outputs, a large kernel takes three times as long.
 */
function inMemoryOrder(
  outs: number,
  ins: number,
  visit: (output: number, input: number, from: number) => void,
): void {
  for (let block = 0; block < outs; block += LANES) {
    const end = Math.min(outs, block + LANES);
    for (let i = 0; i < ins; i++) {
      for (let o = block; o < end; o++) visit(o, i, (o * ins + i) * 9);
    }
  }
}

function twice(values: Float32Array): Float32Array {
  const both = new Float32Array(2 * values.length);
  both.set(values);
  both.set(values, values.length);
  return both;
}
