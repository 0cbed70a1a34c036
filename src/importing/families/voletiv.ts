import { TORCH } from "../storages";
import { conv, dense, type Family, norm, relu, repeat, tanh } from "../vocabulary";
import { pooledAttention } from "./attention-forms";
import { growingBlock } from "./block-forms";
import { embeddedNorm, torchNorm } from "./norm-forms";

/** Gain and bias side by side without 1 + ; its attention has biases. */
export const voletiv: Family = {
  id: "voletiv",
  source: "voletiv/self-attention-GAN-pytorch",
  layout: "torch",
  storages: TORCH,
  pieces: [
    dense("snlinear0"),
    repeat(
      "block#",
      [
        growingBlock({
          norms: ["cond_bn1", "cond_bn2"],
          convs: ["snconv2d1", "snconv2d2"],
          skip: conv("snconv2d0", { optional: true }),
          forms: [embeddedNorm],
        }),
      ],
      {
        sites: {
          attention: pooledAttention(
            "self_attn",
            ["snconv1x1_theta", "snconv1x1_phi", "snconv1x1_g", "snconv1x1_attn"],
            "sigma",
          ),
          at: { 32: [16], 64: [32], 128: [32] },
        },
      },
    ),
    norm("bn", torchNorm),
    relu,
    conv("snconv2d1"),
    tanh,
  ],
};
