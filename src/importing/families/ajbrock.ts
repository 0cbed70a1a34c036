import { biggan, TORCH } from "../storages";
import {
  conv,
  dense,
  type Family,
  type NormForm,
  nearest,
  norm,
  optional,
  relu,
  repeat,
  residual,
  tanh,
} from "../vocabulary";
import { pooledAttention } from "./attention-forms";

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
      residual(
        [
          norm("0.bn1", conditional),
          relu,
          nearest,
          conv("0.conv1"),
          norm("0.bn2", conditional),
          relu,
          conv("0.conv2"),
        ],
        // A 1x1 convolution may as well come before the upsampling: the same numbers from a quarter of the cells.
        [conv("0.conv_sc", { optional: true }), nearest],
      ),
      optional(pooledAttention("1", ["theta", "phi", "g", "o"], "gamma")),
    ]),
    norm("output_layer.0", last),
    relu,
    conv("output_layer.2"),
    tanh,
  ],
  ignored: [/\.accumulation_counter$/],
};
