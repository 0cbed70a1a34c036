import type { Storage } from "../vocabulary";
import {
  attention,
  conv,
  dense,
  type Family,
  type NormForm,
  norm,
  type Piece,
  relu,
  repeat,
  tanh,
} from "../vocabulary";
import { growingBlock } from "./block-forms";

const storages: readonly Storage[] = [
  { weight: "kernel", bias: "bias", u: "u", sigma: "step", rows: "last" },
  { weight: "kernel", bias: "bias" },
  // Without spectral norm TensorFlow's own layers add a scope.
  { weight: "conv2d.kernel", bias: "conv2d.bias" },
  { weight: "dense.kernel", bias: "dense.bias" },
];

const batchNorm: readonly NormForm[] = [
  {
    mean: "moving_mean",
    variance: "moving_variance",
    gain: { name: "gamma", as: "vector", bare: true },
    shift: { name: "beta", as: "vector", bare: true },
  },
];

const reflected = { border: "reflect" } as const;
const block: Piece = growingBlock({
  norms: ["res1.batch_norm", "res2.batch_norm"],
  convs: ["res1.conv_0", "res2.conv_0"],
  skip: conv("shortcut.conv_0"),
  forms: batchNorm,
  border: "reflect",
});

/** Without classes; pads by reflection. Attention pools keys and values by default; the variant that does not keeps values as wide as the features. */
export const taki0112: Family = {
  id: "taki0112",
  source: "taki0112/Self-Attention-GAN-Tensorflow",
  layout: "tensorflow",
  storages,
  pieces: [
    dense("fc", { order: "hwc" }),
    repeat("front_resblock_#", [block]),
    repeat("middle_resblock_#", [block]),
    attention({
      name: "self_attention",
      query: "g_conv",
      key: "f_conv",
      value: "h_conv",
      out: "attn_conv",
      gamma: "gamma",
      pooled: "where-narrow",
    }),
    repeat("back_resblock_#", [block]),
    norm("batch_norm", batchNorm),
    relu,
    conv("g_logit", reflected),
    tanh,
  ],
  notes: ["latent-uniform"],
};
