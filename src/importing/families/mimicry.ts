import { TORCH } from "../storages";
import { bilinear, conv, dense, type Family, norm, relu, repeat, tanh } from "../vocabulary";
import { pooledAttention } from "./attention-forms";
import { growingBlock } from "./block-forms";
import { embeddedNorm, torchNorm } from "./norm-forms";

const norms = [embeddedNorm, ...torchNorm];

/** Upsamples bilinearly. Its attention block's name does not say after which block it stands. */
export const mimicry: Family = {
  id: "mimicry",
  source: "kwotsin/mimicry",
  layout: "torch",
  storages: TORCH,
  pieces: [
    dense("l1"),
    repeat(
      "block#",
      [
        growingBlock({
          norms: ["b1", "b2"],
          convs: ["c1", "c2"],
          skip: conv("c_sc", { optional: true }),
          forms: norms,
          upsample: bilinear,
        }),
      ],
      {
        sites: {
          attention: pooledAttention("attn_block", ["theta", "phi", "g", "o"], "gamma"),
          at: { 32: [16], 48: [24], 64: [32], 128: [32] },
        },
      },
    ),
    norm("b#", torchNorm),
    relu,
    conv("c#"),
    tanh,
  ],
  trainedOn: ["imagenet", "cifar10"],
};
