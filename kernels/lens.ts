/**
 * Kernels of our own for the WASM backend, in AssemblyScript: a 3x3 convolution, attention, and a sum. They work in the memory of the
 * TensorFlow.js backend; all pointers are its addresses. `scripts/build-kernels.mjs` compiles them. Nothing here may need memory of its
 * own (strings, arrays, globals): it would lie over the backend's.
 * It is compiled twice: for relaxed SIMD, which has multiply-add, and without.
 */
import { exponential, multiply, multiplyAdd, scale } from "./shared";

/** Tiles of 2x2 outputs that are worked on together: few enough that their transforms stay in the cache. */
const TILES: usize = 32;

/**
 * A convolution of stride 1 with one row of zeros beyond the border by Winograd's F(2x2, 3x3) (Lavin and Gray 2016, arXiv:1509.09308,
 * section 4.1), which takes 16 multiplications for four outputs instead of 36. Activations are [H, W, C].
 * @param x [H + 2, W + 2, ins], the border of zeros included; H and W even, ins a multiple of 4
 * @param kernel transformed, [16, ins, outs]; outs a multiple of 8
 * @param bias [outs]
 * @param y [H, W, outs]
 * @param scratch room for 16 * 32 * (ins + outs) numbers
 * @param lowest 0 for a ReLU after it, minus infinity for none
 */
export function convolve(
  x: usize,
  kernel: usize,
  bias: usize,
  y: usize,
  scratch: usize,
  height: usize,
  width: usize,
  ins: usize,
  outs: usize,
  lowest: f32,
): void {
  const across = width >> 1;
  const tiles = across * (height >> 1);
  const products = scratch + ((16 * TILES * ins) << 2);
  for (let first: usize = 0; first < tiles; first += TILES) {
    const count = min(TILES, tiles - first);
    for (let tile: usize = 0; tile < count; tile++) {
      const row = <usize>2 * ((first + tile) / across);
      const column = <usize>2 * ((first + tile) % across);
      inputTransform(
        x + (((row * (width + <usize>2) + column) * ins) << 2),
        scratch + ((tile * ins) << 2),
        width + 2,
        ins,
      );
    }
    for (let part: usize = 0; part < 16; part++) {
      multiply(
        scratch + ((part * TILES * ins) << 2),
        kernel + ((part * ins * outs) << 2),
        products + ((part * TILES * outs) << 2),
        count,
        ins,
        outs,
      );
    }
    for (let tile: usize = 0; tile < count; tile++) {
      const row = <usize>2 * ((first + tile) / across);
      const column = <usize>2 * ((first + tile) % across);
      outputTransform(
        products + ((tile * outs) << 2),
        bias,
        y + (((row * width + column) * outs) << 2),
        width,
        outs,
        lowest,
      );
    }
  }
}

/** B^T d B of the 4x4 cells from `x` on, into the 16 matrices [TILES, ins] of `to`. */
function inputTransform(x: usize, to: usize, width: usize, ins: usize): void {
  const step = (TILES * ins) << 2;
  const cell = ins << 2;
  const line = (width * ins) << 2;
  for (let c: usize = 0; c < ins; c += 4) {
    const from = x + (c << 2);
    const at = to + (c << 2);
    // Rows of B^T d: d0 - d2, d1 + d2, d2 - d1, d1 - d3.
    columns(from, from + 2 * line, -1, cell, at, step);
    columns(from + line, from + 2 * line, 1, cell, at + 4 * step, step);
    columns(from + 2 * line, from + line, -1, cell, at + 8 * step, step);
    columns(from + line, from + 3 * line, -1, cell, at + 12 * step, step);
  }
}

/** One row of B^T d B: of a + sign * b, four cells, columns 0 - 2, 1 + 2, 2 - 1, 1 - 3. */
function columns(a: usize, b: usize, sign: f32, cell: usize, to: usize, step: usize): void {
  const factor = f32x4.splat(sign);
  const d0 = f32x4.add(v128.load(a), f32x4.mul(factor, v128.load(b)));
  const d1 = f32x4.add(v128.load(a + cell), f32x4.mul(factor, v128.load(b + cell)));
  const d2 = f32x4.add(v128.load(a + 2 * cell), f32x4.mul(factor, v128.load(b + 2 * cell)));
  const d3 = f32x4.add(v128.load(a + 3 * cell), f32x4.mul(factor, v128.load(b + 3 * cell)));
  v128.store(to, f32x4.sub(d0, d2));
  v128.store(to + step, f32x4.add(d1, d2));
  v128.store(to + 2 * step, f32x4.sub(d2, d1));
  v128.store(to + 3 * step, f32x4.sub(d1, d3));
}

/** Rows of cells that are worked on together: few enough that they stay in the cache while the kernels pass. */
const BAND: usize = 4;

/**
 * Nearest upsampling by 2 and a 3x3 convolution of stride 1 in one: each of the four phases of the output (even and odd rows and columns) is a
 * 2x2 convolution of the source. Activations are [H, W, C].
 * @param x [H + 2, W + 2, ins], with a border of zeros; W a multiple of 4
 * @param kernel [2 (rows), 2 (columns), outs / 8, 2 (cell above, below), 2 (left, right), ins, 8]; outs a multiple of 8
 * @param bias [outs]
 * @param y [2H, 2W, outs]
 * @param lowest 0 for a ReLU after it, minus infinity for none
 */
export function convolveUpsampled(
  x: usize,
  kernel: usize,
  bias: usize,
  y: usize,
  height: usize,
  width: usize,
  ins: usize,
  outs: usize,
  lowest: f32,
): void {
  const line = ((width + 2) * ins) << 2;
  const cell = outs << 2;
  const block = (32 * ins) << 2;
  for (let first: usize = 0; first < height; first += BAND) {
    const end = min(first + BAND, height);
    let right = kernel;
    for (let phase: usize = 0; phase < 4; phase++) {
      const below = phase >> 1;
      const beside = phase & 1;
      for (let out: usize = 0; out < cell; out += 32) {
        for (let row = first; row < end; row++) {
          const from = x + (row + below) * line + ((beside * ins) << 2);
          const to = y + ((2 * row + below) * 2 * width + beside) * cell + out;
          twoByTwo(from, line, right, bias + out, to, cell, width, ins, lowest);
        }
        right += block;
      }
    }
  }
}

/** A row of 2x2 convolutions, four cells at a time, for eight outputs, of which every second cell of `to` gets its own. */
function twoByTwo(
  from: usize,
  line: usize,
  kernel: usize,
  bias: usize,
  to: usize,
  cell: usize,
  width: usize,
  ins: usize,
  lowest: f32,
): void {
  const step = ins << 2;
  const floor = f32x4.splat(lowest);
  const bias0 = v128.load(bias);
  const bias1 = v128.load(bias, 16);
  let at = to;
  let start = from;
  for (let column: usize = 0; column < width; column += 4) {
    let s00 = bias0;
    let s01 = bias1;
    let s10 = bias0;
    let s11 = bias1;
    let s20 = bias0;
    let s21 = bias1;
    let s30 = bias0;
    let s31 = bias1;
    let right = kernel;
    for (let row: usize = 0; row < 2; row++) {
      const first = start + row * line;
      // Two cells beside each other follow each other in memory.
      for (let left = first; left < first + 2 * step; left += 4) {
        const b0 = v128.load(right);
        const b1 = v128.load(right, 16);
        right += 32;
        const a0 = v128.load32_splat(left);
        s00 = multiplyAdd(a0, b0, s00);
        s01 = multiplyAdd(a0, b1, s01);
        const a1 = v128.load32_splat(left + step);
        s10 = multiplyAdd(a1, b0, s10);
        s11 = multiplyAdd(a1, b1, s11);
        const a2 = v128.load32_splat(left + 2 * step);
        s20 = multiplyAdd(a2, b0, s20);
        s21 = multiplyAdd(a2, b1, s21);
        const a3 = v128.load32_splat(left + 3 * step);
        s30 = multiplyAdd(a3, b0, s30);
        s31 = multiplyAdd(a3, b1, s31);
      }
    }
    v128.store(at, f32x4.pmax(s00, floor));
    v128.store(at, f32x4.pmax(s01, floor), 16);
    v128.store(at + 2 * cell, f32x4.pmax(s10, floor));
    v128.store(at + 2 * cell, f32x4.pmax(s11, floor), 16);
    v128.store(at + 4 * cell, f32x4.pmax(s20, floor));
    v128.store(at + 4 * cell, f32x4.pmax(s21, floor), 16);
    v128.store(at + 6 * cell, f32x4.pmax(s30, floor));
    v128.store(at + 6 * cell, f32x4.pmax(s31, floor), 16);
    at += 8 * cell;
    start += 4 * step;
  }
}

/** A^T m A of a tile's 16 products, with bias and the lowest value allowed, into 2x2 cells. */
function outputTransform(from: usize, bias: usize, y: usize, width: usize, outs: usize, lowest: f32): void {
  const step = (TILES * outs) << 2;
  const cell = outs << 2;
  const line = width * cell;
  const floor = f32x4.splat(lowest);
  for (let c: usize = 0; c < cell; c += 16) {
    const at = from + c;
    const offset = v128.load(bias + c);
    let m1 = v128.load(at + 4 * step);
    let m2 = v128.load(at + 8 * step);
    const t0 = f32x4.add(v128.load(at), f32x4.add(m1, m2));
    const u0 = f32x4.sub(f32x4.sub(m1, m2), v128.load(at + 12 * step));
    m1 = v128.load(at + 5 * step);
    m2 = v128.load(at + 9 * step);
    const t1 = f32x4.add(v128.load(at + step), f32x4.add(m1, m2));
    const u1 = f32x4.sub(f32x4.sub(m1, m2), v128.load(at + 13 * step));
    m1 = v128.load(at + 6 * step);
    m2 = v128.load(at + 10 * step);
    const t2 = f32x4.add(v128.load(at + 2 * step), f32x4.add(m1, m2));
    const u2 = f32x4.sub(f32x4.sub(m1, m2), v128.load(at + 14 * step));
    m1 = v128.load(at + 7 * step);
    m2 = v128.load(at + 11 * step);
    const t3 = f32x4.add(v128.load(at + 3 * step), f32x4.add(m1, m2));
    const u3 = f32x4.sub(f32x4.sub(m1, m2), v128.load(at + 15 * step));
    const to = y + c;
    v128.store(to, f32x4.pmax(f32x4.add(offset, f32x4.add(t0, f32x4.add(t1, t2))), floor));
    v128.store(to + cell, f32x4.pmax(f32x4.add(offset, f32x4.sub(f32x4.sub(t1, t2), t3)), floor));
    v128.store(to + line, f32x4.pmax(f32x4.add(offset, f32x4.add(u0, f32x4.add(u1, u2))), floor));
    v128.store(to + line + cell, f32x4.pmax(f32x4.add(offset, f32x4.sub(f32x4.sub(u1, u2), u3)), floor));
  }
}

/**
 * Values read by rows of beta, four queries at a time, so that their scores never leave the cache.
 * @param queries [n, d]; n a multiple of 4
 * @param keys transposed, [d, m]; m a multiple of 8
 * @param values [m, c]; c a multiple of 8
 * @param mask added to the scores of every row, [m]
 * @param read [n, c]
 * @param largest the largest entry of beta, [1]
 * @param scratch room for 4 * m numbers
 */
export function attend(
  queries: usize,
  keys: usize,
  values: usize,
  mask: usize,
  read: usize,
  largest: usize,
  scratch: usize,
  n: usize,
  m: usize,
  d: usize,
  c: usize,
): void {
  let least: f32 = Infinity;
  for (let row: usize = 0; row < n; row += 4) {
    multiply(queries + ((row * d) << 2), keys, scratch, 4, d, m);
    const to = read + ((row * c) << 2);
    const sum0 = powers(scratch, mask, m);
    const sum1 = powers(scratch + (m << 2), mask, m);
    const sum2 = powers(scratch + (m << 3), mask, m);
    const sum3 = powers(scratch + ((3 * m) << 2), mask, m);
    multiply(scratch, values, to, 4, m, c);
    scale(to, c, <f32>1 / sum0);
    scale(to + (c << 2), c, <f32>1 / sum1);
    scale(to + (c << 3), c, <f32>1 / sum2);
    scale(to + ((3 * c) << 2), c, <f32>1 / sum3);
    least = min(least, min(min(sum0, sum1), min(sum2, sum3)));
  }
  // A row's largest power is exp(0).
  f32.store(largest, <f32>1 / least);
}

/** exp(score + mask - the row's largest) in place; their sum. */
function powers(row: usize, mask: usize, m: usize): f32 {
  const end = row + (m << 2);
  let top = f32x4.splat(-Infinity);
  let masking = mask;
  for (let at = row; at < end; at += 16) {
    const score = f32x4.add(v128.load(at), v128.load(masking));
    v128.store(at, score);
    top = f32x4.pmax(top, score);
    masking += 16;
  }
  const highest = max(
    max(f32x4.extract_lane(top, 0), f32x4.extract_lane(top, 1)),
    max(f32x4.extract_lane(top, 2), f32x4.extract_lane(top, 3)),
  );
  const shift = f32x4.splat(highest);
  let sum = f32x4.splat(0);
  for (let at = row; at < end; at += 16) {
    const power = exponential(f32x4.sub(v128.load(at), shift));
    v128.store(at, power);
    sum = f32x4.add(sum, power);
  }
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/**
 * y = large + small, each cell of `small` added to 2x2 cells.
 * @param large [H, W, C], and y alike; H and W even
 * @param small [H / 2, W / 2, C]; C a multiple of 4
 */
export function addDoubled(
  large: usize,
  small: usize,
  y: usize,
  height: usize,
  width: usize,
  channels: usize,
): void {
  const cell = channels << 2;
  let at = large;
  let to = y;
  for (let row: usize = 0; row < height; row++) {
    let from = small + (row >> 1) * (width >> 1) * cell;
    for (let column: usize = 0; column < width; column++) {
      for (let c: usize = 0; c < cell; c += 16) {
        v128.store(to + c, f32x4.add(v128.load(at + c), v128.load(from + c)));
      }
      at += cell;
      to += cell;
      if (column & 1) from += cell;
    }
  }
}
