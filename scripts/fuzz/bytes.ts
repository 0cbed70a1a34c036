/** Damage that fits any file: bits, runs, lengths, cuts. */
import type { Random } from "./random";

export type Bytes = Uint8Array<ArrayBuffer>;

/** Numbers that readers trip over. */
const SIZES = [0n, 1n, 2n, 7n, 255n, 65_535n, 1n << 20n, (1n << 31n) - 1n, 1n << 31n, (1n << 32n) - 1n];
const HUGE = [
  1n << 32n,
  1n << 40n,
  (1n << 53n) - 1n,
  1n << 53n,
  1n << 62n,
  (1n << 63n) - 1n,
  (1n << 64n) - 1n,
];

export function oddNumber(random: Random): bigint {
  return random.pick([...SIZES, ...HUGE, BigInt(random.below(2 ** 32))]);
}

export function concat(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The bytes with `[from, to)` replaced. */
export function spliced(bytes: Uint8Array, from: number, to: number, by: Uint8Array): Bytes {
  return concat([bytes.subarray(0, from), by, bytes.subarray(to)]);
}

/** Little-endian bytes of a number, cut to `width` bytes. */
export function littleEndian(value: bigint, width: number): Bytes {
  return Uint8Array.from({ length: width }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
}

/** One random damage. @param other another file, to take a part of */
export function damage(bytes: Uint8Array, other: Uint8Array, random: Random): Bytes {
  const at = random.below(bytes.length + 1);
  const length = random.below(Math.min(64, bytes.length - at + 1));
  switch (random.below(8)) {
    case 0: {
      const flipped = new Uint8Array(bytes);
      if (bytes.length > 0) flipped[at % bytes.length] ^= 1 << random.below(8);
      return flipped;
    }
    case 1:
      return spliced(bytes, at, Math.min(bytes.length, at + 1), random.bytes(1));
    case 2:
      return spliced(bytes, at, at + length, random.bytes(length));
    case 3:
      return spliced(bytes, at, at + length, new Uint8Array(0));
    case 4:
      return spliced(bytes, at, at, random.bytes(random.below(32)));
    case 5:
      return spliced(bytes, at, at, bytes.slice(at, at + length));
    case 6: {
      const width = random.pick([1, 2, 4, 8]);
      const start = Math.max(0, Math.min(at, bytes.length - width));
      return spliced(
        bytes,
        start,
        Math.min(bytes.length, start + width),
        littleEndian(oddNumber(random), width),
      );
    }
    default: {
      const from = random.below(other.length + 1);
      const part = other.subarray(from, from + random.below(128));
      return spliced(bytes, at, at + length, part);
    }
  }
}
