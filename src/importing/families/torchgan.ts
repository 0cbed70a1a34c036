import { plain } from "../storages";
import { deconv, either, type Family, leakyRelu, norm, repeat, tanh } from "../vocabulary";
import { fullAttention } from "./attention-forms";
import { torchNorm } from "./norm-forms";

/**
 * The generator of its tutorial. A number that is left out in the sequence is an activation. The softmax runs over the locations that
 * are written: rows do not sum to 1, columns do.
 */
export const torchgan: Family = {
  id: "torchgan",
  source: "torchgan/torchgan",
  layout: "torch",
  storages: [
    {
      weight: "w_bar",
      bias: "module.bias",
      u: "u",
      sigma: "step",
      rows: "first",
      bookkeeping: ["v"],
      copies: ["module.weight"],
    },
    plain,
  ],
  pieces: [
    repeat(
      "model.#",
      [
        either(
          deconv(""),
          norm("", torchNorm),
          fullAttention("", { query: "query", key: "key", value: "value" }, { softmaxOver: "queries" }),
        ),
      ],
      { gap: leakyRelu(0.2) },
    ),
    tanh,
  ],
  notes: ["leaky-slope"],
};
