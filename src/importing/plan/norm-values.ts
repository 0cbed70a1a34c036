/** The numbers of a planned norm: statistics folded with the gain and shift of each class, and of z. */
import { LensError } from "../../model/errors";
import { truncationRow } from "../../model/truncation-row";
import type { FlatTensor } from "../flatten";
import { columnsInto } from "../matrix";
import type { Located } from "../view";
import type { NormForm } from "../vocabulary";
import type { Draft, PlanContext } from "./plan";
import { normalised } from "./weights";

/** A norm's factor where it lies. */
export type FoundFactor =
  | { readonly as: "bare"; readonly tensor: FlatTensor; readonly classes: number | undefined }
  | { readonly as: "table"; readonly located: Located; readonly classes: number }
  | { readonly as: "linear"; readonly located: Located; readonly inputs: number };

/** A factor's numbers: where in `data` those of each class begin (of all, where it has none), and what an entry of z adds, [C, entries], and one of the embedding, [C, E]. */
interface FactorValues {
  readonly starts: readonly number[];
  readonly data: Float32Array;
  readonly latent?: Float32Array;
  readonly embedding?: Float32Array;
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
  /** The shared embedding is kept, and read by matrices. */
  readonly byEmbedding: boolean;
}

export async function makeNorm(draft: Draft, context: PlanContext, work: NormWork): Promise<void> {
  const { name, channels, epsilon, form } = work;
  const { mean, variance } = await statisticsOf(context, work);
  const [gain, shift] = work.both
    ? halves(await context.read(work.both), channels, context.classes)
    : [await valuesOf(draft, context, work.gain, work), await valuesOf(draft, context, work.shift, work)];
  const plusOne = decidePlusOne(form.plusOne, gain, channels, context);
  const inverse = Float64Array.from(variance, (value) => 1 / Math.sqrt(value + epsilon));
  if (!inverse.every(Number.isFinite)) throw new LensError("import-not-finite", { tensor: `${name}.scale` });
  // What depends on the truncation stands in tables of its own.
  const folded = form.byTruncation
    ? { mean: new Float32Array(channels), inverse: new Float64Array(channels).fill(1) }
    : { mean, inverse };
  const scales = context.buffer(`${name}.scale`);
  const shifts = context.buffer(`${name}.shift`);
  for (let row = 0; row * channels < scales.length; row++) {
    // A factor without classes is one row for all.
    const gainStart = gain ? gain.starts[gain.starts.length > 1 ? row : 0] : 0;
    const shiftStart = shift ? shift.starts[shift.starts.length > 1 ? row : 0] : 0;
    for (let c = 0; c < channels; c++) {
      const own = gain ? gain.data[gainStart + c] + plusOne : 1;
      const scale = own * folded.inverse[c];
      scales[row * channels + c] = scale;
      shifts[row * channels + c] = (shift ? shift.data[shiftStart + c] : 0) - folded.mean[c] * scale;
    }
  }
  /** What an entry of z, or of the embedding, adds. */
  const foldMatrices = (of: "latent" | "embedding", suffix: "Latent" | "Class") => {
    const [scaleBuffer, shiftBuffer] = [`${name}.scale${suffix}`, `${name}.shift${suffix}`].map(
      context.buffer,
    );
    const entries = scaleBuffer.length / channels;
    for (let c = 0; c < channels; c++) {
      for (let at = c * entries; at < (c + 1) * entries; at++) {
        const scale = (gain?.[of]?.[at] ?? 0) * folded.inverse[c];
        scaleBuffer[at] = scale;
        shiftBuffer[at] = (shift?.[of]?.[at] ?? 0) - folded.mean[c] * scale;
      }
    }
  };
  if (work.latent) foldMatrices("latent", "Latent");
  if (work.byEmbedding) foldMatrices("embedding", "Class");
  context.norm({ layer: name, mean, variance, epsilon });
}

/** What is added to a stored gain. */
function decidePlusOne(
  plusOne: NormForm["plusOne"],
  gain: FactorValues | undefined,
  channels: number,
  context: PlanContext,
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
  context.assume("gain-form", { form: alone ? "plain" : "plus-one" });
  return alone ? 0 : 1;
}

/**
 * The statistics of a norm, [C]. Those for several truncations are also written as they are to be kept; what is returned of them is the row of
 * the one that is kept, or of 1.
 * @throws LensError `import-not-finite`
 */
async function statisticsOf(
  context: PlanContext,
  { name, channels, epsilon, form, mean, variance }: NormWork,
): Promise<{ readonly mean: Float32Array; readonly variance: Float32Array }> {
  const read = async (tensor: FlatTensor | undefined, otherwise: number, becomes: string) => {
    if (!tensor) return new Float32Array(channels).fill(otherwise);
    const data = await context.read(tensor);
    if (!form.byTruncation) return data;
    const row = truncationRow(data, channels, context.truncation ?? 1).slice();
    const kept = context.truncation === undefined ? data : row;
    if (becomes === "variance" && !kept.every((value) => value + epsilon > 0)) {
      throw new LensError("import-not-finite", { tensor: `${name}.scale` });
    }
    context.buffer(`${name}.${becomes}`).set(kept);
    return row;
  };
  return { mean: await read(mean, 0, "mean"), variance: await read(variance, 1, "variance") };
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
  });
  return [half(0), half(channels)];
}

async function valuesOf(
  draft: Draft,
  context: PlanContext,
  factor: FoundFactor | undefined,
  { channels, byEmbedding }: NormWork,
): Promise<FactorValues | undefined> {
  if (!factor) return undefined;
  if (factor.as === "linear") return linearValues(draft, context, factor, { channels, byEmbedding });
  const data =
    factor.as === "bare"
      ? await context.read(factor.tensor)
      : await normalised(factor.located, "dense", draft.family.layout, context);
  const starts =
    factor.classes === undefined ? [0] : (context.classes ?? [0]).map((label) => label * channels);
  return { starts, data };
}

/** A matrix [C, inputs] of one-hot classes, or of the shared embedding and a part of z. */
async function linearValues(
  draft: Draft,
  context: PlanContext,
  { located, inputs }: FoundFactor & { as: "linear" },
  { channels, byEmbedding }: Pick<NormWork, "channels" | "byEmbedding">,
): Promise<FactorValues> {
  const data = await normalised(located, "dense", draft.family.layout, context);
  const classes = context.classes ?? [0];
  const starts = classes.map((_, row) => row * channels);
  if (!draft.shared) {
    const table = new Float32Array(classes.length * channels);
    classes.forEach((label, row) => {
      for (let c = 0; c < channels; c++) table[row * channels + c] = data[c * inputs + label];
    });
    return { starts, data: table };
  }
  const { size } = draft.shared;
  const entries = inputs - size;
  const classFirst = draft.family.shared?.order === "class-first";
  const [fromClass, fromLatent] = classFirst ? [0, size] : [entries, 0];
  const columns = (from: number, count: number) => {
    const picked = new Float32Array(channels * count);
    columnsInto(picked, data, inputs, from);
    return picked;
  };
  const latent = entries === 0 ? {} : { latent: columns(fromLatent, entries) };
  if (byEmbedding) {
    return { starts: [0], data: new Float32Array(channels), ...latent, embedding: columns(fromClass, size) };
  }
  const table = new Float32Array(classes.length * channels);
  const shared = await context.shared();
  for (let row = 0; row < classes.length; row++) {
    for (let c = 0; c < channels; c++) {
      const start = c * inputs + fromClass;
      let sum = 0;
      for (let e = 0; e < size; e++) sum += data[start + e] * shared[row * size + e];
      table[row * channels + c] = sum;
    }
  }
  return { starts, data: table, ...latent };
}
