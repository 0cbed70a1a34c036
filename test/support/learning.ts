/** The golden file of five steps (`training/learning_golden.py`) as a learner takes it. */
import { DEFAULT_CONFIG, type LearningConfig } from "../../src/learning/config";
import { discriminatorLayout, generatorLayout, type Layout } from "../../src/learning/layout";
import { Learner, type LearnerState } from "../../src/learning/learner";
import { parametersFromTensors, vectorsFromTensors } from "../../src/learning/state-tensors";
import type { SafetensorsFile } from "../../src/model/formats/safetensors";

export const LEARNING_VARIANTS = ["both", "plain", "judge", "convolutions", "global", "diverse"] as const;
export type LearningVariant = (typeof LEARNING_VARIANTS)[number];
const FILE = "learning.safetensors";
/** Largest difference from PyTorch after five steps, of any loss or weight, that is allowed on a backend of a browser. */
export const FIVE_STEPS_BOUND = 1e-3;

/** Largest differences from PyTorch after five steps. */
export interface FiveSteps {
  readonly losses: number;
  readonly generator: number;
  readonly discriminator: number;
  readonly average: number;
  /** Largest change of any parameter that PyTorch made, to compare with. */
  readonly moved: number;
}

function numbers({ tensors }: SafetensorsFile, name: string): Float32Array {
  const data = tensors.get(name)?.data;
  if (!(data instanceof Float32Array)) throw new Error(`no float tensor ${name}`);
  return data;
}

export function variantConfig({ tensors }: SafetensorsFile, variant: LearningVariant): LearningConfig {
  const text = new TextDecoder().decode(tensors.get(`${variant}.config`)?.data as Uint8Array);
  return { ...DEFAULT_CONFIG, ...(JSON.parse(text) as Partial<LearningConfig>) };
}

function startOf({ tensors }: SafetensorsFile, variant: LearningVariant, g: Layout, d: Layout): LearnerState {
  const of = (layout: Layout, key: string) => ({
    values: parametersFromTensors(layout, tensors, `${variant}.start.${key}.`, FILE),
    first: new Float32Array(layout.size),
    second: new Float32Array(layout.size),
    vectors: vectorsFromTensors(layout, tensors, `${variant}.start.${key}.`, FILE),
    updates: 0,
  });
  const generator = of(g, "g");
  return { step: 0, generator, discriminator: of(d, "d"), average: generator.values };
}

/** [C, H, W] of each image to [H, W, C]. */
function toRows(pictures: Float32Array, channels: number, size: number): Float32Array {
  const area = size * size;
  return Float32Array.from(pictures, (_, to) => {
    const picture = Math.floor(to / (channels * area));
    const inside = to % (channels * area);
    return pictures[picture * channels * area + (inside % channels) * area + Math.floor(inside / channels)];
  });
}

/** NaN anywhere gives NaN. */
const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, at) => Math.max(most, Math.abs(value - b[at])), 0);

/** Five steps on the current backend, compared with PyTorch's. */
export async function fiveSteps(golden: SafetensorsFile, variant: LearningVariant): Promise<FiveSteps> {
  const config = variantConfig(golden, variant);
  const [g, d] = [generatorLayout(config), discriminatorLayout(config)];
  const start = startOf(golden, variant, g, d);
  const learner = new Learner(config, start);
  try {
    const { channels, size, batch, latent } = config;
    const real = toRows(numbers(golden, "real"), channels, size);
    const z = numbers(golden, "z");
    const [area, width] = [batch * channels * size * size, batch * latent];
    const losses: number[] = [];
    for (let step = 0; step * width < z.length; step++) {
      const figures = await learner.learn(
        real.slice(step * area, (step + 1) * area),
        z.slice(step * width, (step + 1) * width),
      );
      losses.push(figures.discriminatorLoss, figures.generatorLoss);
    }
    const end = await learner.state();
    const wanted = (layout: Layout, key: string) =>
      parametersFromTensors(layout, golden.tensors, `${variant}.end.${key}.`, FILE);
    return {
      losses: largest(losses, numbers(golden, `${variant}.losses`)),
      generator: largest(end.generator.values, wanted(g, "g")),
      discriminator: largest(end.discriminator.values, wanted(d, "d")),
      average: largest(end.average, wanted(g, "average")),
      moved: Math.max(
        largest(start.generator.values, wanted(g, "g")),
        largest(start.discriminator.values, wanted(d, "d")),
      ),
    };
  } finally {
    learner.dispose();
  }
}
