/**
 * Tensors of a SAGAN generator for 128 x 128 images of a thousand classes, in the layout of self-attention-GAN-pytorch (voletiv): 42
 * million random numbers, 168 MB. Spectral norm has its vectors after one step of the power iteration, so that the network is a usable one.
 */
import { countOf, powerStep, uniform } from "./random-tensors";
import type { WrittenTensor } from "./torch-file";

const LATENT = 128;
const WIDTH = 64;
const CLASSES = 1000;

/** Name of the dictionary in the file. */
export const LARGE_KEY = "G_state_dict";

export function largeGenerator(): WrittenTensor[] {
  const tensors: WrittenTensor[] = [];
  const add = (name: string, shape: readonly number[], numbers: () => Float32Array | BigInt64Array) =>
    tensors.push({ name, shape, numbers });
  const fill = (name: string, shape: readonly number[], value: number) =>
    add(name, shape, () => new Float32Array(countOf(shape)).fill(value));

  const spectral = (name: string, shape: readonly [number, ...number[]]) => {
    const [rows] = shape;
    const columns = countOf(shape) / rows;
    const seed = tensors.length + 1;
    const weight = () => uniform(rows * columns, Math.sqrt(3 / columns), seed);
    let vectors: { u: Float32Array; v: Float32Array } | undefined;
    // The three stand in this order in the file, so that the matrix is made once more for the vectors.
    const powers = () => {
      vectors ??= powerStep(weight(), rows, columns, seed);
      return vectors;
    };
    fill(`${name}.bias`, [rows], 0);
    add(`${name}.weight_orig`, shape, weight);
    add(`${name}.weight_u`, [rows], () => powers().u);
    add(`${name}.weight_v`, [columns], () => powers().v);
  };
  const running = (name: string, channels: number) => {
    fill(`${name}.running_mean`, [channels], 0);
    fill(`${name}.running_var`, [channels], 1);
    add(`${name}.num_batches_tracked`, [], () => BigInt64Array.of(1000n));
  };
  const conditional = (name: string, channels: number) => {
    running(`${name}.bn`, channels);
    const seed = tensors.length + 1;
    add(`${name}.embed.weight`, [CLASSES, 2 * channels], () => {
      const table = uniform(CLASSES * 2 * channels, 0.2, seed);
      // The first half are gains, about 1.
      for (let i = 0; i < table.length; i++) if (i % (2 * channels) < channels) table[i] += 1;
      return table;
    });
  };
  const block = (name: string, from: number, to: number) => {
    conditional(`${name}.cond_bn1`, from);
    spectral(`${name}.snconv2d1`, [to, from, 3, 3]);
    conditional(`${name}.cond_bn2`, to);
    spectral(`${name}.snconv2d2`, [to, to, 3, 3]);
    spectral(`${name}.snconv2d0`, [to, from, 1, 1]);
  };

  spectral("snlinear0", [16 * WIDTH * 16, LATENT]);
  block("block1", 16 * WIDTH, 16 * WIDTH);
  block("block2", 16 * WIDTH, 8 * WIDTH);
  block("block3", 8 * WIDTH, 4 * WIDTH);
  const channels = 4 * WIDTH;
  fill("self_attn.sigma", [1], 0.5);
  spectral("self_attn.snconv1x1_theta", [channels / 8, channels, 1, 1]);
  spectral("self_attn.snconv1x1_phi", [channels / 8, channels, 1, 1]);
  spectral("self_attn.snconv1x1_g", [channels / 2, channels, 1, 1]);
  spectral("self_attn.snconv1x1_attn", [channels, channels / 2, 1, 1]);
  block("block4", 4 * WIDTH, 2 * WIDTH);
  block("block5", 2 * WIDTH, WIDTH);
  fill("bn.weight", [WIDTH], 1);
  fill("bn.bias", [WIDTH], 0);
  running("bn", WIDTH);
  spectral("snconv2d1", [3, WIDTH, 3, 3]);
  return tensors;
}
