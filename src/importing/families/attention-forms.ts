/** Attention blocks that several code bases share. */
import { type AttentionPiece, attention } from "../vocabulary";

/** The original's: pooled keys and values, an output projection. @param parts names of theta, phi, g and the output projection */
export function pooledAttention(
  name: string,
  [query, key, value, out]: readonly [string, string, string, string],
  gamma: string,
): AttentionPiece {
  return attention({ name, query, key, value, out, gamma, pooled: true });
}

/** As in the paper: every location is a key, and values need no projection back. */
export function fullAttention(
  name: string,
  { query, key, value }: Pick<AttentionPiece, "query" | "key" | "value">,
  more: Pick<AttentionPiece, "softmaxOver"> = {},
): AttentionPiece {
  return attention({ name, query, key, value, gamma: "gamma", pooled: false, ...more });
}
