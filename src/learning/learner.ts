/**
 * A small SAGAN that learns from scratch: both networks, the average of the generator, and the step (Zhang et al. 2019, section 3,
 * equation 4 for the losses; two rates after Heusel et al. 2017, arXiv:1706.08500).
 */
import {
  abs,
  add,
  concat,
  div,
  keep,
  mean,
  mul,
  neg,
  relu,
  reshape,
  type Scalar,
  slice,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor1d,
  tensor2d,
  tensor4d,
  tidy,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import { normalNoise } from "../latent/noise";
import { checkConfig, type LearningConfig } from "./config";
import { registerGradients } from "./gradients";
import { initialValues, initialVectors } from "./initial";
import { discriminatorLayout, generatorLayout, type Layout } from "./layout";
import { type Look, lookFrom } from "./look";
import { type AttentionRecord, discriminate, generate } from "./networks";
import { picturesOf } from "./pictures";
import { latentsOf, mixedSeed, PURPOSE } from "./seeds";
import { powerIteration } from "./spectral";
import { TrainedNetwork, type TrainedState } from "./trained";

/** Everything that changes during a run, so that going on from it equals never having stopped. */
export interface LearnerState {
  readonly step: number;
  readonly generator: TrainedState;
  readonly discriminator: TrainedState;
  /** The averaged generator's parameters, flat. */
  readonly average: Float32Array;
}

/** What one step tells. */
/** Which weights of the generator draw: their average over the steps, or those of the last step. */
export type Weights = "average" | "last";

export interface StepFigures {
  /** Steps done. */
  readonly step: number;
  readonly discriminatorLoss: number;
  readonly generatorLoss: number;
  /** The discriminator's scores of each image, before its update, [B]. */
  readonly realScores: Float32Array;
  readonly fakeScores: Float32Array;
  readonly realMean: number;
  readonly fakeMean: number;
  /** Gamma after the step; `undefined` without attention. */
  readonly generatorGamma: number | undefined;
  readonly discriminatorGamma: number | undefined;
  /** Length of the change of all parameters of a network. */
  readonly generatorUpdate: number;
  readonly discriminatorUpdate: number;
  /** Largest singular value of each raw weight, as the step's power iteration sees it, by name. */
  readonly generatorSigmas: Readonly<Record<string, number>>;
  readonly discriminatorSigmas: Readonly<Record<string, number>>;
}

/** Largest singular value of one weight: as it is kept, and as a pass uses it (the same without spectral normalisation). */
export interface LayerSpectrum {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** Iterations that bring a singular value near its limit. */
const MANY_ITERATIONS = 30;
/** Iterations before the first step, as in `training/learning.py`. */
const START_ITERATIONS = 5;

/** A run on the current TensorFlow.js backend. Dispose it when done. */
export class Learner {
  readonly config: LearningConfig;
  readonly generator: TrainedNetwork;
  readonly discriminator: TrainedNetwork;
  readonly average: Variable;
  #step: number;

  /**
   * @param state to go on from; a fresh run by the configuration's seed where absent
   * @throws RangeError for a configuration that no network can be made of, or a state that does not fit it
   */
  constructor(config: LearningConfig, state?: LearnerState) {
    checkConfig(config);
    registerGradients();
    this.config = config;
    const { beta1, beta2, gammaRate } = config;
    const build = (layout: Layout, start: TrainedState, spectral: boolean, others: number) => {
      if (start.values.length !== layout.size || start.vectors.length !== layout.vectorSize)
        throw new RangeError("the state belongs to networks of another shape");
      return new TrainedNetwork(layout, start, spectral, { gamma: gammaRate, others }, { beta1, beta2 });
    };
    const g = generatorLayout(config);
    const d = discriminatorLayout(config);
    this.generator = build(
      g,
      state?.generator ?? fresh(g, config.seed, 0),
      config.spectralGenerator,
      config.generatorRate,
    );
    this.discriminator = build(
      d,
      state?.discriminator ?? fresh(d, config.seed, 1),
      config.spectralDiscriminator,
      config.discriminatorRate,
    );
    this.average = tidy(() =>
      variable(state ? tensor1d(state.average) : (this.generator.values as Tensor1D).clone(), false),
    );
    this.#step = state?.step ?? 0;
    if (!state) {
      for (const network of [this.generator, this.discriminator]) {
        tidy(() => {
          for (let n = 0; n < START_ITERATIONS; n++) network.iterate();
        });
      }
    }
  }

  /** Steps done. */
  get step(): number {
    return this.#step;
  }

  /** One step on the run's own images and latents, functions of its seed and the step. */
  advance(): Promise<StepFigures> {
    const { config } = this;
    return this.learn(
      picturesOf(config, config.seed, this.#step, config.batch),
      latentsOf(config.seed, this.#step, config.batch, config.latent),
    );
  }

  /**
   * One update of the discriminator, then one of the generator against it, by the same images of the same latents.
   * @param images real ones, [B, size, size, channels] row by row
   * @param latents [B, latent] row by row
   */
  async learn(pictures: Float32Array, latents: Float32Array): Promise<StepFigures> {
    const { config, generator, discriminator } = this;
    const { size, channels, batch } = config;
    const figures = tidy(() => {
      const real = tensor4d(pictures, [batch, size, size, channels]);
      const z = tensor2d(latents, [batch, config.latent]);
      const generatorSigmas = generator.iterate();
      const discriminatorSigmas = discriminator.iterate();
      const fake = generate(config, generator.used(), z);
      const signs = tensor1d(Array.from({ length: 2 * batch }, (_, at) => (at < batch ? -1 : 1)));
      const both = concat([real, fake]) as Tensor4D;
      let scores: Tensor1D | undefined;
      const judged = discriminator.descend((weights) => {
        scores = keep(discriminate(config, weights, both, false));
        return hinge(scores, signs, batch);
      });
      const opponent = discriminator.used();
      const made = generator.descend((weights) => {
        const drawn = generate(config, weights, z);
        const loss = neg(mean(discriminate(config, opponent, drawn, true))) as Scalar;
        return config.diversity > 0 ? (add(loss, mul(sameness(drawn, z), config.diversity)) as Scalar) : loss;
      });
      const share = 1 - Math.min(config.average, (1 + this.#step) / (10 + this.#step));
      this.average.assign(add(this.average, mul(sub(generator.values, this.average), share)));
      const gammas = [generator, discriminator].flatMap(({ layout, values }) => {
        const gamma = layout.byName.get("attn.gamma");
        return gamma ? [slice(values, gamma.offset, 1)] : [];
      });
      const all = [judged.loss, made.loss, judged.size, made.size, ...gammas];
      const joined = concat(
        [...all, scores as Tensor, generatorSigmas, discriminatorSigmas].map((each) => reshape(each, [-1])),
      );
      scores?.dispose();
      return joined;
    });
    this.#step++;
    const numbers = (await figures.data()) as Float32Array;
    figures.dispose();
    return this.#read(numbers);
  }

  /**
   * Images of the averaged generator, normalised by the statistics of their own batch.
   * @param latents [count, latent] row by row; drawn from the run's seed where only a count is given
   * @returns [count, size, size, channels] row by row, -1 to 1
   */
  async sample(latents: Float32Array | number): Promise<Float32Array> {
    const { latent, seed } = this.config;
    const values =
      typeof latents === "number" ? normalNoise(mixedSeed(seed, PURPOSE.samples), latents * latent) : latents;
    const pictures = tidy(() =>
      generate(this.config, this.averageWeights(), tensor2d(values, [values.length / latent, latent])),
    );
    const data = (await pictures.data()) as Float32Array;
    pictures.dispose();
    return data;
  }

  /**
   * The images of the run's first latents, and for each its attention site; none without attention.
   * @param count images, at least 2: they are normalised by the statistics of their own batch
   * @param weights the average, or the last step's own
   */
  async look(count: number, weights: Weights = "average"): Promise<Look> {
    const { config, generator } = this;
    const latents = normalNoise(mixedSeed(config.seed, PURPOSE.samples), count * config.latent);
    const joined = tidy(() => {
      const seen: Tensor[] = [];
      const z = tensor2d(latents, [count, config.latent]);
      const note = ({ queries, keys, share }: AttentionRecord) => seen.push(queries, keys, share);
      const values = weights === "average" ? this.average : generator.values;
      const pictures = generate(config, this.#asUsed(values), z, { look: note });
      const gamma = generator.layout.byName.get("attn.gamma");
      if (gamma) seen.push(slice(values, gamma.offset, 1));
      return concat([pictures, ...seen].map((each) => reshape(each, [-1])));
    });
    const numbers = (await joined.data()) as Float32Array;
    joined.dispose();
    return lookFrom(numbers, config, count);
  }

  /** The averaged generator's parameters as a pass uses them. */
  averageWeights(): ReadonlyMap<string, Tensor> {
    return this.#asUsed(this.average);
  }

  /** Parameters of the generator as a pass uses them; its singular vectors are refined for these weights. In the caller's tidy. */
  #asUsed(values: Tensor): ReadonlyMap<string, Tensor> {
    const { generator } = this;
    const raw = generator.raw(values);
    const vectors = generator.vectors as Tensor1D;
    return generator.used(raw, powerIteration(generator.layout, vectors, raw, MANY_ITERATIONS).singular);
  }

  /** Largest singular values of every weight of both networks, by many iterations. The run itself is left as it is. */
  async spectra(): Promise<{ generator: LayerSpectrum[]; discriminator: LayerSpectrum[] }> {
    const of = async (network: TrainedNetwork): Promise<LayerSpectrum[]> => {
      const { layout, vectors } = network;
      const [before, after] = tidy(() => {
        const raw = network.raw();
        // What the last step divided by: one iteration, which may lag behind.
        const once = powerIteration(layout, vectors as Tensor1D, raw);
        const many = (weights: ReadonlyMap<string, Tensor>) =>
          powerIteration(layout, vectors as Tensor1D, weights, MANY_ITERATIONS).sigmas;
        return [many(raw), many(network.used(raw, once.singular))];
      });
      const [raw, used] = await Promise.all([before.data(), after.data()]);
      before.dispose();
      after.dispose();
      return layout.parameters
        .filter(({ weight }) => weight)
        .map(({ name }, at) => ({ name, before: raw[at], after: used[at] }));
    };
    return { generator: await of(this.generator), discriminator: await of(this.discriminator) };
  }

  async state(): Promise<LearnerState> {
    return {
      step: this.#step,
      generator: await this.generator.state(),
      discriminator: await this.discriminator.state(),
      average: (await this.average.data()) as Float32Array,
    };
  }

  dispose(): void {
    this.generator.dispose();
    this.discriminator.dispose();
    this.average.dispose();
  }

  #read(numbers: Float32Array): StepFigures {
    const { batch, attention } = this.config;
    let at = 0;
    const take = (count: number) => {
      at += count;
      return numbers.slice(at - count, at);
    };
    const [discriminatorLoss, generatorLoss, discriminatorUpdate, generatorUpdate] = take(4);
    const [generatorGamma, discriminatorGamma] = take(attention ? 2 : 0);
    const realScores = take(batch);
    const fakeScores = take(batch);
    const sigmas = ({ parameters }: Layout) => {
      const names = parameters.filter(({ weight }) => weight).map(({ name }) => name);
      const values = take(names.length);
      return Object.fromEntries(names.map((name, n) => [name, values[n]]));
    };
    return {
      step: this.#step,
      discriminatorLoss,
      generatorLoss,
      realScores,
      fakeScores,
      realMean: meanOf(realScores),
      fakeMean: meanOf(fakeScores),
      generatorGamma,
      discriminatorGamma,
      generatorUpdate,
      discriminatorUpdate,
      generatorSigmas: sigmas(this.generator.layout),
      discriminatorSigmas: sigmas(this.discriminator.layout),
    };
  }
}

function fresh(layout: Layout, seed: number, salt: number): TrainedState {
  const zeros = () => new Float32Array(layout.size);
  return {
    values: initialValues(layout, seed, salt),
    first: zeros(),
    second: zeros(),
    vectors: initialVectors(layout, seed, salt),
    updates: 0,
  };
}

/** E[max(0, 1 - D(x))] + E[max(0, 1 + D(G(z)))] (equation 4) of scores [2 B]; `signs` is -1 for real images, 1 for others. */
function hinge(scores: Tensor1D, signs: Tensor1D, batch: number): Scalar {
  return mul(sum(relu(add(1, mul(signs, scores)))), 1 / batch) as Scalar;
}

/**
 * How alike images of different latents are: mean of d(z, z') / d(G(z), G(z')) over image n and n + B/2, d the mean absolute
 * difference (mode seeking, Mao et al. 2019, arXiv:1903.05628, equation 3, inverted to be minimised).
 */
function sameness(pictures: Tensor4D, z: Tensor2D): Tensor {
  const half = Math.floor(z.shape[0] / 2);
  const apart = (x: Tensor) => {
    const flat = reshape(x, [x.shape[0], -1]);
    return mean(abs(sub(slice(flat, 0, half), slice(flat, half, half))), 1);
  };
  return mean(div(apart(z), add(apart(pictures), 1e-5)));
}

function meanOf(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
