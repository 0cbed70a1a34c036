import { TORCH } from "../storages";
import {
  conv,
  dense,
  either,
  type Family,
  nearest,
  norm,
  optional,
  relu,
  repeat,
  residual,
  tanh,
} from "../vocabulary";
import { fullAttention } from "./attention-forms";
import { embeddedNorm, torchNorm } from "./norm-forms";

/** The softmax runs over what it calls the query, so that what it calls the key is ours of the location that is written. */
const parts = { query: "key", key: "query", value: "value" } as const;
const common = {
  source: "rosinality/sagan-pytorch",
  layout: "torch",
  storages: TORCH,
  notes: ["stale-weight"],
} as const;

/** `model_resnet.py` */
export const rosinalityResnet: Family = {
  ...common,
  id: "rosinality-resnet",
  pieces: [
    dense("lin_code"),
    repeat("conv.#", [
      either(
        fullAttention("", parts),
        residual(
          [
            norm("norm1", [embeddedNorm]),
            relu,
            nearest,
            conv("conv1"),
            norm("norm2", [embeddedNorm]),
            relu,
            conv("conv2"),
          ],
          [conv("conv_skip", { optional: true }), nearest],
        ),
      ),
    ]),
    norm("bn", torchNorm),
    relu,
    conv("colorize"),
    tanh,
  ],
};

/** `model.py`: plain blocks, each with its attention inside. */
export const rosinalityDcgan: Family = {
  ...common,
  id: "rosinality-dcgan",
  pieces: [
    dense("lin_code"),
    relu,
    repeat("conv.#", [
      nearest,
      conv("conv"),
      norm("norm", [embeddedNorm]),
      relu,
      optional(fullAttention("attention", parts)),
    ]),
    conv("colorize"),
    tanh,
  ],
};
