/** What one step of training reports. */
import type { LearningConfig } from "./config";
import type { Layout } from "./layout";

/** Which weights the generator draws images with: their average over the steps, or those of the last step. */
export type Weights = "average" | "last";

/** What is reported of one step. */
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

/** Names of the weights whose singular values are reported, in their order. */
export function weightNames({ parameters }: Layout): string[] {
  return parameters.filter(({ weight }) => weight).map(({ name }) => name);
}

/**
 * Figures of a step from the numbers read back at once: losses and lengths of updates, gammas, scores [2 B], singular values.
 * @param step steps done
 */
export function readFigures(
  numbers: Float32Array,
  step: number,
  { batch, attention }: LearningConfig,
  layouts: { readonly generator: Layout; readonly discriminator: Layout },
): StepFigures {
  let at = 0;
  const take = (count: number) => {
    at += count;
    return numbers.slice(at - count, at);
  };
  const [discriminatorLoss, generatorLoss, discriminatorUpdate, generatorUpdate] = take(4);
  const [generatorGamma, discriminatorGamma] = take(attention ? 2 : 0);
  const realScores = take(batch);
  const fakeScores = take(batch);
  const sigmas = (layout: Layout) => {
    const names = weightNames(layout);
    const values = take(names.length);
    return Object.fromEntries(names.map((name, n) => [name, values[n]]));
  };
  return {
    step,
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
    generatorSigmas: sigmas(layouts.generator),
    discriminatorSigmas: sigmas(layouts.discriminator),
  };
}

function meanOf(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
