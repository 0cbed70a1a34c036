/**
 * IEEE 754 half precision to single precision, through a table of all 65,536 values made once: the fastest way in
 * JavaScript, where there is no bit cast in a register and `Float16Array` is not yet everywhere.
 */
let table: Float32Array | undefined;

function halfToSingle(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function halves(): Float32Array {
  if (!table) {
    table = new Float32Array(65536);
    for (let bits = 0; bits < 65536; bits++) table[bits] = halfToSingle(bits);
  }
  return table;
}

/** One half-precision bit pattern as a number. */
export function singleOf(bits: number): number {
  return halves()[bits];
}

/** Writes half-precision bit patterns as single-precision numbers, from `at` on. */
export function expandHalfInto(target: Float32Array, at: number, patterns: Uint16Array): void {
  const values = halves();
  for (let i = 0; i < patterns.length; i++) target[at + i] = values[patterns[i]];
}

/** Half-precision bit patterns as single-precision numbers; same length. */
export function expandHalf(patterns: Uint16Array): Float32Array {
  const singles = new Float32Array(patterns.length);
  expandHalfInto(singles, 0, patterns);
  return singles;
}

/** Single-precision numbers as half-precision bit patterns, rounded to the nearest, ties to even; same length. Too large ones are infinite. */
export function compressHalf(singles: Float32Array): Uint16Array {
  const bits = new Uint32Array(singles.buffer, singles.byteOffset, singles.length);
  const patterns = new Uint16Array(singles.length);
  for (let i = 0; i < bits.length; i++) {
    const sign = (bits[i] >>> 16) & 0x8000;
    const magnitude = bits[i] & 0x7fffffff;
    if (magnitude >= 0x47800000) {
      // 65536 and above, infinity, and what is no number.
      patterns[i] = sign | (magnitude > 0x7f800000 ? 0x7e00 : 0x7c00);
    } else if (magnitude >= 0x38800000) {
      // Half's own exponents: a rounding up that carries into the exponent is right as it is.
      patterns[i] = sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13);
    } else {
      // Below them half counts steps of 2^-24.
      patterns[i] = sign | roundToEven(Math.abs(singles[i]) * 2 ** 24);
    }
  }
  return patterns;
}

function roundToEven(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? down + 1 : down;
}
