/**
 * A 3x3 convolution of stride 1 with one row of zeros beyond the border, in AssemblyScript: Winograd's F(2x2, 3x3) (Lavin and Gray
 * 2016, arXiv:1509.09308, section 4.1), which takes 16 multiplications for four outputs instead of 36. Activations are [H, W, C] in the
 * memory of the TensorFlow.js backend; all pointers are its addresses. `scripts/build-kernels.mjs` compiles it.
 */

/** Tiles of 2x2 outputs that are worked on together: few enough that their transforms stay in the cache. */
const TILES: usize = 32;

/**
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
      takeApart(
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
      putTogether(
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
function takeApart(x: usize, to: usize, width: usize, ins: usize): void {
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

/** [rows, ins] times [ins, outs], four rows and eight columns at a time. Rows beyond `rows` up to a multiple of four are worked on alike. */
function multiply(a: usize, b: usize, to: usize, rows: usize, ins: usize, outs: usize): void {
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
        s00 = f32x4.add(s00, f32x4.mul(a0, b0));
        s01 = f32x4.add(s01, f32x4.mul(a0, b1));
        const a1 = v128.load32_splat(left + line);
        s10 = f32x4.add(s10, f32x4.mul(a1, b0));
        s11 = f32x4.add(s11, f32x4.mul(a1, b1));
        const a2 = v128.load32_splat(left + 2 * line);
        s20 = f32x4.add(s20, f32x4.mul(a2, b0));
        s21 = f32x4.add(s21, f32x4.mul(a2, b1));
        const a3 = v128.load32_splat(left + 3 * line);
        s30 = f32x4.add(s30, f32x4.mul(a3, b0));
        s31 = f32x4.add(s31, f32x4.mul(a3, b1));
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

/** A^T m A of a tile's 16 products, with bias and the lowest value allowed, into 2x2 cells. */
function putTogether(from: usize, bias: usize, y: usize, width: usize, outs: usize, lowest: f32): void {
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
    v128.store(to, f32x4.max(floor, f32x4.add(offset, f32x4.add(t0, f32x4.add(t1, t2)))));
    v128.store(to + cell, f32x4.max(floor, f32x4.add(offset, f32x4.sub(f32x4.sub(t1, t2), t3))));
    v128.store(to + line, f32x4.max(floor, f32x4.add(offset, f32x4.add(u0, f32x4.add(u1, u2)))));
    v128.store(to + line + cell, f32x4.max(floor, f32x4.add(offset, f32x4.sub(f32x4.sub(u1, u2), u3))));
  }
}
