import type { Storage } from "../vocabulary";
import {
  conv,
  dense,
  type Family,
  type NormForm,
  nearest,
  norm,
  type Piece,
  relu,
  repeat,
  residual,
  tanh,
} from "../vocabulary";
import { fullAttention } from "./attention-forms";

const storages: readonly Storage[] = [
  { weight: "sn_conv.W", bias: "sn_conv.b", u: "sn_conv.singular-vector", sigma: "step", rows: "first" },
  { weight: "sn_affine.W", bias: "sn_affine.b", u: "sn_affine.singular-vector", sigma: "step", rows: "last" },
  { weight: "sn_conv.W", bias: "sn_conv.b" },
  { weight: "sn_affine.W", bias: "sn_affine.b" },
];

const conditional: readonly NormForm[] = [
  {
    mean: "mean",
    variance: "var",
    gain: { name: "gamma.embed.W", as: "table", bare: true },
    shift: { name: "beta.embed.W", as: "table", bare: true },
  },
];
const last: readonly NormForm[] = [
  {
    mean: "mean",
    variance: "var",
    gain: { name: "gamma", as: "vector", bare: true },
    shift: { name: "beta", as: "vector", bare: true },
  },
];

const block: Piece = residual(
  [
    norm("conv1.ccbn", conditional),
    relu,
    nearest,
    conv("conv1"),
    norm("conv2.ccbn", conditional),
    relu,
    conv("conv2"),
  ],
  [conv("shortcut", { optional: true }), nearest],
);

/** Sony's, its parameters as arrays by their path. */
export const nnabla: Family = {
  id: "nnabla",
  source: "sony/nnabla-examples",
  layout: "nnabla",
  storages,
  pieces: [
    dense(""),
    repeat("block-#", [block], {
      sites: {
        attention: fullAttention("attn", { query: "g", key: "f", value: "h" }),
        at: { 64: [32], 128: [32] },
      },
    }),
    norm("bn", last),
    relu,
    conv(""),
    tanh,
  ],
};
