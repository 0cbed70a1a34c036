import type { Storage } from "../vocabulary";
import { conv, dense, type Family, type NormForm, norm, relu, repeat, tanh } from "../vocabulary";
import { pooledAttention } from "./attention-forms";
import { growingBlock } from "./block-forms";

const normalised = { u: "u", sigma: "step", rows: "last" } as const;
const storages: readonly Storage[] = [
  { weight: "w", bias: "biases", ...normalised },
  { weight: "Matrix", bias: "bias", ...normalised },
  { weight: "w", bias: "biases" },
  { weight: "Matrix", bias: "bias" },
];

const statistics = {
  mean: ["mean", "moving_mean"],
  variance: ["var", "moving_variance", "moving_var"],
  mayLackStatistics: true,
} as const;
const conditional: readonly NormForm[] = [
  {
    ...statistics,
    gain: { name: "gamma", as: "table", bare: true },
    shift: { name: "beta", as: "table", bare: true },
  },
];
const last: readonly NormForm[] = [
  {
    ...statistics,
    gain: { name: "gamma", as: "vector", bare: true },
    shift: { name: "beta", as: "vector", bare: true },
  },
];

/** The authors' own, for TensorFlow 1. */
export const brainResearch: Family = {
  id: "brain-research",
  source: "brain-research/self-attention-gan",
  layout: "tensorflow",
  storages,
  pieces: [
    dense("g_snh0", { order: "hwc" }),
    repeat(
      "g_block#",
      [
        growingBlock({
          norms: ["cbn_0", "cbn_1"],
          convs: ["snconv1", "snconv2"],
          skip: conv("snconv3", { optional: true }),
          forms: conditional,
        }),
      ],
      {
        sites: {
          attention: pooledAttention(
            "g_non_local",
            ["sn_conv_theta", "sn_conv_phi", "sn_conv_g", "sn_conv_attn"],
            "sigma_ratio",
          ),
          at: { 64: [32], 128: [32] },
        },
      },
    ),
    norm("g_bn", last),
    relu,
    conv("g_snconv_last"),
    tanh,
  ],
};
