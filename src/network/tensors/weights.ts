/**
 * From a file's tensors (PyTorch layout) to tensors on the backend (TensorFlow.js layout). Looks up by name, checks shapes,
 * and owns what it uploads.
 */
import {
  type Tensor as BackendTensor,
  keep,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor,
} from "@tensorflow/tfjs-core";
import { LensError } from "../../model/errors";
import type { Tensor } from "../../model/formats/safetensors";

/** The extent of one activation, without the batch: always one image at a time. */
export interface Extent {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** Looks tensors up in a weights file and uploads them; `dispose` frees all that was uploaded. */
export class WeightStore {
  #file: ReadonlyMap<string, Tensor>;
  readonly #where: string;
  readonly #uploaded: BackendTensor[] = [];
  readonly #embeddings = new Map<string, { shape: readonly number[]; data: Float32Array }>();

  /** @param where the file's name, for errors */
  constructor(file: ReadonlyMap<string, Tensor>, where: string) {
    this.#file = file;
    this.#where = where;
  }

  has(name: string): boolean {
    return this.#file.has(name);
  }

  /** Length of a tensor's first axis; `undefined` where there is no such tensor. */
  rows(name: string): number | undefined {
    return this.#file.get(name)?.shape[0];
  }

  /**
   * A tensor of the file, its shape checked; -1 stands for any length.
   * @throws LensError `tensor-missing`, `tensor-shape`
   */
  raw(name: string, shape: readonly number[]): { shape: readonly number[]; data: Float32Array } {
    const found = this.#file.get(name);
    if (!found) throw new LensError("tensor-missing", { where: this.#where, tensor: name });
    const { data } = found;
    const fits =
      data instanceof Float32Array &&
      found.shape.length === shape.length &&
      shape.every((length, axis) => length === -1 || length === found.shape[axis]);
    if (!fits || !(data instanceof Float32Array)) {
      throw new LensError("tensor-shape", {
        where: this.#where,
        tensor: name,
        expected: `[${shape.map((length) => (length === -1 ? "any" : length)).join(", ")}]`,
        found: `[${found.shape.join(", ")}]`,
      });
    }
    return { shape: found.shape, data };
  }

  /** A convolution's kernel: OIHW in the file, HWIO on the backend. */
  kernel(name: string, inChannels: number): Tensor4D {
    const { shape, data } = this.raw(name, [-1, inChannels, -1, -1]);
    return this.uploadKernel(data, shape);
  }

  /** Uploads a kernel OIHW as HWIO. */
  uploadKernel(data: Float32Array, shape: readonly number[]): Tensor4D {
    const [outs, ins, height, width] = shape;
    const moved = rearranged(data, shape, { first: 0, place: ins * outs, input: outs, output: 1 });
    return this.upload(moved, [height, width, ins, outs]) as Tensor4D;
  }

  /**
   * The same kernel flipped by half a turn, inputs and outputs exchanged, HWOI: what a gradient is convolved with, and what makes a
   * convolution of a transposed one.
   * @param taps only these
   */
  flippedKernel(name: string, inChannels: number, taps?: Taps): Tensor4D {
    const { shape, data } = picked(this.raw(name, [-1, inChannels, -1, -1]), taps);
    const [outs, ins, height, width] = shape;
    const place = ins * outs;
    const first = (height * width - 1) * place;
    const moved = rearranged(data, shape, { first, place: -place, input: 1, output: ins });
    return this.upload(moved, [height, width, outs, ins]) as Tensor4D;
  }

  /** A 1x1 convolution as a matrix: [out, in, 1, 1] in the file, [in, out] on the backend. @param outs -1 for any number */
  pointwise(name: string, inChannels: number, outs = -1): Tensor2D {
    const { shape, data } = this.raw(name, [outs, inChannels, 1, 1]);
    return this.upload(transpose(data, shape[0], shape[1]), [shape[1], shape[0]]) as Tensor2D;
  }

  /**
   * A dense layer whose output is an activation: [C*H*W, in] in the file with rows in CHW order, [in, H*W*C] on the
   * backend; the bias, if there is one, is reordered alike: a vector [C*H*W], or a class table [classes, C*H*W].
   */
  denseToExtent(name: string, inputs: number, extent: Extent): { weight: Tensor2D; bias?: Tensor2D } {
    const { channels, height, width } = extent;
    const outs = channels * height * width;
    const area = height * width;
    const uploaded = this.matrixToExtent(`${name}.weight`, inputs, extent);
    const biasName = `${name}.bias`;
    if (!this.has(biasName)) return { weight: uploaded };
    const table = this.#file.get(biasName)?.shape.length === 2;
    const bias = this.raw(biasName, table ? [-1, outs] : [outs]).data;
    const movedBias = new Float32Array(bias.length);
    for (let row = 0; row < bias.length; row += outs) {
      movedBias.set(transpose(bias.subarray(row, row + outs), channels, area), row);
    }
    return {
      weight: uploaded,
      bias: this.upload(movedBias, [bias.length / outs, outs]) as Tensor2D,
    };
  }

  /** A matrix whose outputs are an activation: [C*H*W, in] in the file, [in, H*W*C] on the backend. */
  matrixToExtent(name: string, inputs: number, { channels, height, width }: Extent): Tensor2D {
    const area = height * width;
    const outs = channels * area;
    const { data } = this.raw(name, [outs, inputs]);
    const moved = new Float32Array(data.length);
    for (let c = 0; c < channels; c++) {
      for (let at = 0; at < area; at++) {
        const from = c * area + at;
        const to = at * channels + c;
        for (let i = 0; i < inputs; i++) moved[i * outs + to] = data[from * inputs + i];
      }
    }
    return this.upload(moved, [inputs, outs]) as Tensor2D;
  }

  /** A vector that may be absent, such as a bias. */
  optionalVector(name: string, length: number): Tensor1D | undefined {
    return this.has(name) ? this.vector(name, length) : undefined;
  }

  /** A vector, such as a bias. */
  vector(name: string, length: number): Tensor1D {
    return this.upload(this.raw(name, [length]).data, [length]) as Tensor1D;
  }

  /** A class table, [classes, C]. */
  table(name: string, channels: number): Tensor2D {
    const { shape, data } = this.raw(name, [-1, channels]);
    return this.upload(data, shape) as Tensor2D;
  }

  /** An embedding of classes, [classes, E]: it stays on the main memory, once for all layers that read it. */
  embedding(name: string): { shape: readonly number[]; data: Float32Array } {
    const found = this.#embeddings.get(name) ?? this.raw(name, [-1, -1]);
    this.#embeddings.set(name, found);
    return found;
  }

  /** A matrix: [out, in] in the file, [in, out] on the backend. */
  matrix(name: string, outs: number, inputs: number): Tensor2D {
    const { data } = this.raw(name, [outs, inputs]);
    return this.upload(transpose(data, outs, inputs), [inputs, outs]) as Tensor2D;
  }

  /** A single number, such as gamma. */
  scalar(name: string): number {
    return this.raw(name, [1]).data[0];
  }

  /** Uploads values that this store frees again, and no `tidy` before it. */
  upload(data: Float32Array, shape: readonly number[]): BackendTensor {
    const uploaded = keep(tensor(data, [...shape], "float32"));
    this.#uploaded.push(uploaded);
    return uploaded;
  }

  /** Drops the file: all of it that is needed has been uploaded. */
  release(): void {
    this.#file = new Map();
    this.#embeddings.clear();
  }

  /** Frees what was uploaded. */
  dispose(): void {
    this.release();
    for (const uploaded of this.#uploaded) uploaded.dispose();
    this.#uploaded.length = 0;
  }
}

/** A kernel OIHW with each output times a number of its own. */
export function scaledOutputs(kernel: Float32Array, scale: Float32Array): Float32Array {
  const each = kernel.length / scale.length;
  return kernel.map((value, at) => value * scale[Math.floor(at / each)]);
}

function transpose(data: Float32Array, rows: number, columns: number): Float32Array {
  const moved = new Float32Array(data.length);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) moved[c * rows + r] = data[r * columns + c];
  }
  return moved;
}

/** Taps of a kernel: from a row and a column on, every so many-th. */
export interface Taps {
  readonly row: number;
  readonly column: number;
  readonly step: number;
}

/** Some taps of a kernel [out, in, height, width]. */
function picked(
  kernel: { shape: readonly number[]; data: Float32Array },
  taps: Taps | undefined,
): { shape: readonly number[]; data: Float32Array } {
  if (!taps) return kernel;
  const [outs, ins, height, width] = kernel.shape;
  const rows = Math.ceil((height - taps.row) / taps.step);
  const columns = Math.ceil((width - taps.column) / taps.step);
  const data = new Float32Array(outs * ins * rows * columns);
  let to = 0;
  for (let pair = 0; pair < outs * ins; pair++) {
    for (let row = 0; row < rows; row++) {
      const from = (pair * height + taps.row + row * taps.step) * width + taps.column;
      for (let column = 0; column < columns; column++) data[to++] = kernel.data[from + column * taps.step];
    }
  }
  return { shape: [outs, ins, rows, columns], data };
}

/** Where numbers go: the first one's place, and the way from one place, input or output to the next. */
interface Strides {
  readonly first: number;
  readonly place: number;
  readonly input: number;
  readonly output: number;
}

/** A kernel [out, in, height, width] in another order. */
function rearranged(data: Float32Array, shape: readonly number[], to: Strides): Float32Array {
  const [outs, ins, height, width] = shape;
  const area = height * width;
  const moved = new Float32Array(data.length);
  for (let o = 0; o < outs; o++) {
    for (let i = 0; i < ins; i++) {
      for (let at = 0; at < area; at++) {
        moved[to.first + at * to.place + i * to.input + o * to.output] = data[(o * ins + i) * area + at];
      }
    }
  }
  return moved;
}
