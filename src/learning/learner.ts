/**
 * A small SAGAN that learns from scratch: both networks, the average of the generator, and the step (Zhang et al. 2019, section 3,
 * equation 4 for the losses; two rates after Heusel et al. 2017, arXiv:1706.08500).
 */
import {
  add,
  concat,
  keep,
  mean,
  mul,
  neg,
  reshape,
  type Scalar,
  slice,
  sub,
  type Tensor,
  type Tensor1D,
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
import { hinge, sameness } from "./losses";
import { type AttentionRecord, discriminate, generate } from "./networks";
import { picturesOf } from "./pictures";
import { latentsOf, mixedSeed, PURPOSE } from "./seeds";
import { powerIteration } from "./spectral";
import { readFigures, type StepFigures, type Weights } from "./step-figures";
import { TrainedNetwork, type TrainedState } from "./trained";

export type { StepFigures, Weights } from "./step-figures";

/** Everything that changes during a run, so that a resumed run equals one that was never stopped. */
export interface LearnerState {
  readonly step: number;
  readonly generator: TrainedState;
  readonly discriminator: TrainedState;
  /** The averaged generator's parameters, flat. */
  readonly average: Float32Array;
}

/** Largest singular value of one weight: as stored, and as a pass uses it (the same without spectral normalisation). */
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
   * @param state to resume; a new run by the configuration's seed where absent
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
      const discriminated = discriminator.descend((weights) => {
        scores = keep(discriminate(config, weights, both, false));
        return hinge(scores, signs, batch);
      });
      const opponent = discriminator.used();
      const generated = generator.descend((weights) => {
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
      const all = [discriminated.loss, generated.loss, discriminated.size, generated.size, ...gammas];
      const joined = concat(
        [...all, scores as Tensor, generatorSigmas, discriminatorSigmas].map((each) => reshape(each, [-1])),
      );
      scores?.dispose();
      return joined;
    });
    this.#step++;
    const numbers = (await figures.data()) as Float32Array;
    figures.dispose();
    return readFigures(numbers, this.#step, config, {
      generator: generator.layout,
      discriminator: discriminator.layout,
    });
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

  /** Largest singular values of every weight of both networks, by many iterations. The run itself does not change. */
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

  /** All of it as of now, also if a step is taken while it is read back. */
  async state(): Promise<LearnerState> {
    const step = this.#step;
    const [generator, discriminator, average] = await Promise.all([
      this.generator.state(),
      this.discriminator.state(),
      this.average.data() as Promise<Float32Array>,
    ]);
    return { step, generator, discriminator, average };
  }

  dispose(): void {
    this.generator.dispose();
    this.discriminator.dispose();
    this.average.dispose();
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
