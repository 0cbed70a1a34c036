/** The ways in which code bases store a weight and its spectral norm. */
import type { Storage } from "./vocabulary";

/** Without spectral norm. */
export const plain: Storage = { weight: "weight", bias: "bias" };

/** `torch.nn.utils.spectral_norm`: in evaluation, sigma of the stored vectors. */
export const torchHook: Storage = {
  weight: "weight_orig",
  bias: "bias",
  u: "weight_u",
  v: "weight_v",
  sigma: "stored",
  rows: "outputs",
  copies: ["weight"],
};

/** The same by code that stores no right vector: it takes a step in every pass. The buffer `weight` is stale. */
export const torchHookWithoutV: Storage = {
  weight: "weight_orig",
  bias: "bias",
  u: "weight_u",
  sigma: "step",
  rows: "outputs",
  copies: ["weight"],
};

/** `torch.nn.utils.parametrizations.spectral_norm`. */
export const torchParametrized: Storage = {
  weight: "parametrizations.weight.original",
  bias: "bias",
  u: "parametrizations.weight.0._u",
  v: "parametrizations.weight.0._v",
  sigma: "stored",
  rows: "outputs",
};

/** PyTorch's own, then none: what any PyTorch code base may have. */
export const TORCH: readonly Storage[] = [torchHook, torchHookWithoutV, torchParametrized, plain];

/** A wrapper module that keeps `weight_bar` and takes a step in every pass, the first axis as rows whatever the layer. */
export const wrappedBar: Storage = {
  weight: "module.weight_bar",
  bias: "module.bias",
  u: "module.weight_u",
  sigma: "step",
  rows: "first",
  bookkeeping: ["module.weight_v"],
};

/** BigGAN-PyTorch's: `u0` is stepped from; `sv0` is only logged. */
export const biggan: Storage = {
  weight: "weight",
  bias: "bias",
  u: "u0",
  sigma: "step",
  rows: "first",
  bookkeeping: ["sv0", "u1", "sv1", "u2", "sv2"],
};
