/** Random choices that repeat with their seed. */
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

export interface Random {
  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  bytes(count: number): Uint8Array<ArrayBuffer>;
}

export function randomFrom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const below = (limit: number) => Math.floor(((generator.next() >>> 0) / 2 ** 32) * limit);
  return {
    below,
    pick: (items) => items[below(items.length)],
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  };
}
