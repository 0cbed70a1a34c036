import type { Storage } from "../vocabulary";
import { conv, dense, type Family, type NormForm, norm, type Piece, relu, repeat, tanh } from "../vocabulary";
import { fullAttention } from "./attention-forms";
import { growingBlock } from "./block-forms";

const storages: readonly Storage[] = [
  { weight: "W", bias: "b", u: "singular-vector", sigma: "step", rows: "outputs" },
  { weight: "W", bias: "b" },
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

const block: Piece = growingBlock({
  norms: ["conv1.ccbn", "conv2.ccbn"],
  convs: ["conv1.sn_conv", "conv2.sn_conv"],
  skip: conv("shortcut.sn_conv", { optional: true }),
  forms: conditional,
});

/** Sony's, its parameters as arrays by their path. */
export const nnabla: Family = {
  id: "nnabla",
  source: "sony/nnabla-examples",
  layout: "nnabla",
  storages,
  pieces: [
    dense("sn_affine"),
    repeat("block-#", [block], {
      sites: {
        attention: fullAttention("attn", {
          query: "g.sn_conv",
          key: "f.sn_conv",
          value: "h.sn_conv",
        }),
        at: { 64: [32], 128: [32] },
      },
    }),
    norm("bn", last),
    relu,
    conv("sn_conv"),
    tanh,
  ],
};
