import { fullAttention } from "./attention-forms";
import { deconvolutions } from "./deconvolutions";

/**
 * The book's chapter 5-4, its spelling included. The softmax runs over what it calls the query, so that what it calls the key is ours
 * of the location that is written.
 */
export const ogawa = deconvolutions(
  { id: "ogawa", source: "YutaroOgawa/pytorch_advanced" },
  {
    blocks: "layer#",
    site: fullAttention("self_attntion#", { query: "key_conv", key: "query_conv", value: "value_conv" }),
    at: { 32: [16, 32] },
    last: "last.0",
  },
);
