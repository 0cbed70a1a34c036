import { TORCH } from "../storages";
import { conv, dense, either, type Family, nearest, norm, optional, relu, repeat, tanh } from "../vocabulary";
import { fullAttention } from "./attention-forms";
import { growingBlock } from "./block-forms";
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
        growingBlock({
          norms: ["norm1", "norm2"],
          convs: ["conv1", "conv2"],
          skip: conv("conv_skip", { optional: true }),
          forms: [embeddedNorm],
        }),
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
