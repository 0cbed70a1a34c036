/** Plans for normalisations: statistics folded with what the classes, and z, make of gain and shift. */
import { LensError } from "../model/errors";
import { alternatives, within } from "./family-names";
import type { FlatTensor } from "./flatten";
import type { Draft, Extent, Workshop } from "./plan";
import { misfit, normalised, use } from "./plan-weights";
import { type Located, Misfit, NOTHING } from "./view";
import type { Factor, NormForm, NormPiece } from "./vocabulary";

/** A norm's factor where it lies. */
type FoundFactor =
  | { readonly as: "bare"; readonly tensor: FlatTensor; readonly classes: number | undefined }
  | { readonly as: "table"; readonly located: Located; readonly classes: number }
  | { readonly as: "linear"; readonly located: Located; readonly inputs: number };

/** A factor's numbers: where in `data` those of each class begin (of all, where it has none), and what an entry of z adds, [C, entries]. */
interface FactorValues {
  readonly starts: readonly number[];
  readonly data: Float32Array;
  readonly latent: Float32Array | undefined;
}

/** Whether the file has such a norm there. */
export function hasNorm(draft: Draft, scope: string, piece: NormPiece): boolean {
  return formAt(draft, scope, piece) !== undefined;
}

/**
 * Plans NAME.scale and NAME.shift, [classes, C], and where z has a say NAME.scaleLatent and NAME.shiftLatent, [C, entries].
 * @returns the part of z that it reads, and the name of the layer
 * @throws Misfit
 */
export function planNorm(
  draft: Draft,
  scope: string,
  piece: NormPiece,
  { channels }: Extent,
): { name: string; latent: readonly [number, number] | undefined } {
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
  const rows = both || [gain, shift].some(hasClasses) ? ("classes" as const) : 1;
  if (rows === "classes") draft.perClass += 2 * channels;
  const table = [rows, channels] as const;
  const entries = latent ? latent[1] - latent[0] : 0;
  const { epsilon } = piece;
  draft.jobs.push({
    outputs: [
      [`${name}.scale`, table],
      [`${name}.shift`, table],
      ...(latent
        ? [
            [`${name}.scaleLatent`, [channels, entries]] as const,
            [`${name}.shiftLatent`, [channels, entries]] as const,
          ]
        : []),
    ],
    run: (shop) =>
      makeNorm(draft, shop, { name, channels, epsilon, form, mean, variance, both, gain, shift, latent }),
  });
  return { name, latent };
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
export function agreeOnClasses(draft: Draft, classes: number, tensor: FlatTensor): void {
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

interface NormWork {
  readonly name: string;
  readonly channels: number;
  readonly epsilon: number;
  readonly form: NormForm;
  readonly mean: FlatTensor | undefined;
  readonly variance: FlatTensor | undefined;
  readonly both: FlatTensor | undefined;
  readonly gain: FoundFactor | undefined;
  readonly shift: FoundFactor | undefined;
  readonly latent: readonly [number, number] | undefined;
}

async function makeNorm(draft: Draft, shop: Workshop, work: NormWork): Promise<void> {
  const { name, channels, epsilon, form } = work;
  const statistics = async (tensor: FlatTensor | undefined, otherwise: number) => {
    if (!tensor) return new Float32Array(channels).fill(otherwise);
    const data = await shop.read(tensor);
    return form.byTruncation ? atTruncation(data, channels, shop.truncation) : data;
  };
  const mean = await statistics(work.mean, 0);
  const variance = await statistics(work.variance, 1);
  const [gain, shift] = work.both
    ? halves(await shop.read(work.both), channels, shop.classes)
    : [await valuesOf(draft, shop, work.gain, channels), await valuesOf(draft, shop, work.shift, channels)];
  const plusOne = decidePlusOne(form.plusOne, gain, channels, shop);
  const inverse = Float64Array.from(variance, (value) => 1 / Math.sqrt(value + epsilon));
  if (!inverse.every(Number.isFinite)) throw new LensError("import-not-finite", { tensor: `${name}.scale` });
  const scales = shop.room(`${name}.scale`);
  const shifts = shop.room(`${name}.shift`);
  for (let row = 0; row * channels < scales.length; row++) {
    // A factor without classes is one row for all.
    const gainStart = gain ? gain.starts[gain.starts.length > 1 ? row : 0] : 0;
    const shiftStart = shift ? shift.starts[shift.starts.length > 1 ? row : 0] : 0;
    for (let c = 0; c < channels; c++) {
      const own = gain ? gain.data[gainStart + c] + plusOne : 1;
      const scale = own * inverse[c];
      scales[row * channels + c] = scale;
      shifts[row * channels + c] = (shift ? shift.data[shiftStart + c] : 0) - mean[c] * scale;
    }
  }
  if (work.latent) {
    const entries = work.latent[1] - work.latent[0];
    const [scaleRoom, shiftRoom] = [shop.room(`${name}.scaleLatent`), shop.room(`${name}.shiftLatent`)];
    for (let c = 0; c < channels; c++) {
      for (let at = c * entries; at < (c + 1) * entries; at++) {
        const scale = (gain?.latent?.[at] ?? 0) * inverse[c];
        scaleRoom[at] = scale;
        shiftRoom[at] = (shift?.latent?.[at] ?? 0) - mean[c] * scale;
      }
    }
  }
  shop.norm({ layer: name, mean, variance, epsilon });
}

function hasClasses(factor: FoundFactor | undefined): boolean {
  return factor !== undefined && (factor.as !== "bare" || factor.classes !== undefined);
}

/** What is added to a stored gain. */
function decidePlusOne(
  plusOne: NormForm["plusOne"],
  gain: FactorValues | undefined,
  channels: number,
  shop: Workshop,
): number {
  if (plusOne !== "if-around-zero") return plusOne ? 1 : 0;
  if (!gain) return 0;
  const { data, starts } = gain;
  const count = starts.length * channels;
  let [sum, squares] = [0, 0];
  for (const start of starts) {
    for (let c = 0; c < channels; c++) {
      sum += data[start + c];
      squares += data[start + c] ** 2;
    }
  }
  // Gains that stand alone lie around a positive number; those that 1 is added to lie around 0. Whatever their scale.
  const mean = sum / count;
  const alone = mean > Math.sqrt(Math.max(0, squares / count - mean ** 2));
  shop.assume("gain-form", { form: alone ? "plain" : "plus-one" });
  return alone ? 0 : 1;
}

/** The row of a table of truncations from 0 to 1, between two rows as the code base mixes them. */
function atTruncation(data: Float32Array, channels: number, truncation: number): Float32Array {
  const steps = data.length / channels - 1;
  const place = truncation * steps;
  const first = Math.min(steps, Math.floor(place + 1e-9));
  const rest = place - first;
  const row = data.slice(first * channels, (first + 1) * channels);
  if (!(rest > 1e-9)) return row;
  // The nearer row gets the smaller weight: so it is in the code that the weights were published for.
  const next = (first + 1) * channels;
  for (let c = 0; c < channels; c++) row[c] = row[c] * rest + data[next + c] * (1 - rest);
  return row;
}

/** [classes, 2C] as two tables of the kept classes. */
function halves(
  data: Float32Array,
  channels: number,
  kept: readonly number[] | undefined,
): [FactorValues, FactorValues] {
  const classes = kept ?? [0];
  const half = (from: number): FactorValues => ({
    starts: classes.map((label) => label * 2 * channels + from),
    data,
    latent: undefined,
  });
  return [half(0), half(channels)];
}

async function valuesOf(
  draft: Draft,
  shop: Workshop,
  factor: FoundFactor | undefined,
  channels: number,
): Promise<FactorValues | undefined> {
  if (!factor) return undefined;
  if (factor.as === "linear") return linearValues(draft, shop, factor, channels);
  const data =
    factor.as === "bare"
      ? await shop.read(factor.tensor)
      : await normalised(factor.located, "dense", draft.family.layout, shop);
  const starts = factor.classes === undefined ? [0] : (shop.classes ?? [0]).map((label) => label * channels);
  return { starts, data, latent: undefined };
}

/** A matrix [C, inputs] of one-hot classes, or of the shared embedding and a part of z. */
async function linearValues(
  draft: Draft,
  shop: Workshop,
  { located, inputs }: FoundFactor & { as: "linear" },
  channels: number,
): Promise<FactorValues> {
  const data = await normalised(located, "dense", draft.family.layout, shop);
  const classes = shop.classes ?? [0];
  const table = new Float32Array(classes.length * channels);
  const starts = classes.map((_, row) => row * channels);
  if (!draft.shared) {
    classes.forEach((label, row) => {
      for (let c = 0; c < channels; c++) table[row * channels + c] = data[c * inputs + label];
    });
    return { starts, data: table, latent: undefined };
  }
  const { size } = draft.shared;
  const entries = inputs - size;
  const classFirst = draft.family.shared?.order === "class-first";
  const [fromClass, fromLatent] = classFirst ? [0, size] : [entries, 0];
  const shared = await shop.shared();
  for (let row = 0; row < classes.length; row++) {
    for (let c = 0; c < channels; c++) {
      const start = c * inputs + fromClass;
      let sum = 0;
      for (let e = 0; e < size; e++) sum += data[start + e] * shared[row * size + e];
      table[row * channels + c] = sum;
    }
  }
  if (entries === 0) return { starts, data: table, latent: undefined };
  const latent = new Float32Array(channels * entries);
  for (let c = 0; c < channels; c++) {
    latent.set(data.subarray(c * inputs + fromLatent, c * inputs + fromLatent + entries), c * entries);
  }
  return { starts, data: table, latent };
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
