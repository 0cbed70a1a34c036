import { TORCH } from "../storages";
import {
  conv,
  dense,
  either,
  type Family,
  type NormForm,
  nearest,
  norm,
  relu,
  repeat,
  residual,
  tanh,
  type UpsamplePiece,
} from "../vocabulary";
import { pooledAttention } from "./attention-forms";

const EPSILON = 1e-4;
const statistics = { mean: "running_means", variance: "running_vars", byTruncation: true } as const;
const conditional: readonly NormForm[] = [
  {
    ...statistics,
    gain: { name: "scale", as: "linear" },
    shift: { name: "offset", as: "linear" },
    plusOne: true,
  },
];
const last: readonly NormForm[] = [
  {
    ...statistics,
    gain: { name: "weight", as: "vector", bare: true },
    shift: { name: "bias", as: "vector", bare: true },
  },
];

/** Which blocks double the grid lies in a configuration beside the file: in all that were published it is every second. */
const everySecond: UpsamplePiece = { ...nearest, everySecondBlock: true };

/** Hugging Face's BigGAN-deep. Every norm reads z and the class's embedding side by side. */
export const bigganDeep: Family = {
  id: "biggan-deep",
  source: "huggingface/pytorch-pretrained-BigGAN",
  layout: "torch",
  storages: TORCH,
  shared: { name: "embeddings", as: "linear", order: "latent-first", latent: "all" },
  pieces: [
    dense("generator.gen_z", { order: "hwc", reads: "condition" }),
    repeat("generator.layers.#", [
      either(
        pooledAttention("", ["snconv1x1_theta", "snconv1x1_phi", "snconv1x1_g", "snconv1x1_o_conv"], "gamma"),
        residual(
          [
            norm("bn_0", conditional, EPSILON),
            relu,
            conv("conv_0"),
            norm("bn_1", conditional, EPSILON),
            relu,
            everySecond,
            conv("conv_1"),
            norm("bn_2", conditional, EPSILON),
            relu,
            conv("conv_2"),
            norm("bn_3", conditional, EPSILON),
            relu,
            conv("conv_3"),
          ],
          [{ piece: "keepChannels" }, everySecond],
        ),
      ),
    ]),
    norm("generator.bn", last, EPSILON),
    relu,
    conv("generator.conv_to_rgb", { outputs: 3 }),
    tanh,
  ],
  notes: ["truncation", "second-blocks"],
  truncatedNoise: true,
  trainedOn: ["imagenet"],
};
