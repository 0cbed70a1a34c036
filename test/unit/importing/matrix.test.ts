/** Spectral norms and orders of axes against the plainest way to write them. */
import { expect, test } from "vitest";
import {
  matrixView,
  permuted,
  permuteInto,
  scaleInto,
  steppedSigma,
  storedSigma,
} from "../../../src/importing/matrix";

/** Deterministic numbers of no particular kind. */
const numbers = (count: number, from = 1) =>
  Float32Array.from({ length: count }, (_, at) => Math.sin(from + at * 1.7) + 0.1 * Math.cos(at * 5.3));

/** Rows of the matrix that a tensor is along one axis. */
function rowsOf(data: Float32Array, shape: readonly number[], axis: number): number[][] {
  const strides = shape.map((_, at) => shape.slice(at + 1).reduce((product, side) => product * side, 1));
  return Array.from({ length: shape[axis] }, (_, row) => {
    const others: number[] = [];
    data.forEach((value, at) => {
      if (Math.floor(at / strides[axis]) % shape[axis] === row) others.push(value);
    });
    return others;
  });
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, at) => sum + value * b[at], 0);
const unit = (a: readonly number[]) => a.map((value) => value / Math.sqrt(dot(a, a)));

const CASES = [
  [[5, 3, 2, 2], 0],
  [[5, 3, 2, 2], 1],
  [[2, 2, 3, 5], 3],
  [[6, 4], 0],
  [[6, 4], 1],
] as const;

test.each(CASES)("sigma of %j along axis %i", (shape, axis) => {
  const data = numbers(shape.reduce((product: number, side) => product * side, 1));
  const rows = rowsOf(data, shape, axis);
  const u = Array.from(numbers(rows.length, 3));
  const columns = rows[0].map((_, column) => rows.map((row) => row[column]));
  const v = unit(columns.map((column) => dot(column, u)));
  const view = matrixView(shape, axis);
  const product = rows.map((row) => dot(row, v));
  expect(storedSigma(data, view, u, v)).toBeCloseTo(dot(u, product), 9);
  const next = unit(product);
  expect(steppedSigma(data, view, u)).toBeCloseTo(dot(next, product), 9);
});

test("a power step comes nearer to the largest singular value and never above it", () => {
  // Diagonal, so that the singular values are known.
  const data = Float32Array.of(3, 0, 0, 0, 2, 0, 0, 0, 1);
  const view = matrixView([3, 3], 0);
  const far = steppedSigma(data, view, [0.1, 1, 1]);
  const near = steppedSigma(data, view, [1, 0.1, 0.1]);
  expect(far).toBeLessThan(near);
  expect(near).toBeLessThanOrEqual(3);
  expect(near).toBeGreaterThan(2.99);
});

test("axes in another order", () => {
  const shape = [2, 3, 4, 5];
  const data = numbers(120);
  const order = [3, 2, 0, 1];
  const moved = permuted(data, shape, order);
  for (let a = 0; a < 2; a++)
    for (let b = 0; b < 3; b++)
      for (let c = 0; c < 4; c++)
        for (let d = 0; d < 5; d++)
          expect(moved[((d * 4 + c) * 2 + a) * 3 + b]).toBe(data[((a * 3 + b) * 4 + c) * 5 + d]);
  expect(permuted(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3], [1, 0])).toEqual(
    Float32Array.of(1, 4, 2, 5, 3, 6),
  );
  const halved = new Float32Array(120);
  permuteInto(halved, data, shape, order, 0.5);
  expect(halved).toEqual(moved.map((value) => value / 2));
});

test("numbers times a factor, in place or elsewhere", () => {
  const data = Float32Array.of(2, -4, 0);
  const to = new Float32Array(2);
  scaleInto(to, data, 0.5);
  expect(to).toEqual(Float32Array.of(1, -2));
  scaleInto(data, data, 0.25);
  expect(data).toEqual(Float32Array.of(0.5, -1, 0));
  scaleInto(to, data, 1);
  expect(to).toEqual(Float32Array.of(0.5, -1));
});
