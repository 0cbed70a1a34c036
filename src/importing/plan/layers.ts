/** Plans for single layers: dense, convolutions, norms, activations, upsampling. */
import type { InnerLayer, Layer } from "../../model/formats/manifest";
import { within } from "../family-names";
import { Misfit } from "../view";
import type { Piece } from "../vocabulary";
import { doubled, extentOf } from "./extent";
import { planNorm } from "./norm";
import type { Draft } from "./plan";
import { isThere, nextChannels, numberedNames } from "./presence";
import {
  hasKernel,
  type Kernel,
  kernelOf,
  misfit,
  planConv,
  planDeconv,
  planDeconvAsDense,
  planDense,
} from "./weights";

/** Cells along a side of the first grid, where the layers after it do not say. */
const FIRST_SIDE = 4;

/** Layers that may also stand inside a residual block. */
export function planInner(draft: Draft, piece: Piece, scope: string, target?: number): InnerLayer[] {
  const extent = extentOf(draft, scope);
  switch (piece.piece) {
    case "conv": {
      if (piece.optional && !hasKernel(draft, scope, piece.name, "conv")) return [];
      const kernel = kernelOf(draft, scope, numberedNames(draft, scope, piece.name), "conv");
      const { name } = kernel;
      const { weight } = kernel.located;
      if (kernel.inputs !== extent.channels) throw misfit(weight, draft, `${extent.channels} inputs`);
      if (kernel.size % 2 === 0) throw misfit(weight, draft, "a kernel with an odd side");
      const outputs = piece.outputs ?? kernel.outputs;
      if (outputs > kernel.outputs) throw misfit(weight, draft, `${outputs} outputs or more`);
      const padding = (kernel.size - 1) / 2;
      planConv(draft, kernel, name, outputs);
      draft.extent = { ...extent, channels: outputs };
      const border = piece.border && padding > 0 ? { border: piece.border } : {};
      return [{ type: "conv", name, padding, ...border }];
    }
    case "norm": {
      const named = { ...piece, name: numberedNames(draft, scope, piece.name) };
      const { latent, ...rest } = planNorm(draft, scope, named, extent);
      return [{ type: "norm", ...(latent && { latent: [...latent] as [number, number] }), ...rest }];
    }
    case "activation":
      return piece.slope === 0
        ? [{ type: "activation", function: "relu" }]
        : [{ type: "activation", function: "leakyRelu", slope: piece.slope }];
    case "upsample":
      if (piece.everySecondBlock && draft.blocks % 2 === 1) return [];
      draft.extent = doubled(extent, scope);
      return [{ type: "upsample", factor: 2, method: piece.method }];
    case "keepChannels": {
      if (target === undefined || target === extent.channels) return [];
      if (target > extent.channels)
        throw new Misfit(scope, `${target} channels or more`, `${extent.channels}`);
      const name = within(scope, "keep");
      const { channels } = extent;
      draft.jobs.push({
        outputs: [[`${name}.weight`, [target, channels, 1, 1]]],
        async run(context) {
          const identity = context.buffer(`${name}.weight`);
          for (let c = 0; c < target; c++) identity[c * channels + c] = 1;
        },
      });
      draft.extent = { ...extent, channels: target };
      return [{ type: "conv", name, padding: 0 }];
    }
    case "deconv":
      return [planTransposed(draft, kernelOf(draft, scope, piece.name, "deconv")) as InnerLayer];
    case "optional":
      return isThere(draft, piece.of, scope) ? planInner(draft, piece.of, scope, target) : [];
    default:
      throw new RangeError(`a ${piece.piece} cannot stand inside a residual block`);
  }
}

/** The dense layer that makes the first grid. */
export function planFirst(
  draft: Draft,
  kernel: Kernel,
  piece: Piece & { piece: "dense" },
  scope: string,
  after: readonly Piece[],
): Layer {
  const { name } = kernel;
  const { weight } = kernel.located;
  const channels = nextChannels(draft, after, scope) ?? kernel.outputs / FIRST_SIDE ** 2;
  const side = Math.sqrt(kernel.outputs / channels);
  if (!Number.isInteger(channels) || !Number.isInteger(side)) {
    throw misfit(weight, draft, `outputs that make a square grid of ${channels} channels`);
  }
  const { shared, family } = draft;
  const condition =
    piece.reads === "condition" && shared
      ? {
          latentFirst: family.shared?.order === "latent-first",
          embedding: shared.size,
          isKept: shared.isKept,
        }
      : undefined;
  const keeps = condition !== undefined && shared?.isKept === true;
  if (condition && !keeps) draft.perClass += kernel.outputs;
  const inputs = kernel.inputs - (condition?.embedding ?? 0);
  if (inputs < 1) throw misfit(weight, draft, `more than ${condition?.embedding ?? 0} inputs`);
  planDense(draft, kernel, name, { channels, cells: side * side, order: piece.order }, condition);
  draft.extent = { channels, side };
  draft.latent = Math.max(draft.latent, inputs);
  const embedding = keeps && shared ? { embedding: shared.name } : {};
  return { type: "dense", name, latent: [0, inputs], ...embedding, shape: [channels, side, side] };
}

/** A transposed convolution; on a latent of one cell it is a dense layer. */
export function planTransposed(draft: Draft, kernel: Kernel): Layer {
  const { inputs, outputs, size } = kernel;
  const { name } = kernel;
  const { weight } = kernel.located;
  if (!draft.extent) {
    planDeconvAsDense(draft, kernel, name);
    draft.extent = { channels: outputs, side: size };
    draft.latent = inputs;
    return { type: "dense", name, shape: [outputs, size, size] };
  }
  const { channels } = draft.extent;
  if (inputs !== channels) throw misfit(weight, draft, `${channels} inputs`);
  if (size !== 4) throw misfit(weight, draft, "a kernel of 4 x 4");
  planDeconv(draft, kernel, name);
  draft.extent = doubled({ ...draft.extent, channels: outputs }, name);
  return { type: "deconv", name, stride: 2, padding: 1 };
}
