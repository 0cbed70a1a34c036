/** Normalisations that several code bases share. */
import type { NormForm } from "../vocabulary";

/** PyTorch's own, with or without learned factors. */
export const torchNorm: readonly NormForm[] = [
  {
    mean: "running_mean",
    variance: "running_var",
    gain: { name: "weight", as: "vector", bare: true },
    shift: { name: "bias", as: "vector", bare: true },
  },
  { mean: "running_mean", variance: "running_var" },
];

/** A table of gain and shift side by side, beside PyTorch's own without factors. */
export const embeddedNorm: NormForm = {
  mean: "bn.running_mean",
  variance: "bn.running_var",
  both: "embed.weight",
};
