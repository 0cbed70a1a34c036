import { plain, wrappedBar } from "../storages";
import { deconv, either, type Family, norm, relu, repeat, tanh } from "../vocabulary";
import { fullAttention } from "./attention-forms";
import { torchNorm } from "./norm-forms";

/** heykeetae's as one sequence; every normalised weight lies in the file twice. */
export const gagank1: Family = {
  id: "gagank1",
  source: "gagank1/Self-Attention-GAN",
  layout: "torch",
  storages: [
    {
      ...wrappedBar,
      copies: ["weight_bar", "weight_u", "weight_v", "bias"].map((name) => `og_module.${name}`),
    },
    plain,
  ],
  pieces: [
    repeat(
      "output.#",
      [
        either(
          deconv(""),
          norm("", torchNorm),
          fullAttention("", { query: "query_conv", key: "key_conv", value: "value_conv" }),
        ),
      ],
      { gap: relu },
    ),
    tanh,
  ],
  notes: ["batch-statistics"],
};
