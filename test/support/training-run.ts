/** Training runs without a worker: states of the right shapes, and figures that say which step they are of. */
import { DEFAULT_CONFIG, type LearningConfig } from "../../src/learning/config";
import { discriminatorLayout, generatorLayout, type Layout } from "../../src/learning/layout";
import type { LearnerState } from "../../src/learning/learner";
import { type StepFigures, weightNames } from "../../src/learning/step-figures";
import type { LearningRun } from "../../src/runtime/jobs/training-run";

export const SMALL_RUN: LearningConfig = {
  ...DEFAULT_CONFIG,
  latent: 32,
  generatorWidths: [8, 8, 8],
  discriminatorWidths: [8, 8, 8],
  batch: 2,
};

export function stateAt(config: LearningConfig, step: number): LearnerState {
  const network = (layout: Layout) => ({
    values: new Float32Array(layout.size).fill(step),
    first: new Float32Array(layout.size),
    second: new Float32Array(layout.size),
    vectors: new Float32Array(layout.vectorSize).fill(1),
    updates: step,
  });
  const g = generatorLayout(config);
  return {
    step,
    generator: network(g),
    discriminator: network(discriminatorLayout(config)),
    average: new Float32Array(g.size).fill(step),
  };
}

export function figuresAt(config: LearningConfig, step: number): StepFigures {
  const sigmas = (layout: Layout, salt: number) =>
    Object.fromEntries(weightNames(layout).map((name, at) => [name, step + salt + at]));
  const gamma = config.attention ? step / 4 : undefined;
  return {
    ...{ step, discriminatorLoss: 1 / 2 ** step, generatorLoss: -step },
    realScores: new Float32Array(config.batch).fill(step),
    fakeScores: new Float32Array(config.batch).fill(-step),
    ...{ realMean: step, fakeMean: -step, generatorGamma: gamma, discriminatorGamma: gamma },
    ...{ generatorUpdate: 0.5, discriminatorUpdate: 0.25 },
    generatorSigmas: sigmas(generatorLayout(config), 0),
    discriminatorSigmas: sigmas(discriminatorLayout(config), 100),
  };
}

/** A run whose steps take no time, but let others have their turn. */
export function quickRun(config: LearningConfig, from?: LearnerState): LearningRun {
  let step = from?.step ?? 0;
  return {
    backend: "cpu",
    adapter: { name: "processor" } as LearningRun["adapter"],
    sizes: { generator: 1, discriminator: 1 },
    step: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return figuresAt(config, ++step);
    },
    look: async () => ({ pictures: new Float32Array([step]), sites: [] }),
    rule: async (samples) => ({ samples, kept: 1, clear: 1, chance: 0.5 }) as never,
    spectra: async () => ({ generator: [], discriminator: [] }),
    state: async () => stateAt(config, step),
    exported: async () => new Map([["model.json", new Uint8Array([1])]]),
    tensors: async () => 0,
    whenLost: () => undefined,
    end: () => undefined,
  };
}
