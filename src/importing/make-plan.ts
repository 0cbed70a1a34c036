/** Reads a family's pieces against a file: every name found, every shape followed through the network. */
import type { InnerLayer, Layer } from "../model/formats/manifest";
import { numbersIn, within } from "./family-names";
import type { Draft, Extent, Plan, PlannedSite } from "./plan";
import { hasNorm, planNorm } from "./plan-norm";
import {
  hasKernel,
  type Kernel,
  kernelOf,
  misfit,
  planConv,
  planDeconv,
  planDeconvAsDense,
  planDense,
  requireWeight,
  use,
} from "./plan-weights";
import { Misfit, NOTHING, type View } from "./view";
import type { AttentionPiece, Family, Piece, RepeatPiece, ResidualPiece, Sites } from "./vocabulary";

/** Cells along a side of the first grid, where the layers after it do not say. */
const FIRST_SIDE = 4;
/** The lens makes no larger images. */
const LARGEST_SIDE = 1024;

/** What came of reading a family against a file: a plan, or the first tensor that is not there or not of the right shape. */
export type Attempt =
  | { readonly plan: Plan; readonly misfit?: undefined; readonly draft: Draft }
  | { readonly plan?: undefined; readonly misfit: Misfit; readonly draft: Draft };

export function makePlan(family: Family, view: View): Attempt {
  const draft: Draft = {
    family,
    view,
    shared: undefined,
    jobs: [],
    used: new Map(),
    passive: new Map(),
    sites: [],
    epsilons: new Set(),
    placed: [],
    extent: undefined,
    blocks: 0,
    latent: 0,
    classes: undefined,
    perClass: 0,
    steps: 0,
    withoutStatistics: 0,
  };
  const full = { ...draft, shared: findShared(draft) };
  if (full.shared) full.classes = full.shared.classes;
  try {
    return { plan: planWhole(full), draft: full };
  } catch (error) {
    if (error instanceof Misfit) return { misfit: error, draft: full };
    throw error;
  }
}

/** @throws Misfit */
function planWhole(draft: Draft): Plan {
  const { family, view } = draft;
  const layers = withWholeLatent(planAll(draft, family.pieces, ""), draft.latent);
  const { channels, side } = extentOf(draft, "the last layer");
  if (channels !== 1 && channels !== 3) {
    throw new Misfit("the last layer", "1 or 3 channels", `${channels}`);
  }
  return {
    family,
    view,
    layers,
    draft,
    latent: draft.latent,
    classes: draft.classes,
    image: { size: side, channels },
  };
}

function findShared(draft: Draft): Draft["shared"] {
  const { family, view } = draft;
  if (!family.shared) return undefined;
  const located = view.locate("", family.shared.name, family.storages);
  const shape = located?.weight.tensor.shape;
  if (!located || shape?.length !== 2) return undefined;
  use(draft, located, "NORM", "scale, NORM.shift");
  const [classes, size] = family.shared.as === "table" ? shape : [shape[1], shape[0]];
  return { located, classes, size };
}

/** The first layer names the part of z that it reads, where that is not all of it. */
function withWholeLatent(layers: readonly Layer[], latent: number): Layer[] {
  return layers.map((layer) => {
    if (layer.type !== "dense" || !layer.latent || layer.latent[1] < latent) return layer;
    const { latent: _all, ...rest } = layer;
    return rest;
  });
}

function planAll(draft: Draft, pieces: readonly Piece[], scope: string): Layer[] {
  return pieces.flatMap((piece, at) => planPiece(draft, piece, scope, pieces.slice(at + 1)));
}

/** @param after the pieces that follow, for a first layer whose grid they tell */
function planPiece(draft: Draft, piece: Piece, scope: string, after: readonly Piece[]): Layer[] {
  switch (piece.piece) {
    case "dense":
      return [planFirst(draft, kernelOf(draft, scope, piece.name, "dense"), piece, scope, after)];
    case "deconv":
      return [planTransposed(draft, kernelOf(draft, scope, piece.name, "deconv"))];
    case "attention":
      return [planAttention(draft, piece, numbered(draft, within(scope, piece.name)))];
    case "residual":
      return [planResidual(draft, piece, scope)];
    case "repeat":
      return planRepeat(draft, piece, scope);
    case "either": {
      const found = piece.of.find((one) => isThere(draft, one, scope));
      if (!found) throw new Misfit(scope, "a layer that is known", "another");
      return planPiece(draft, found, scope, after);
    }
    case "optional":
      return isThere(draft, piece.of, scope) ? planPiece(draft, piece.of, scope, after) : [];
    case "tanh":
      return [{ type: "tanh" }];
    default:
      return planInner(draft, piece, scope);
  }
}

/** Layers that may also stand inside a residual block. */
function planInner(draft: Draft, piece: Piece, scope: string, target?: number): InnerLayer[] {
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
      const { name, latent } = planNorm(draft, scope, named, extent);
      return [{ type: "norm", name, ...(latent && { latent: [...latent] as [number, number] }) }];
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
        async run(shop) {
          const identity = shop.room(`${name}.weight`);
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
function planFirst(
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
      ? { latentFirst: family.shared?.order === "latent-first", embedding: shared.size }
      : undefined;
  if (condition) draft.perClass += kernel.outputs;
  const inputs = kernel.inputs - (condition?.embedding ?? 0);
  if (inputs < 1) throw misfit(weight, draft, `more than ${condition?.embedding ?? 0} inputs`);
  planDense(draft, kernel, name, { channels, cells: side * side, order: piece.order }, condition);
  draft.extent = { channels, side };
  draft.latent = Math.max(draft.latent, inputs);
  return { type: "dense", name, latent: [0, inputs], shape: [channels, side, side] };
}

/** A transposed convolution; on a latent of one cell it is a dense layer. */
function planTransposed(draft: Draft, kernel: Kernel): Layer {
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

function planResidual(draft: Draft, piece: ResidualPiece, scope: string): Layer {
  const start = extentOf(draft, scope);
  draft.blocks++;
  const main = piece.main.flatMap((inner) => planInner(draft, inner, scope));
  const end = extentOf(draft, scope);
  draft.extent = start;
  const shortcut = piece.shortcut.flatMap((inner) => planInner(draft, inner, scope, end.channels));
  const short = extentOf(draft, scope);
  if (short.channels !== end.channels || short.side !== end.side) {
    throw new Misfit(scope, "a shortcut that ends as the block does", sayExtent(short));
  }
  return { type: "residual", main, shortcut };
}

function planRepeat(draft: Draft, piece: RepeatPiece, scope: string): Layer[] {
  const over = within(scope, piece.over);
  const numbers = numbersIn(draft.view.tensors.keys(), over);
  const parts: { layers: Layer[]; end: Extent }[] = [];
  numbers.forEach((number, at) => {
    const layers: Layer[] = [];
    // Where a number is left out stands a module without tensors.
    if (piece.gap && at > 0 && number - numbers[at - 1] > 1)
      layers.push(...planPiece(draft, piece.gap, scope, []));
    layers.push(...planAll(draft, piece.each, over.replace("#", `${number}`)));
    parts.push({ layers, end: extentOf(draft, over) });
  });
  if (piece.sites) placeSites(draft, piece.sites, scope, parts);
  return parts.flatMap(({ layers }) => layers);
}

/** Puts attention sites after the block that is as wide as they are. */
function placeSites(
  draft: Draft,
  { attention, at }: Sites,
  scope: string,
  parts: readonly { layers: Layer[]; end: Extent }[],
): void {
  const { view, family } = draft;
  const pattern = within(scope, attention.name);
  const names = pattern.includes("#")
    ? numbersIn(view.tensors.keys(), pattern).map((number) => pattern.replace("#", `${number}`))
    : [pattern];
  let from = 0;
  names.forEach((name, order) => {
    if (!view.locate(name, attention.query, family.storages)) return;
    const width = kernelOf(draft, name, attention.query, "conv").inputs;
    const fitting = parts.flatMap(({ end }, block) =>
      end.channels === width && block >= from ? [block] : [],
    );
    const usually = at[parts.at(-1)?.end.side ?? 0]?.[order];
    const usual = fitting.find((block) => parts[block].end.side === usually);
    const block = fitting.length > 1 ? (usual ?? fitting[0]) : fitting[0];
    if (block === undefined) {
      const { weight } = requireWeight(draft, name, attention.query);
      throw misfit(weight, draft, "as many inputs as a block has outputs");
    }
    const { end, layers } = parts[block];
    if (fitting.length > 1) draft.placed.push({ site: name, cells: end.side });
    const last = draft.extent;
    draft.extent = end;
    layers.push(planAttention(draft, attention, name));
    draft.extent = last;
    from = block;
  });
}

/** An attention site under its own name: NAME.f (keys), NAME.g (queries), NAME.h (values), NAME.v (out), NAME.gamma. */
function planAttention(draft: Draft, piece: AttentionPiece, name: string): Layer {
  const { channels, side } = extentOf(draft, name);
  const { view } = draft;
  const part = (names: AttentionPiece["query"], letter: string, inputs: number, outputs?: number) => {
    const kernel = kernelOf(draft, name, names, "conv");
    const { weight } = kernel.located;
    if (kernel.size !== 1) throw misfit(weight, draft, "a kernel of 1 x 1");
    if (kernel.inputs !== inputs) throw misfit(weight, draft, `${inputs} inputs`);
    if (outputs !== undefined && kernel.outputs !== outputs)
      throw misfit(weight, draft, `${outputs} outputs`);
    planConv(draft, kernel, `${name}.${letter}`);
    return kernel.outputs;
  };
  const depth = part(piece.query, "g", channels);
  part(piece.key, "f", channels, depth);
  const outputProjection = piece.out !== undefined;
  const values = part(piece.value, "h", channels, outputProjection ? undefined : channels);
  if (piece.out !== undefined) part(piece.out, "v", values, channels);
  const pooled = piece.pooled === "where-narrow" ? values < channels : piece.pooled;
  const gamma = view.find(name, piece.gamma);
  if (!gamma) throw new Misfit(within(name, [piece.gamma].flat()[0]), "the learned gamma", NOTHING);
  if (gamma.tensor.shape.some((length) => length !== 1)) throw misfit(gamma, draft, "one number");
  draft.used.set(gamma, `${name}.gamma`);
  draft.jobs.push({
    outputs: [[`${name}.gamma`, [1]]],
    async run(shop) {
      const data = await shop.read(gamma);
      shop.room(`${name}.gamma`).set(data);
      shop.gamma(name, data[0]);
    },
  });
  const site: PlannedSite = {
    name,
    width: side,
    keyWidth: pooled ? side / 2 : side,
    rowsSumToOne: piece.softmaxOver !== "queries",
  };
  draft.sites.push(site);
  return {
    type: "attention",
    name,
    keyPooling: pooled ? 2 : 1,
    outputProjection,
    ...(piece.softmaxOver && { softmaxOver: piece.softmaxOver }),
  };
}

/** Whether the file has what a piece needs first. */
function isThere(draft: Draft, piece: Piece, scope: string): boolean {
  const { view, family } = draft;
  switch (piece.piece) {
    case "dense":
    case "conv":
    case "deconv":
      return hasKernel(draft, scope, piece.name, piece.piece);
    case "norm":
      return hasNorm(draft, scope, piece);
    case "attention": {
      const name = numbered(draft, within(scope, piece.name));
      return (
        view.locate(name, piece.query, family.storages) !== undefined &&
        view.find(name, piece.gamma) !== undefined
      );
    }
    case "residual":
      return piece.main.some((inner) => carriesTensors(inner) && isThere(draft, inner, scope));
    case "either":
      return piece.of.some((one) => isThere(draft, one, scope));
    case "optional":
      return isThere(draft, piece.of, scope);
    case "repeat":
      return numbersIn(view.tensors.keys(), within(scope, piece.over)).length > 0;
    default:
      return true;
  }
}

function carriesTensors({ piece }: Piece): boolean {
  return !["activation", "upsample", "keepChannels", "tanh"].includes(piece);
}

/** Channels that the first layer after the first grid reads. */
function nextChannels(draft: Draft, pieces: readonly Piece[], scope: string): number | undefined {
  for (const piece of pieces) {
    if (piece.piece === "repeat") {
      const over = within(scope, piece.over);
      const [number] = numbersIn(draft.view.tensors.keys(), over);
      if (number === undefined) continue;
      const found = nextChannels(draft, piece.each, over.replace("#", `${number}`));
      if (found !== undefined) return found;
    } else if (piece.piece === "either") {
      const found = piece.of.find((one) => isThere(draft, one, scope));
      if (found) return nextChannels(draft, [found], scope);
    } else if (piece.piece === "residual") {
      return nextChannels(draft, piece.main, scope);
    } else if (piece.piece === "conv" || piece.piece === "deconv") {
      if (hasKernel(draft, scope, piece.name, piece.piece)) {
        return kernelOf(draft, scope, piece.name, piece.piece).inputs;
      }
    }
  }
  return undefined;
}

/** A name outside a repetition whose number the file decides: the first there is. */
function numbered(draft: Draft, name: string): string {
  if (!name.includes("#")) return name;
  const [number] = numbersIn(draft.view.tensors.keys(), name);
  return number === undefined ? name : name.replace("#", `${number}`);
}

function numberedNames(draft: Draft, scope: string, names: string | readonly string[]): readonly string[] {
  const start = scope === "" ? 0 : scope.length + 1;
  return [names].flat().map((name) => numbered(draft, within(scope, name)).slice(start));
}

function extentOf({ extent }: Draft, where: string): Extent {
  if (!extent) throw new Misfit(where, "a first layer before it", NOTHING);
  return extent;
}

function doubled({ channels, side }: Extent, where: string): Extent {
  if (side * 2 > LARGEST_SIDE) throw new Misfit(where, `at most ${LARGEST_SIDE} cells along a side`, "more");
  return { channels, side: side * 2 };
}

function sayExtent({ channels, side }: Extent): string {
  return `${channels} x ${side} x ${side}`;
}
