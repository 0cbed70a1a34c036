/**
 * The averaged generator as an ordinary network: spectral norm divided out, batch norm turned into a scale and a shift for each
 * channel by statistics computed again, as `training/fold.py` does.
 */
import {
  add,
  mul,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tensor1d,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import { normalNoise } from "../latent/noise";
import type { Tensor as FileTensor } from "../model/formats/safetensors";
import { type LearningConfig, START_CELLS } from "./config";
import { type Layout, toFile } from "./layout";
import { generate, type Normalise, type Weights } from "./networks";
import { batchNorm, channelStatistics, NORM_EPSILON } from "./ops";
import { mixedSeed, PURPOSE } from "./seeds";

/** Batches, and images in each, that statistics are computed from. */
const BATCHES = 16;
const BATCH = 64;

/** y = scale x + shift for each channel, by the norm's name. */
export type FoldedNorms = ReadonlyMap<string, { readonly scale: Float32Array; readonly shift: Float32Array }>;

/** A norm by fixed numbers in the place of batch norm. */
export function byNumbers(norms: FoldedNorms): Normalise {
  return (x, name) => {
    const folded = norms.get(name);
    if (!folded) throw new Error(`no statistics of ${name}`);
    return add(mul(x, tensor1d(folded.scale)), tensor1d(folded.shift)) as Tensor4D;
  };
}

/**
 * The norms of a generator with the mean of each batch's mean and (unbiased) variance over many batches of latents of their own.
 * @param weights parameters as a pass uses them; they stay the caller's
 */
export async function foldNorms(config: LearningConfig, weights: Weights): Promise<FoldedNorms> {
  const sums = new Map<string, { mean: Float32Array; variance: Float32Array }>();
  for (let n = 0; n < BATCHES; n++) {
    const seen: [string, Tensor, Tensor, number][] = [];
    const all = tidy(() => {
      const noise = normalNoise(mixedSeed(config.seed, PURPOSE.statistics, n), BATCH * config.latent);
      generate(config, weights, tensor2d(noise, [BATCH, config.latent]), {
        normalise: (x, name, used) => {
          const { mean, variance } = channelStatistics(x);
          const cells = x.shape[0] * x.shape[1] * x.shape[2];
          seen.push([name, mean, variance, cells / (cells - 1)]);
          return batchNorm(x, used.get(`${name}.scale`) as Tensor1D, used.get(`${name}.shift`) as Tensor1D);
        },
      });
      return seen.flatMap(([, mean, variance]) => [mean, variance]);
    });
    const values = (await Promise.all(all.map((each) => each.data()))) as Float32Array[];
    for (const each of all) each.dispose();
    seen.forEach(([name, , , unbiased], at) => {
      const [mean, variance] = [values[2 * at], values[2 * at + 1]];
      const sum = sums.get(name) ?? {
        mean: new Float32Array(mean.length),
        variance: new Float32Array(mean.length),
      };
      mean.forEach((value, c) => {
        sum.mean[c] += value / BATCHES;
        sum.variance[c] += (unbiased * variance[c]) / BATCHES;
      });
      sums.set(name, sum);
    });
  }
  const folded = new Map<string, { scale: Float32Array; shift: Float32Array }>();
  for (const [name, { mean, variance }] of sums) {
    const part = (which: string) => weights.get(`${name}.${which}`)?.data() as Promise<Float32Array>;
    const [scale, shift] = await Promise.all([part("scale"), part("shift")]);
    const factor = scale.map((value, c) => value / Math.sqrt(variance[c] + NORM_EPSILON));
    folded.set(name, { scale: factor, shift: shift.map((value, c) => value - factor[c] * mean[c]) });
  }
  return folded;
}

/** The weights file's tensors, by the names of the model folder. */
export async function foldWeights(
  config: LearningConfig,
  layout: Layout,
  weights: Weights,
  norms: FoldedNorms,
): Promise<Map<string, FileTensor>> {
  const tensors = new Map<string, FileTensor>();
  for (const { name, fileShape, order } of layout.parameters) {
    const norm = norms.get(name.replace(/\.(scale|shift)$/, ""));
    if (norm) {
      const data = name.endsWith(".scale") ? norm.scale : norm.shift;
      tensors.set(name, { shape: [1, data.length], data });
      continue;
    }
    const data = toFile((await weights.get(name)?.data()) as Float32Array, order);
    const target = name.replace(/^stem\./, "fc.");
    if (name === "stem.weight" && config.stem === "local") tensors.set(target, spreadStem(data, config));
    else tensors.set(target, { shape: fileShape, data });
  }
  return tensors;
}

/**
 * A local stem [C, k] as the dense layer [C * cells, latent] that it is: cell n reads the entries n k to n k + k - 1, all others
 * by 0.
 */
function spreadStem(data: Float32Array, { latent, generatorWidths: [channels] }: LearningConfig): FileTensor {
  const own = latent / START_CELLS;
  const spread = new Float32Array(channels * START_CELLS * latent);
  for (let c = 0; c < channels; c++) {
    for (let cell = 0; cell < START_CELLS; cell++) {
      spread.set(data.subarray(c * own, (c + 1) * own), (c * START_CELLS + cell) * latent + cell * own);
    }
  }
  return { shape: [channels * START_CELLS, latent], data: spread };
}
