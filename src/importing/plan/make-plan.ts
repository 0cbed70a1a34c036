/** Reads a family's pieces against a file: every name found, every shape followed through the network. */
import type { Layer } from "../../model/formats/manifest";
import { numbersIn, within } from "../family-names";
import { Misfit, type View } from "../view";
import type { Family, Piece, RepeatPiece, ResidualPiece } from "../vocabulary";
import { placeSites, planAttention } from "./attention";
import { extentOf, sayExtent } from "./extent";
import { planFirst, planInner, planTransposed } from "./layers";
import type { Draft, Extent, Plan } from "./plan";
import { isThere, numbered } from "./presence";
import { kernelOf, use } from "./weights";

/** What came of reading a family against a file: a plan, or the first tensor that is not there or not of the right shape. */
export type Attempt =
  | { readonly plan: Plan; readonly misfit?: undefined; readonly draft: Draft }
  | { readonly plan?: undefined; readonly misfit: Misfit; readonly draft: Draft };

/** @param kept how many classes are to be kept; all where absent */
export function makePlan(family: Family, view: View, kept?: number): Attempt {
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
  const shared = findShared(draft, kept);
  const full = { ...draft, shared };
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

function findShared(draft: Draft, kept: number | undefined): Draft["shared"] {
  const { family, view } = draft;
  if (!family.shared) return undefined;
  const located = view.locate("", family.shared.name, family.storages);
  const shape = located?.weight.tensor.shape;
  if (!located || shape?.length !== 2) return undefined;
  use(draft, located, "NORM", "scale, NORM.shift");
  const [classes, size] = family.shared.as === "table" ? shape : [shape[1], shape[0]];
  const name = located.base;
  const isKept = (kept ?? classes) > size;
  if (isKept) {
    draft.used.set(located.weight, name);
    draft.perClass += size;
    draft.jobs.push({
      outputs: [[name, ["classes", size]]],
      run: async (context) => context.buffer(name).set(await context.shared()),
    });
  }
  return { located, name, isKept, classes, size };
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
