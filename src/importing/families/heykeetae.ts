import { fullAttention } from "./attention-forms";
import { deconvolutions } from "./deconvolutions";

/** The most copied PyTorch code of 2018; its trainer never leaves training mode. KalinaXL's is the same with PyTorch's spectral norm. */
export const heykeetae = deconvolutions(
  { id: "heykeetae", source: "heykeetae/Self-Attention-GAN", notes: ["batch-statistics"] },
  {
    blocks: "l#",
    site: fullAttention("attn#", {
      query: ["query_conv", "query"],
      key: ["key_conv", "key"],
      value: ["value_conv", "value"],
    }),
    at: { 32: [16, 32] },
    last: "last.0",
  },
);
