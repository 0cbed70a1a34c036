import { fullAttention } from "./attention-forms";
import { deconvolutions } from "./deconvolutions";

/** One site, before the last layer. Its two other kinds of attention are refused. */
export const dwro0121 = deconvolutions(
  { id: "dwro0121", source: "dwro0121/Attention-GAN" },
  {
    blocks: "layer#",
    site: fullAttention("attention", { query: "query", key: "key", value: "value" }),
    at: { 32: [32] },
    last: "out.0",
  },
);
