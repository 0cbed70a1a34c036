import { TORCH } from "../storages";
import { bilinear, conv, dense, type Family, norm, relu, repeat, residual, tanh } from "../vocabulary";
import { pooledAttention } from "./attention-forms";
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
        residual(
          [norm("b1", norms), relu, bilinear, conv("c1"), norm("b2", norms), relu, conv("c2")],
          [conv("c_sc", { optional: true }), bilinear],
        ),
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
};
