/** What several kernels use. */

/** a * b + c, rounded once where the build may and the processor can, else twice. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

/** [rows, ins] times [ins, outs], four rows and eight columns at a time. Rows beyond `rows` up to a multiple of four are worked on alike. */
export function multiply(a: usize, b: usize, to: usize, rows: usize, ins: usize, outs: usize): void {
  const line = ins << 2;
  const width = outs << 2;
  for (let row: usize = 0; row < rows; row += 4) {
    const start = a + row * line;
    for (let column: usize = 0; column < width; column += 32) {
      let s00 = f32x4.splat(0);
      let s01 = f32x4.splat(0);
      let s10 = f32x4.splat(0);
      let s11 = f32x4.splat(0);
      let s20 = f32x4.splat(0);
      let s21 = f32x4.splat(0);
      let s30 = f32x4.splat(0);
      let s31 = f32x4.splat(0);
      let right = b + column;
      for (let left = start; left < start + line; left += 4) {
        const b0 = v128.load(right);
        const b1 = v128.load(right, 16);
        right += width;
        const a0 = v128.load32_splat(left);
        s00 = multiplyAdd(a0, b0, s00);
        s01 = multiplyAdd(a0, b1, s01);
        const a1 = v128.load32_splat(left + line);
        s10 = multiplyAdd(a1, b0, s10);
        s11 = multiplyAdd(a1, b1, s11);
        const a2 = v128.load32_splat(left + 2 * line);
        s20 = multiplyAdd(a2, b0, s20);
        s21 = multiplyAdd(a2, b1, s21);
        const a3 = v128.load32_splat(left + 3 * line);
        s30 = multiplyAdd(a3, b0, s30);
        s31 = multiplyAdd(a3, b1, s31);
      }
      const at = to + row * width + column;
      v128.store(at, s00);
      v128.store(at, s01, 16);
      v128.store(at + width, s10);
      v128.store(at + width, s11, 16);
      v128.store(at + 2 * width, s20);
      v128.store(at + 2 * width, s21, 16);
      v128.store(at + 3 * width, s30);
      v128.store(at + 3 * width, s31, 16);
    }
  }
}

/** Adding it leaves a number rounded, with the bits of the rounded number plus 127 at the end: where an exponent of 2 has its zero. */
const ROUNDING: f32 = 12583039;

/**
 * exp of numbers that are not above 0, within two units in the last place; 0 where it would be below the smallest normal number.
 * exp(x) = 2^k exp(r), k = round(x / log 2), the latter by its series up to r^7.
 */
export function exponential(x: v128): v128 {
  const normal = f32x4.ge(x, f32x4.splat(-87));
  const bits = f32x4.add(f32x4.mul(x, f32x4.splat(Mathf.LOG2E)), f32x4.splat(ROUNDING));
  const k = f32x4.sub(bits, f32x4.splat(ROUNDING));
  // log 2 in two parts, of which the first has so few digits that its product with k is exact.
  let r = f32x4.sub(x, f32x4.mul(k, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(k, f32x4.splat(-2.1219444e-4)));
  let p = f32x4.splat(1.98412698e-4);
  p = multiplyAdd(p, r, f32x4.splat(1.38888889e-3));
  p = multiplyAdd(p, r, f32x4.splat(8.33333333e-3));
  p = multiplyAdd(p, r, f32x4.splat(4.16666667e-2));
  p = multiplyAdd(p, r, f32x4.splat(1.66666667e-1));
  p = multiplyAdd(p, r, f32x4.splat(0.5));
  p = multiplyAdd(f32x4.mul(p, r), r, f32x4.add(r, f32x4.splat(1)));
  return v128.and(f32x4.mul(p, i32x4.shl(bits, 23)), normal);
}

/** Multiplies c numbers by a factor, in place. */
export function scale(row: usize, c: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (let at = row; at < row + (c << 2); at += 16) v128.store(at, f32x4.mul(v128.load(at), factors));
}
