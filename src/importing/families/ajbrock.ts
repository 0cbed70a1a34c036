import { biggan, TORCH } from "../storages";
import { conv, dense, type Family, type NormForm, norm, optional, relu, repeat, tanh } from "../vocabulary";
import { pooledAttention } from "./attention-forms";
import { growingBlock } from "./block-forms";

/** Its own norm, its own in pieces, and the synchronised one of several devices. */
const statistics = {
  mean: ["stored_mean", "bn.stored_mean", "bn.running_mean"],
  variance: ["stored_var", "bn.stored_var", "bn.running_var"],
} as const;

/** Gain and bias as matrices of the shared embedding (and of a part of z), or as tables of the classes. */
const conditional: readonly NormForm[] = [
  {
    ...statistics,
    needsShared: true,
    gain: { name: "gain", as: "linear" },
    shift: { name: "bias", as: "linear" },
    plusOne: true,
  },
  {
    ...statistics,
    gain: { name: "gain", as: "table" },
    shift: { name: "bias", as: "table" },
    plusOne: true,
  },
];

const last: readonly NormForm[] = [
  {
    ...statistics,
    gain: { name: "gain", as: "vector", bare: true },
    shift: { name: "bias", as: "vector", bare: true },
  },
];

/** BigGAN-PyTorch, with the flags of its SAGAN script or of BigGAN's. */
export const ajbrock: Family = {
  id: "ajbrock",
  source: "ajbrock/BigGAN-PyTorch",
  layout: "torch",
  storages: [biggan, ...TORCH],
  shared: { name: "shared", as: "table", order: "class-first", latent: "chunks" },
  pieces: [
    dense("linear"),
    repeat("blocks.#", [
      growingBlock({
        norms: ["0.bn1", "0.bn2"],
        convs: ["0.conv1", "0.conv2"],
        skip: conv("0.conv_sc", { optional: true }),
        forms: conditional,
      }),
      optional(pooledAttention("1", ["theta", "phi", "g", "o"], "gamma")),
    ]),
    norm("output_layer.0", last),
    relu,
    conv("output_layer.2"),
    tanh,
  ],
  ignored: [/\.accumulation_counter$/],
  truncatedNoise: true,
  trainedOn: ["imagenet", "cifar10"],
};
