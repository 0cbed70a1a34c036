/** Plans for normalisations: where statistics, gain and shift are, and which part of z they read. */
import { alternatives, within } from "../family-names";
import type { FlatTensor } from "../flatten";
import { type Located, Misfit, NOTHING } from "../view";
import type { Factor, NormForm, NormPiece } from "../vocabulary";
import { type FoundFactor, makeNorm } from "./norm-values";
import type { Draft, Extent } from "./plan";
import { misfit, use } from "./weights";

/** Whether the file has such a norm there. */
export function hasNorm(draft: Draft, scope: string, piece: NormPiece): boolean {
  return formAt(draft, scope, piece) !== undefined;
}

/** A norm's layer, but for its type. */
interface PlannedNorm {
  readonly name: string;
  /** The part of z that it reads. */
  readonly latent: readonly [number, number] | undefined;
  /** Name of the embedding, where it is kept. */
  readonly embedding?: string;
  /** Where they stand beside scale and shift, for each truncation. */
  readonly statistics?: { readonly epsilon: number };
}

/**
 * Plans NAME.scale and NAME.shift, [classes, C], and where z has a say NAME.scaleLatent and NAME.shiftLatent, [C, entries]; for statistics by
 * truncation NAME.mean and NAME.variance, [truncations, C]; where the embedding is kept, NAME.scale and NAME.shift have one row and
 * NAME.scaleClass and NAME.shiftClass, [C, E], read it.
 * @throws Misfit
 */
export function planNorm(draft: Draft, scope: string, piece: NormPiece, { channels }: Extent): PlannedNorm {
  const found = formAt(draft, scope, piece);
  if (!found) {
    const name = within(scope, alternatives(piece.name)[0]);
    throw new Misfit(within(name, alternatives(piece.forms[0].mean)[0]), "statistics of a norm", NOTHING);
  }
  const { form, base } = found;
  const { view } = draft;
  const mean = view.find(base, form.mean);
  const variance = view.find(base, form.variance);
  for (const tensor of [mean, variance]) {
    if (!tensor) continue;
    const { shape } = tensor.tensor;
    const own = form.byTruncation ? shape.slice(1) : shape;
    if (countOf(own) !== channels) throw misfit(tensor, draft, `${channels} numbers`);
    draft.used.set(tensor, `${base}.scale, ${base}.shift`);
  }
  if (!mean) draft.withoutStatistics++;
  draft.epsilons.add(piece.epsilon);
  const both = form.both === undefined ? undefined : view.find(base, form.both);
  if (both) {
    const [classes, width] = both.tensor.shape;
    if (both.tensor.shape.length !== 2 || width !== 2 * channels) {
      throw misfit(both, draft, `[classes, ${2 * channels}]`);
    }
    agreeOnClasses(draft, classes, both);
    draft.used.set(both, `${base}.scale, ${base}.shift`);
  }
  const gain = form.gain && findFactor(draft, base, form.gain, channels, "scale");
  const shift = form.shift && findFactor(draft, base, form.shift, channels, "shift");
  const latent = latentPart(draft, [gain, shift]);
  const name = base;
  // Where only one of them has classes, both become tables: they are folded together.
  // Where the gains themselves decide whether 1 is added, they are written out.
  const linear = !both && form.plusOne !== "if-around-zero" && isOfEmbedding(gain, shift);
  const byEmbedding = linear && draft.shared?.isKept ? draft.shared : undefined;
  const rows = !byEmbedding && (both || [gain, shift].some(hasClasses)) ? ("classes" as const) : 1;
  if (rows === "classes") draft.perClass += 2 * channels;
  const table = [rows, channels] as const;
  const entries = latent ? latent[1] - latent[0] : 0;
  const matrices = (of: "Latent" | "Class", inputs: number) =>
    inputs === 0
      ? []
      : (["scale", "shift"] as const).map(
          (factor) => [`${name}.${factor}${of}`, [channels, inputs]] as const,
        );
  const { epsilon } = piece;
  const truncations = form.byTruncation && mean ? mean.tensor.shape[0] : undefined;
  const byTruncation = truncations === undefined ? [] : [[{ truncations }, channels] as const];
  draft.jobs.push({
    outputs: [
      [`${name}.scale`, table],
      [`${name}.shift`, table],
      ...matrices("Latent", entries),
      ...matrices("Class", byEmbedding?.size ?? 0),
      ...byTruncation.flatMap((shape) => [
        [`${name}.mean`, shape] as const,
        [`${name}.variance`, shape] as const,
      ]),
    ],
    run: (context) =>
      makeNorm(draft, context, {
        name,
        channels,
        epsilon,
        form,
        mean,
        variance,
        both,
        gain,
        shift,
        latent,
        byEmbedding: byEmbedding !== undefined,
      }),
  });
  return {
    name,
    latent,
    ...(byEmbedding && { embedding: byEmbedding.name }),
    ...(truncations !== undefined && { statistics: { epsilon } }),
  };
}

function formAt(draft: Draft, scope: string, piece: NormPiece): { form: NormForm; base: string } | undefined {
  const { view, family, shared } = draft;
  const has = (base: string, factor: Factor) =>
    factor.bare
      ? view.find(base, factor.name) !== undefined
      : view.locate(base, factor.name, family.storages) !== undefined;
  for (const name of alternatives(piece.name)) {
    const base = within(scope, name);
    for (const form of piece.forms) {
      if (form.needsShared && !shared) continue;
      if (form.gain && !has(base, form.gain)) continue;
      if (form.shift && !has(base, form.shift)) continue;
      if (form.both !== undefined && !view.find(base, form.both)) continue;
      const statistics = view.find(base, form.mean) && view.find(base, form.variance);
      if (!statistics && !form.mayLackStatistics) continue;
      return { form, base };
    }
  }
  return undefined;
}

function findFactor(
  draft: Draft,
  base: string,
  factor: Factor,
  channels: number,
  becomes: "scale" | "shift",
): FoundFactor {
  const { view, family, shared } = draft;
  if (factor.bare) {
    const tensor = view.find(base, factor.name) as FlatTensor;
    const { shape } = tensor.tensor;
    const classes = factor.as === "table" ? shape[0] : undefined;
    const fits = classes === undefined ? countOf(shape) === channels : countOf(shape.slice(1)) === channels;
    if (!fits)
      throw misfit(tensor, draft, classes === undefined ? `${channels} numbers` : `[classes, ${channels}]`);
    if (classes !== undefined) agreeOnClasses(draft, classes, tensor);
    draft.used.set(tensor, `${base}.${becomes}`);
    return { as: "bare", tensor, classes };
  }
  const located = view.locate(base, factor.name, family.storages) as Located;
  const { shape } = located.weight.tensor;
  use(draft, located, base, becomes);
  if (factor.as === "table") {
    if (shape.length !== 2 || shape[1] !== channels)
      throw misfit(located.weight, draft, `[classes, ${channels}]`);
    agreeOnClasses(draft, shape[0], located.weight);
    return { as: "table", located, classes: shape[0] };
  }
  if (shape.length !== 2 || shape[0] !== channels)
    throw misfit(located.weight, draft, `[${channels}, inputs]`);
  if (shared) {
    if (shape[1] < shared.size) throw misfit(located.weight, draft, `[${channels}, ${shared.size} or more]`);
  } else agreeOnClasses(draft, shape[1], located.weight);
  return { as: "linear", located, inputs: shape[1] };
}

/** All tables of a generator are of the same classes. */
function agreeOnClasses(draft: Draft, classes: number, tensor: FlatTensor): void {
  draft.classes ??= classes;
  if (draft.classes !== classes) throw misfit(tensor, draft, `${draft.classes} classes`);
}

/** The part of z that a norm's linear factors read beside the shared embedding. */
function latentPart(
  draft: Draft,
  factors: readonly (FoundFactor | undefined)[],
): readonly [number, number] | undefined {
  const { shared, family } = draft;
  const linear = factors.find((factor) => factor?.as === "linear");
  if (!shared || linear?.as !== "linear") return undefined;
  const entries = linear.inputs - shared.size;
  if (entries === 0) return undefined;
  // The first chunk is the first layer's; each block has the next.
  const from = family.shared?.latent === "all" ? 0 : entries * draft.blocks;
  draft.latent = Math.max(draft.latent, from + entries);
  return [from, from + entries];
}

/** Whether what depends on the class is linear in the shared embedding. */
function isOfEmbedding(...factors: readonly (FoundFactor | undefined)[]): boolean {
  const ofClasses = factors.filter(hasClasses);
  return ofClasses.length > 0 && ofClasses.every((factor) => factor?.as === "linear");
}

function hasClasses(factor: FoundFactor | undefined): boolean {
  return factor !== undefined && (factor.as !== "bare" || factor.classes !== undefined);
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
