/** Checkpoints of the sizes that people really have, in the layouts of public code bases, with random numbers. */
import { countOf, powerStep, uniform } from "../import/random-tensors";
import type { WrittenTensor } from "../import/torch-file";

export interface FullCheckpoint {
  /** What a person would call it. */
  readonly name: string;
  /** Its file's name. */
  readonly file: string;
  /** Family that it is recognised as. */
  readonly family: string;
  /** Name of the dictionary in the file. */
  readonly key: string;
  /** Its tensors. @param scale of the widths, 1 for full size; classes become as few */
  tensors(scale: number): WrittenTensor[];
  /** Whether a tensor is a stale copy of another, which no generator needs. */
  isCopy(name: string, all: ReadonlySet<string>): boolean;
}

const CLASSES = 1000;
/** Random weights divided by their spectral norm make an activation smaller in each layer; small variances make up for that. */
const VARIANCE = 0.2;

/** A list of tensors under way; each has numbers of its own. */
class Draft {
  readonly tensors: WrittenTensor[] = [];

  add(name: string, shape: readonly number[], numbers: (seed: number) => Float32Array): void {
    const seed = this.tensors.length + 1;
    this.tensors.push({ name, shape, numbers: () => numbers(seed) });
  }

  fill(name: string, shape: readonly number[], value: number): void {
    this.add(name, shape, () => new Float32Array(countOf(shape)).fill(value));
  }

  random(name: string, shape: readonly number[], bound: number, middle = 0): void {
    this.add(name, shape, (seed) => uniform(countOf(shape), bound, seed).map((value) => value + middle));
  }

  /** A weight with the left vector of its spectral norm. @param names of the weight, its vector and copies of it that code bases leave */
  spectral(
    shape: readonly number[],
    names: { readonly weight: string; readonly u: string; readonly copy?: string },
    uShape: readonly number[],
  ): void {
    const [rows] = shape;
    const columns = countOf(shape) / rows;
    const own = this.tensors.length + 1;
    const weight = () => uniform(rows * columns, Math.sqrt(3 / columns), own);
    this.add(names.weight, shape, weight);
    if (names.copy) this.add(names.copy, shape, weight);
    this.add(names.u, uShape, () => powerStep(weight(), rows, columns, own).u);
  }
}

const scaled = (scale: number, classes = CLASSES) => ({
  // Attention has an eighth of the channels, and kernels take eight at a time.
  width: (full: number) => Math.max(8, Math.round((full * scale) / 8) * 8),
  classes: Math.max(2, Math.round(classes * scale)),
});

/** ajbrock/BigGAN-PyTorch with `--G_ch 96 --hier --G_shared --shared_dim 128 --dim_z 120 --G_attn 64` */
function bigGan128(scale: number): WrittenTensor[] {
  const { width, classes } = scaled(scale);
  const SHARED = 128;
  const CHUNK = 20;
  const widths = [16, 16, 8, 4, 2, 1].map((times) => width(times * 96));
  const draft = new Draft();
  const weight = (name: string, shape: readonly number[], bias: boolean) => {
    if (bias) draft.fill(`${name}.bias`, [shape[0]], 0);
    draft.spectral(shape, { weight: `${name}.weight`, u: `${name}.u0` }, [1, shape[0]]);
    draft.fill(`${name}.sv0`, [1], 1);
  };
  const statistics = (name: string, channels: number) => {
    draft.fill(`${name}.stored_mean`, [channels], 0);
    draft.fill(`${name}.stored_var`, [channels], VARIANCE);
  };
  draft.random("shared.weight", [classes, SHARED], 1);
  weight("linear", [16 * widths[0], CHUNK], true);
  for (let block = 0; block < 5; block++) {
    const [from, to] = [widths[block], widths[block + 1]];
    const name = `blocks.${block}.0`;
    weight(`${name}.conv1`, [to, from, 3, 3], true);
    weight(`${name}.conv2`, [to, to, 3, 3], true);
    weight(`${name}.conv_sc`, [to, from, 1, 1], true);
    for (const [norm, channels] of [["bn1", from] as const, ["bn2", to] as const]) {
      statistics(`${name}.${norm}`, channels);
      weight(`${name}.${norm}.gain`, [channels, SHARED + CHUNK], false);
      weight(`${name}.${norm}.bias`, [channels, SHARED + CHUNK], false);
    }
    if (block !== 3) continue;
    draft.fill("blocks.3.1.gamma", [], 0.5);
    weight("blocks.3.1.theta", [to / 8, to, 1, 1], false);
    weight("blocks.3.1.phi", [to / 8, to, 1, 1], false);
    weight("blocks.3.1.g", [to / 2, to, 1, 1], false);
    weight("blocks.3.1.o", [to, to / 2, 1, 1], false);
  }
  draft.fill("output_layer.0.gain", [widths[5]], 1);
  draft.fill("output_layer.0.bias", [widths[5]], 0);
  statistics("output_layer.0", widths[5]);
  weight("output_layer.2", [3, widths[5], 3, 3], true);
  return draft.tensors;
}

/** rosinality/sagan-pytorch, `model_resnet.py` */
function rosinalityResnet128(scale: number): WrittenTensor[] {
  const { width, classes } = scaled(scale);
  const LATENT = 128;
  const ATTENTION = 3;
  const widths = [512, 512, 512, 512, 512, 256, 128].map(width);
  const draft = new Draft();
  const weight = (name: string, shape: readonly number[], bias: boolean) => {
    if (bias) draft.fill(`${name}.bias`, [shape[0]], 0);
    const names = { weight: `${name}.weight_orig`, u: `${name}.weight_u`, copy: `${name}.weight` };
    draft.spectral(shape, names, [shape[0]]);
  };
  const statistics = (name: string, channels: number) => {
    draft.fill(`${name}.running_mean`, [channels], 0);
    draft.fill(`${name}.running_var`, [channels], VARIANCE);
  };
  weight("lin_code", [16 * widths[0], LATENT], true);
  for (let block = 0; block < 6; block++) {
    const [from, to] = [widths[block], widths[block + 1]];
    const name = `conv.${block}`;
    if (block === ATTENTION) {
      draft.fill(`${name}.gamma`, [], 0.5);
      weight(`${name}.query`, [from / 8, from, 1], true);
      weight(`${name}.key`, [from / 8, from, 1], true);
      weight(`${name}.value`, [from, from, 1], true);
      continue;
    }
    weight(`${name}.conv1`, [to, from, 3, 3], false);
    weight(`${name}.conv2`, [to, to, 3, 3], false);
    weight(`${name}.conv_skip`, [to, from, 1, 1], true);
    for (const [norm, channels] of [["norm1", from] as const, ["norm2", to] as const]) {
      statistics(`${name}.${norm}.bn`, channels);
      draft.add(`${name}.${norm}.embed.weight`, [classes, 2 * channels], (seed) =>
        // The first half are gains, about 1.
        uniform(classes * 2 * channels, 0.2, seed).map((value, at) =>
          at % (2 * channels) < channels ? value + 1 : value,
        ),
      );
    }
  }
  draft.fill("bn.weight", [widths[6]], 1);
  draft.fill("bn.bias", [widths[6]], 0);
  statistics("bn", widths[6]);
  weight("colorize", [3, widths[6], 3, 3], true);
  return draft.tensors;
}

/** Whether the grid doubles, and channels in and out in multiples of 128; attention stands after the eighth block. */
const DEEP_BLOCKS = [
  [false, 16, 16],
  [true, 16, 16],
  [false, 16, 16],
  [true, 16, 8],
  [false, 8, 8],
  [true, 8, 4],
  [false, 4, 4],
  [true, 4, 2],
  "attention",
  [false, 2, 2],
  [true, 2, 1],
] as const;

/** huggingface/pytorch-pretrained-BigGAN, `biggan-deep-128` */
function bigGanDeep128(scale: number): WrittenTensor[] {
  const { width, classes } = scaled(scale);
  const ENTRIES = 128;
  const TRUNCATIONS = 51;
  const channels = (times: number) => width(times * 128);
  const draft = new Draft();
  const weight = (name: string, shape: readonly number[], bias: boolean) => {
    if (bias) draft.fill(`${name}.bias`, [shape[0]], 0);
    draft.spectral(shape, { weight: `${name}.weight_orig`, u: `${name}.weight_u` }, [shape[0]]);
  };
  const statistics = (name: string, count: number) => {
    draft.fill(`${name}.running_means`, [TRUNCATIONS, count], 0);
    // Blocks add to what passes them by, so nothing becomes smaller from block to block.
    draft.fill(`${name}.running_vars`, [TRUNCATIONS, count], 1);
  };
  draft.random("embeddings.weight", [ENTRIES, classes], 1);
  weight("generator.gen_z", [16 * channels(16), 2 * ENTRIES], true);
  DEEP_BLOCKS.forEach((block, at) => {
    const name = `generator.layers.${at}`;
    if (block === "attention") {
      const count = channels(2);
      draft.fill(`${name}.gamma`, [1], 0.5);
      weight(`${name}.snconv1x1_theta`, [count / 8, count, 1, 1], false);
      weight(`${name}.snconv1x1_phi`, [count / 8, count, 1, 1], false);
      weight(`${name}.snconv1x1_g`, [count / 2, count, 1, 1], false);
      weight(`${name}.snconv1x1_o_conv`, [count, count / 2, 1, 1], false);
      return;
    }
    const [from, to] = [channels(block[1]), channels(block[2])];
    const middle = from / 4;
    const convs = [[from, middle, 1] as const, [middle, middle, 3] as const, [middle, middle, 3] as const];
    for (const [j, [into, out, side]] of [...convs, [middle, to, 1] as const].entries()) {
      statistics(`${name}.bn_${j}`, into);
      for (const factor of ["scale", "offset"])
        weight(`${name}.bn_${j}.${factor}`, [into, 2 * ENTRIES], false);
      weight(`${name}.conv_${j}`, [out, into, side, side], true);
    }
  });
  statistics("generator.bn", channels(1));
  draft.fill("generator.bn.weight", [channels(1)], 1);
  draft.fill("generator.bn.bias", [channels(1)], 0);
  weight("generator.conv_to_rgb", [channels(1), channels(1), 3, 3], true);
  return draft.tensors;
}

export const FULL_CHECKPOINTS: readonly FullCheckpoint[] = [
  {
    name: "rosinality resnet 128",
    file: "rosinality-resnet128.pth",
    family: "rosinality-resnet",
    key: "generator",
    tensors: rosinalityResnet128,
    isCopy: (name, all) => all.has(`${name}_orig`),
  },
  {
    name: "BigGAN 128",
    file: "biggan128.pth",
    family: "ajbrock",
    key: "G",
    tensors: bigGan128,
    isCopy: () => false,
  },
  {
    name: "biggan-deep 128",
    file: "biggan-deep128.pth",
    family: "biggan-deep",
    key: "model",
    tensors: bigGanDeep128,
    isCopy: () => false,
  },
];
