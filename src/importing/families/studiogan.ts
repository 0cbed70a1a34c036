import { TORCH } from "../storages";
import { conv, dense, either, type Family, type NormForm, norm, relu, repeat, tanh } from "../vocabulary";
import { pooledAttention } from "./attention-forms";
import { growingBlock } from "./block-forms";
import { torchNorm } from "./norm-forms";

const EPSILON = 1e-4;

/** Matrices of a one-hot class (since 2022), tables before; without classes PyTorch's own. */
const conditional: readonly NormForm[] = [
  {
    mean: "bn.running_mean",
    variance: "bn.running_var",
    gain: { name: "gain", as: "linear" },
    shift: { name: "bias", as: "linear" },
    plusOne: true,
  },
  {
    mean: "bn.running_mean",
    variance: "bn.running_var",
    gain: { name: "embed0", as: "table" },
    shift: { name: "embed1", as: "table" },
    plusOne: true,
  },
  ...torchNorm,
];

/** An attention block is a block of its own in the list, so that the numbers after it shift. */
export const studiogan: Family = {
  id: "studiogan",
  source: "POSTECH-CVLab/PyTorch-StudioGAN",
  layout: "torch",
  storages: TORCH,
  shared: { name: "shared", as: "table", order: "class-first", latent: "chunks" },
  pieces: [
    dense("linear0"),
    repeat("blocks.#", [
      either(
        pooledAttention("0", ["conv1x1_theta", "conv1x1_phi", "conv1x1_g", "conv1x1_attn"], "sigma"),
        growingBlock({
          norms: ["0.bn1", "0.bn2"],
          convs: ["0.conv2d1", "0.conv2d2"],
          skip: conv("0.conv2d0", { optional: true }),
          forms: conditional,
          epsilon: EPSILON,
        }),
      ),
    ]),
    norm("bn4", torchNorm, EPSILON),
    relu,
    conv("conv2d5"),
    tanh,
  ],
  truncatedNoise: true,
  trainedOn: ["imagenet", "cifar10"],
};
