import { biggan, TORCH } from "../storages";
import { conv, dense, either, type Family, type NormForm, norm, relu, repeat, tanh } from "../vocabulary";
import { pooledAttention } from "./attention-forms";
import { growingBlock } from "./block-forms";
import { torchNorm } from "./norm-forms";

const EPSILON = 1e-4;
const statistics = { mean: "norm.running_mean", variance: "norm.running_var" } as const;

/** Whether 1 is added to the gain depends on how the weights were begun, which the file does not say but its numbers show. */
const conditional: readonly NormForm[] = [
  {
    ...statistics,
    gain: { name: "weight_embedding", as: "table" },
    shift: { name: "bias_embedding", as: "table" },
    plusOne: "if-around-zero",
  },
  {
    ...statistics,
    gain: { name: "norm.weight", as: "vector", bare: true },
    shift: { name: "norm.bias", as: "vector", bare: true },
  },
  statistics,
];

/** MMGeneration's SAGAN; attention is a block of its own in the list. */
export const mmgen: Family = {
  id: "mmgen",
  source: "open-mmlab/mmgeneration",
  layout: "torch",
  storages: [biggan, ...TORCH],
  pieces: [
    dense("noise2feat"),
    repeat("conv_blocks.#", [
      either(
        pooledAttention("", ["theta.conv", "phi.conv", "g.conv", "o.conv"], "gamma"),
        growingBlock({
          norms: ["norm_1", "norm_2"],
          convs: ["conv_1.conv", "conv_2.conv"],
          skip: conv("shortcut.conv", { optional: true }),
          forms: conditional,
          epsilon: EPSILON,
        }),
      ),
    ]),
    norm(["to_rgb.bn", "to_rgb.norm"], torchNorm, EPSILON),
    relu,
    conv("to_rgb.conv"),
    tanh,
  ],
  truncatedNoise: true,
  trainedOn: ["imagenet", "cifar10"],
};
