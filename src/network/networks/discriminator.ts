/**
 * A discriminator built from its manifest: image in, score and the features of every attention site out, and where it is wanted
 * the gradient of the score by the image.
 */
import { type Tensor, type Tensor4D, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { NO_INTERVENTION } from "../../attention/intervention";
import type { AttentionSite } from "../../attention/site";
import { LensError } from "../../model/errors";
import type { Manifest } from "../../model/formats/manifest";
import type { Tensor as FileTensor } from "../../model/formats/safetensors";
import type { AttentionSiteLayer } from "../attention/attention";
import { attend, featureCount, featuresOf, joined, sitesFrom } from "../attention/site-pass";
import { contextOf, uniform } from "../tensors/class-mix";
import { readBack } from "../tensors/read-back";
import { WeightStore } from "../tensors/weights";
import { buildHead, type JudgeHead } from "./discriminator-head";
import { buildStages, type Stage, sitesAmong } from "./stages";

/** Input of a discriminator. */
export interface DiscriminatorInput {
  /** [size, size, channels] row by row, -1 to 1 */
  readonly image: Float32Array;
  /** Weights over the classes, summing to 1; the same for each where absent. */
  readonly classWeights?: Float32Array;
  readonly withGradient?: boolean;
}

/** What it gives. */
export interface DiscriminatorOutput {
  /** The logit: the higher, the more like a real image (of the class). In training real ones are pushed above 1, made ones below -1. */
  readonly score: number;
  /** One per attention layer, from the image to the score. */
  readonly sites: readonly AttentionSite[];
  /** d score / d image, [size, size, channels] row by row; where it was requested. */
  readonly gradient: Float32Array | undefined;
}

/** A discriminator on the current TensorFlow.js backend. Dispose it when done. */
export class Discriminator {
  readonly #weights: WeightStore;
  readonly #stages: readonly Stage[];
  readonly #sites: readonly AttentionSiteLayer[];
  readonly #head: JudgeHead;
  readonly #classes: number;
  readonly #model: string;
  /** [1, size, size, channels] */
  readonly #shape: [number, number, number, number];

  /**
   * @param tensors of the weights file, in PyTorch layout
   * @throws LensError `no-discriminator` for a model without one; where a tensor is missing or its shape does not fit the manifest
   */
  constructor(manifest: Manifest, tensors: ReadonlyMap<string, FileTensor>) {
    if (!manifest.discriminator) throw new LensError("no-discriminator", { model: manifest.id });
    const { layers, weights } = manifest.discriminator;
    const { size, channels } = manifest.image;
    this.#weights = new WeightStore(tensors, weights.path);
    this.#classes = manifest.classes?.length ?? 1;
    this.#model = manifest.id;
    this.#shape = [1, size, size, channels];
    const pool = layers.findIndex(({ type }) => type === "sumPool");
    const split = pool < 0 ? layers.length : pool;
    try {
      const from = { channels, height: size, width: size };
      const { stages, out } = buildStages(layers.slice(0, split), {
        from,
        materials: { weights: this.#weights },
        network: "discriminator",
        first: 0,
      });
      this.#stages = stages;
      this.#sites = sitesAmong(stages);
      this.#head = buildHead(layers.slice(split), out, this.#weights, split);
    } catch (error) {
      this.#weights.dispose();
      throw error;
    }
  }

  /**
   * One image. The whole result is read back from the backend at once.
   * @throws RangeError for an image or class weights of another size; LensError `output-not-finite`
   */
  async discriminate({
    image,
    classWeights,
    withGradient = false,
  }: DiscriminatorInput): Promise<DiscriminatorOutput> {
    const [, size, , channels] = this.#shape;
    if (image.length !== size * size * channels) {
      throw new RangeError(`${image.length} numbers are no picture of ${size} x ${size} x ${channels}`);
    }
    const weights = classWeights ?? uniform(this.#classes);
    const values = await readBack(tidy(() => this.#forward(image, weights, withGradient)));
    if (!values.every(Number.isFinite)) throw new LensError("output-not-finite", { model: this.#model });
    const end = 1 + featureCount(this.#sites);
    return {
      score: values[0],
      sites: sitesFrom(values.subarray(1, end), this.#sites, "discriminator"),
      gradient: withGradient ? values.slice(end) : undefined,
    };
  }

  dispose(): void {
    this.#weights.dispose();
  }

  /** Score, features of the sites and, where it is wanted, the gradient, one after the other. */
  #forward(image: Float32Array, classWeights: Float32Array, withGradient: boolean): Tensor {
    const context = contextOf(classWeights, this.#classes);
    const features: Tensor[] = [];
    const backwards: ((dy: Tensor4D) => Tensor4D)[] = [];
    let x = tensor4d(image, this.#shape);
    for (const { kind, layer } of this.#stages) {
      if (kind === "layer") {
        const { y, backward } = layer.apply(x, context);
        backwards.push(backward);
        x = y;
      } else {
        const { y, pass } = attend(layer, x, undefined, NO_INTERVENTION);
        features.push(...featuresOf(pass));
        backwards.push((dy) => layer.backward(dy, pass));
        x = y;
      }
    }
    const { score, gradient } = this.#head.apply(x, context);
    const imageGradient = withGradient
      ? [backwards.reduceRight((dy, backward) => backward(dy), gradient())]
      : [];
    return joined([score, ...features, ...imageGradient]);
  }
}
