/** Plans for the weights of dense layers, convolutions and transposed convolutions. */

import { LensError } from "../../model/errors";
import type { FlatTensor } from "../flatten";
import {
  columnsInto,
  matrixView,
  permuted,
  permuteInto,
  scaleInto,
  steppedSigma,
  storedSigma,
} from "../matrix";
import { type Located, Misfit, NOTHING, shapeText } from "../view";
import type { Names, WeightLayout } from "../vocabulary";
import type { Draft, PlanContext } from "./plan";

const SMALLEST_SIGMA = 1e-30;

type LayerKind = "dense" | "conv" | "deconv";

/** Extents of a weight, whatever its axes' order. */
export interface Kernel {
  readonly located: Located;
  /** Of our layer. */
  readonly name: string;
  readonly kind: LayerKind;
  readonly inputs: number;
  readonly outputs: number;
  /** Cells along a side; 1 for dense layers. */
  readonly size: number;
}

/** Finds a weight and reads its extents. @throws Misfit */
export function kernelOf(draft: Draft, scope: string, names: Names, kind: LayerKind): Kernel {
  const located = requireWeight(draft, scope, names);
  const kernel = readKernel(located, kind, draft.family.layout);
  if (!kernel) throw misfit(located.weight, draft, `a ${kind} layer's weight`);
  return kernel;
}

/** Whether the file has a weight of such a kind there. */
export function hasKernel(draft: Draft, scope: string, names: Names, kind: LayerKind): boolean {
  const located = draft.view.locate(scope, names, draft.family.storages);
  return located !== undefined && readKernel(located, kind, draft.family.layout) !== undefined;
}

export function requireWeight(draft: Draft, scope: string, names: Names): Located {
  const located = draft.view.locate(scope, names, draft.family.storages);
  if (located) return located;
  const first = typeof names === "string" ? names : names[0];
  throw new Misfit([scope, first].filter(Boolean).join("."), "a weight", NOTHING);
}

export function misfit({ tensor, key }: FlatTensor, { view }: Draft, expected: string): Misfit {
  return new Misfit(key.slice(view.prefix.length), expected, shapeText(tensor.shape));
}

function readKernel(located: Located, kind: LayerKind, layout: WeightLayout): Kernel | undefined {
  const { shape } = located.weight.tensor;
  if (kind === "dense") {
    if (shape.length < 2 || (layout !== "nnabla" && shape.length > 2)) return undefined;
    const rest = shape.slice(1).reduce((product, side) => product * side, 1);
    const [outputs, inputs] = layout === "torch" ? [shape[0], rest] : [rest, shape[0]];
    return { located, name: located.base, kind, inputs, outputs, size: 1 };
  }
  // A 1x1 convolution of a row, as some attention layers have it: [out, in, 1].
  const full = shape.length === 3 && layout !== "tensorflow" && shape[2] === 1 ? [...shape, 1] : shape;
  if (full.length !== 4) return undefined;
  const spatial = layout === "tensorflow" ? full.slice(0, 2) : full.slice(2);
  const [a, b] = layout === "tensorflow" ? full.slice(2) : full.slice(0, 2);
  // PyTorch's convolution is out first, its transposed one in first; TensorFlow's the other way round.
  const outputsFirst = (kind === "conv") === (layout !== "tensorflow");
  if (spatial[0] !== spatial[1]) return undefined;
  return {
    located,
    name: located.base,
    kind,
    inputs: outputsFirst ? b : a,
    outputs: outputsFirst ? a : b,
    size: spatial[0],
  };
}

/** Notes which of our tensors a weight and its companions become. */
export function use(draft: Draft, located: Located, name: string, suffix = "weight"): void {
  const { weight, u, v, bias, storage, base } = located;
  draft.used.set(weight, `${name}.${suffix}`);
  if (u) draft.used.set(u, `${name}.${suffix}`);
  if (v) draft.used.set(v, `${name}.${suffix}`);
  if (bias) draft.used.set(bias, `${name}.bias`);
  if (storage.sigma === "step") draft.steps++;
  for (const reason of ["bookkeeping", "copies"] as const) {
    for (const left of storage[reason] ?? []) {
      const tensor = draft.view.find(base, left);
      if (tensor) draft.passive.set(tensor, reason === "copies" ? "copy" : "bookkeeping");
    }
  }
}

/** A weight as it lies in the file, and what it is to be multiplied by. */
interface LoadedWeight {
  readonly data: Float32Array;
  /** 1 / sigma, or 1. */
  readonly factor: number;
}

/** @throws LensError `import-no-sigma` where the spectral norm is 0 */
async function load(
  { weight, u, v, storage }: Located,
  kind: LayerKind,
  layout: WeightLayout,
  context: PlanContext,
): Promise<LoadedWeight> {
  const data = await context.read(weight);
  if (!storage.sigma || !u) return { data, factor: 1 };
  const left = await context.read(u);
  const view = matrixView(weight.tensor.shape, rowsAxis(weight, left.length, storage.rows, kind, layout));
  const sigma =
    storage.sigma === "stored" && v
      ? storedSigma(data, view, left, await context.read(v))
      : steppedSigma(data, view, left);
  // Below, numbers that are finite would become infinite.
  if (!(Math.abs(sigma) > SMALLEST_SIGMA && Number.isFinite(sigma))) {
    throw new LensError("import-no-sigma", { tensor: weight.name });
  }
  return { data, factor: 1 / sigma };
}

/**
 * A weight with its spectral norm divided out, its axes as in the file.
 * @throws LensError `import-no-sigma` where the norm is 0
 */
export async function normalised(
  located: Located,
  kind: LayerKind,
  layout: WeightLayout,
  context: PlanContext,
): Promise<Float32Array> {
  const { data, factor } = await load(located, kind, layout, context);
  if (factor !== 1) scaleInto(data, data, factor);
  return data;
}

/** The axis that the stored vector runs along. Code bases differ, and its length tells where they can be told apart. */
function rowsAxis(
  { tensor: { shape } }: FlatTensor,
  length: number,
  rows: Located["storage"]["rows"],
  kind: LayerKind,
  layout: WeightLayout,
): number {
  const last = shape.length - 1;
  const outputs =
    layout === "torch" && kind === "deconv" ? 1 : layout === "nnabla" && kind === "dense" ? last : 0;
  const said = rows === "last" ? last : rows === "outputs" ? outputs : 0;
  if (shape[said] === length) return said;
  return [0, 1, last].find((axis) => shape[axis] === length) ?? said;
}

/** Plans a convolution's tensors: NAME.weight as [out, in, h, w], NAME.bias. */
export function planConv(draft: Draft, kernel: Kernel, name: string, outputs = kernel.outputs): void {
  const { located, inputs, size } = kernel;
  const { layout } = draft.family;
  const { bias } = located;
  use(draft, located, name);
  draft.jobs.push({
    outputs: [
      [`${name}.weight`, [outputs, inputs, size, size]],
      ...(bias ? [[`${name}.bias`, [outputs]] as const] : []),
    ],
    async run(context) {
      const { data, factor } = await load(located, "conv", layout, context);
      const buffer = context.buffer(`${name}.weight`);
      // Outputs come last in TensorFlow's; where only the first are wanted, they come first in ours.
      const all = buffer.length === data.length ? buffer : new Float32Array(data.length);
      if (layout === "tensorflow") {
        permuteInto(all, data, [size, size, inputs, kernel.outputs], [3, 2, 0, 1], factor);
        if (all !== buffer) buffer.set(all.subarray(0, buffer.length));
      } else scaleInto(buffer, data, factor);
      if (bias) context.buffer(`${name}.bias`).set((await context.read(bias)).subarray(0, outputs));
    },
  });
}

/** Plans a transposed convolution's tensors: NAME.weight as [in, out, h, w], NAME.bias. */
export function planDeconv(draft: Draft, kernel: Kernel, name: string): void {
  const { located, inputs, outputs, size } = kernel;
  const { layout } = draft.family;
  const { bias } = located;
  use(draft, located, name);
  draft.jobs.push({
    outputs: [
      [`${name}.weight`, [inputs, outputs, size, size]],
      ...(bias ? [[`${name}.bias`, [outputs]] as const] : []),
    ],
    async run(context) {
      const { data, factor } = await load(located, "deconv", layout, context);
      const buffer = context.buffer(`${name}.weight`);
      // TensorFlow's are [h, w, out, in].
      if (layout === "tensorflow")
        permuteInto(buffer, data, [size, size, outputs, inputs], [3, 2, 0, 1], factor);
      else scaleInto(buffer, data, factor);
      if (bias) context.buffer(`${name}.bias`).set(await context.read(bias));
    },
  });
}

/** Plans a transposed convolution of a single cell as the dense layer that it is: each cell of the kernel is a cell of the output. */
export function planDeconvAsDense(draft: Draft, kernel: Kernel, name: string): void {
  const { located, inputs, outputs, size } = kernel;
  const { layout } = draft.family;
  const cells = size * size;
  use(draft, located, name);
  draft.jobs.push({
    outputs: [
      [`${name}.weight`, [outputs * cells, inputs]],
      [`${name}.bias`, [outputs * cells]],
    ],
    async run(context) {
      const { data, factor } = await load(located, "deconv", layout, context);
      const buffer = context.buffer(`${name}.weight`);
      if (layout === "tensorflow") permuteInto(buffer, data, [cells, outputs, inputs], [1, 0, 2], factor);
      else permuteInto(buffer, data, [inputs, outputs * cells], [1, 0], factor);
      if (!located.bias) return;
      const each = await context.read(located.bias);
      const bias = context.buffer(`${name}.bias`);
      for (let c = 0; c < outputs; c++) bias.fill(each[c], c * cells, (c + 1) * cells);
    },
  });
}

/** Where a dense layer reads z and the shared embedding side by side. */
export interface ConditionPart {
  /** Entries of z come first, then those of the embedding, or the other way round. */
  readonly latentFirst: boolean;
  readonly embedding: number;
  /** Kept as a table, which NAME.biasClass reads. */
  readonly isKept: boolean;
}

/**
 * Plans the first dense layer: NAME.weight as [C * cells, inputs] with rows in the order C, H, W; NAME.bias, a table [classes, C * cells]
 * where it also reads the class, or the matrix NAME.biasClass [C * cells, E] where the embedding is kept.
 */
export function planDense(
  draft: Draft,
  kernel: Kernel,
  name: string,
  shape: { readonly channels: number; readonly cells: number; readonly order: "chw" | "hwc" },
  condition?: ConditionPart,
): void {
  const { located, inputs, outputs } = kernel;
  const { layout } = draft.family;
  const { channels, cells, order } = shape;
  use(draft, located, name);
  const latent = inputs - (condition?.embedding ?? 0);
  draft.jobs.push({
    outputs: [
      [`${name}.weight`, [outputs, latent]],
      [`${name}.bias`, condition && !condition.isKept ? ["classes", outputs] : [outputs]],
      ...(condition?.isKept ? [[`${name}.biasClass`, [outputs, condition.embedding]] as const] : []),
    ],
    async run(context) {
      const data = await normalised(located, "dense", layout, context);
      const rows = layout === "torch" ? data : permuted(data, [inputs, outputs], [1, 0]);
      const ours = (numbers: Float32Array, width: number) =>
        order === "chw" ? numbers : permuted(numbers, [cells, channels, width], [1, 0, 2]);
      const weight = ours(rows, inputs);
      const own = ours(located.bias ? await context.read(located.bias) : new Float32Array(outputs), 1);
      const [weightBuffer, biasBuffer] = [context.buffer(`${name}.weight`), context.buffer(`${name}.bias`)];
      if (!condition) {
        weightBuffer.set(weight);
        biasBuffer.set(own);
        return;
      }
      const { embedding, latentFirst, isKept } = condition;
      const [fromLatent, fromEmbedding] = latentFirst ? [0, latent] : [embedding, 0];
      if (isKept) {
        biasBuffer.set(own);
        columnsInto(weightBuffer, weight, inputs, fromLatent);
        columnsInto(context.buffer(`${name}.biasClass`), weight, inputs, fromEmbedding);
        return;
      }
      const shared = await context.shared();
      const classes = shared.length / embedding;
      for (let o = 0; o < outputs; o++) {
        const start = o * inputs;
        for (let i = 0; i < latent; i++) weightBuffer[o * latent + i] = weight[start + fromLatent + i];
        for (let k = 0; k < classes; k++) {
          let sum = own[o];
          for (let e = 0; e < embedding; e++)
            sum += weight[start + fromEmbedding + e] * shared[k * embedding + e];
          biasBuffer[k * outputs + o] = sum;
        }
      }
    },
  });
}
