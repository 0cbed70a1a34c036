/**
 * Batch normalisation as in training: with the statistics of the batch at hand in place of running ones. Some generators were only ever
 * run so, and draw other images with their running statistics.
 */
import {
  add,
  concat,
  mean,
  reshape,
  split,
  square,
  sub,
  type Tensor,
  type Tensor4D,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import { NO_INTERVENTION } from "../../attention/intervention";
import type { InnerLayer, Layer } from "../../model/formats/manifest";
import type { Tensor as FileTensor } from "../../model/formats/safetensors";
import { buildAttention } from "../attention/attention";
import { attend } from "../attention/site-pass";
import type { LayerOf, PassContext } from "../layers/built-layer";
import { buildDense } from "../layers/dense";
import { buildLayer } from "../layers/layers";
import { oneHot } from "../tensors/class-mix";
import { readBack } from "../tensors/read-back";
import { type Extent, WeightStore } from "../tensors/weights";
import { misplaced } from "./stages";

/** The statistics that a `norm` layer's scale and shift have folded in. */
export interface FoldedNorm {
  /** Name of the layer. */
  readonly layer: string;
  /** [C] */
  readonly mean: Float32Array;
  /** [C] */
  readonly variance: Float32Array;
  /** Added to the variance. */
  readonly epsilon: number;
}

/** What of a manifest counts here. */
export interface GeneratorPlan {
  readonly latent: { readonly size: number };
  readonly classes: readonly unknown[] | null;
  readonly generator: { readonly layers: readonly Layer[] };
}

/** The batch. */
export interface LatentBatch {
  /** [B, latent size] row by row */
  readonly z: Float32Array;
  /** Number of each one's class, [B]; absent for a model without classes. */
  readonly labels?: ArrayLike<number>;
}

/**
 * A generator's tensors with the statistics of a batch folded in: mean and biased variance of what comes into each norm, layer by layer,
 * as in training. The batch's own images are then exactly those of training mode. Runs on the current TensorFlow.js backend.
 * @param tensors of the generator, with `norms` folded in; they stay as they are
 * @param norms those to fold again; the others do not change
 * @throws RangeError for latents or labels that do not fit, or norms that are no layer of it; LensError as a `Generator` does
 */
export async function withBatchStatistics(
  plan: GeneratorPlan,
  tensors: ReadonlyMap<string, FileTensor>,
  norms: readonly FoldedNorm[],
  batch: LatentBatch,
): Promise<ReadonlyMap<string, FileTensor>> {
  const pass = new TrainingPass(plan, tensors, norms);
  await pass.run(batch);
  return pass.tensors;
}

/** Features and their extent. */
interface Step {
  readonly x: Tensor4D;
  readonly extent: Extent;
}

/** One pass of a batch that leaves its statistics in `tensors`. */
class TrainingPass {
  readonly tensors: Map<string, FileTensor>;
  readonly #plan: GeneratorPlan;
  readonly #open: Map<string, FoldedNorm>;

  constructor(plan: GeneratorPlan, tensors: ReadonlyMap<string, FileTensor>, norms: readonly FoldedNorm[]) {
    this.#plan = plan;
    this.tensors = new Map(tensors);
    this.#open = new Map(norms.map((norm) => [norm.layer, norm]));
  }

  async run(batch: LatentBatch): Promise<void> {
    const [first, ...rest] = this.#plan.generator.layers;
    if (first.type !== "dense") throw misplaced("generator", 0, "the first layer must be dense");
    const context = this.#contextOf(batch);
    try {
      const { latent } = context;
      const start = this.#with((weights) => {
        const stem = buildDense(first, { weights, latentSize: this.#plan.latent.size });
        return { x: tidy(() => stem.apply(latent, context)), extent: stem.out };
      });
      const end = await this.#sequence(rest, start, context);
      end.x.dispose();
    } finally {
      context.classWeights.dispose();
      context.latent.dispose();
    }
    const [missing] = this.#open.keys();
    if (missing !== undefined) throw new RangeError(`there is no norm ${missing}`);
  }

  #contextOf({ z, labels }: LatentBatch): PassContext & Required<Pick<PassContext, "latent">> {
    const { size } = this.#plan.latent;
    const count = z.length / size;
    const classes = this.#plan.classes?.length ?? 1;
    if (!Number.isInteger(count) || count === 0)
      throw new RangeError(`${z.length} numbers are no latents of ${size}`);
    if (labels && labels.length !== count)
      throw new RangeError(`${labels.length} labels do not fit ${count} latents`);
    const weights = new Float32Array(count * classes);
    for (let at = 0; at < count; at++) weights.set(oneHot(classes, labels?.[at] ?? 0), at * classes);
    return { classWeights: tensor2d(weights, [count, classes]), weights, latent: tensor2d(z, [count, size]) };
  }

  /** All layers in order. Frees what goes in. */
  async #sequence(layers: readonly Layer[], start: Step, context: PassContext): Promise<Step> {
    let step = start;
    for (const layer of layers) {
      const { x } = step;
      step = await this.#step(layer, step, context).finally(() => x.dispose());
    }
    return step;
  }

  /** One layer. What goes in stays. */
  async #step(layer: Layer, step: Step, context: PassContext): Promise<Step> {
    if (layer.type === "residual") return this.#residual(layer, step, context);
    if (layer.type === "norm") {
      const open = this.#open.get(layer.name);
      if (open) await this.#fold(open, step);
    }
    return this.#with((weights) => {
      const { x, extent } = step;
      const materials = { weights, latentSize: this.#plan.latent.size };
      if (layer.type === "attention") {
        const site = buildAttention(layer, extent, materials);
        // Attention is built for one image at a time.
        const each = () =>
          split(x, x.shape[0]).map((one) => attend(site, one as Tensor4D, undefined, NO_INTERVENTION).y);
        return { x: tidy(() => concat(each())), extent };
      }
      const built = buildLayer(layer as InnerLayer | LayerOf<"tanh">, extent, materials);
      return { x: tidy(() => built.apply(x, context).y), extent: built.out };
    });
  }

  async #residual(layer: LayerOf<"residual">, step: Step, context: PassContext): Promise<Step> {
    const copy = (): Step => ({ ...step, x: step.x.clone() });
    const main = await this.#sequence(layer.main, copy(), context);
    const shortcut = await this.#sequence(layer.shortcut, copy(), context);
    const sum = add(main.x, shortcut.x) as Tensor4D;
    main.x.dispose();
    shortcut.x.dispose();
    return { x: sum, extent: main.extent };
  }

  /** Puts the statistics of what comes into a norm in place of those it has. */
  async #fold(norm: FoldedNorm, { x }: Step): Promise<void> {
    const [means, variances] = await Promise.all(
      tidy(() => {
        const centre = channelMeans(x);
        return [centre, channelMeans(square(sub(x, centre)))];
      }).map((tensor) => readBack(tensor)),
    );
    this.#open.delete(norm.layer);
    refold(this.tensors, norm, { ...norm, mean: means, variance: variances });
  }

  /** Builds something from the tensors as they are now, and frees what was uploaded for it. */
  #with<T>(build: (weights: WeightStore) => T): T {
    const weights = new WeightStore(this.tensors, "generator");
    try {
      return build(weights);
    } finally {
      weights.dispose();
    }
  }
}

/** Means over all images and places, [C]. Axis by axis: one long sum in single precision would lose digits. */
function channelMeans(x: Tensor): Tensor {
  return reshape(mean(mean(mean(x, 2), 1), 0), [-1]);
}

/** Exchanges the statistics in a norm's scale and shift. */
function refold(tensors: Map<string, FileTensor>, from: FoldedNorm, to: FoldedNorm): void {
  const { layer } = from;
  const channels = to.mean.length;
  if (tensors.has(`${layer}.mean`)) {
    // They stand beside scale and shift; one row is for every truncation.
    tensors.set(`${layer}.mean`, { shape: [1, channels], data: to.mean });
    tensors.set(`${layer}.variance`, { shape: [1, channels], data: to.variance });
    return;
  }
  const ratios = Float64Array.from(to.mean, (_, c) =>
    Math.sqrt((from.variance[c] + from.epsilon) / (to.variance[c] + to.epsilon)),
  );
  const numbers = (name: string) => tensors.get(`${layer}.${name}`)?.data as Float32Array | undefined;
  const put = (scaleName: string, shiftName: string, channelOf: (at: number) => number) => {
    const [scale, shift] = [numbers(scaleName), numbers(shiftName)];
    if (!scale || !shift) return;
    // One of them may be the same for all classes.
    const count = Math.max(scale.length, shift.length);
    const [scales, shifts] = [new Float32Array(count), new Float32Array(count)];
    for (let at = 0; at < count; at++) {
      const c = channelOf(at);
      const before = scale[at % scale.length];
      const after = before * ratios[c];
      scales[at] = after;
      shifts[at] = shift[at % shift.length] + from.mean[c] * before - to.mean[c] * after;
    }
    const shape = (tensors.get(`${layer}.${scale.length === count ? scaleName : shiftName}`) as FileTensor)
      .shape;
    tensors.set(`${layer}.${scaleName}`, { shape, data: scales });
    tensors.set(`${layer}.${shiftName}`, { shape, data: shifts });
  };
  put("scale", "shift", (at) => at % channels);
  for (const of of ["Latent", "Class"]) {
    const entries = (numbers(`scale${of}`)?.length ?? 0) / channels;
    put(`scale${of}`, `shift${of}`, (at) => Math.floor(at / entries));
  }
}
