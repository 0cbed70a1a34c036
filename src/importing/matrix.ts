/** Spectral norms and orders of axes, in plain loops: a checkpoint may have tens of millions of numbers. */

/** A weight seen as a matrix: [before, rows, after] in memory, its columns being all pairs of the outer two. */
export interface MatrixView {
  readonly before: number;
  readonly rows: number;
  readonly after: number;
}

/** The view whose rows are the entries along one axis. */
export function matrixView(shape: readonly number[], axis: number): MatrixView {
  const product = (part: readonly number[]) => part.reduce((sum, side) => sum * side, 1);
  return { before: product(shape.slice(0, axis)), rows: shape[axis], after: product(shape.slice(axis + 1)) };
}

/** sigma = u W v of stored vectors. */
export function storedSigma(
  weight: Float32Array,
  view: MatrixView,
  u: ArrayLike<number>,
  v: ArrayLike<number>,
): number {
  const product = timesColumns(weight, view, v);
  let sigma = 0;
  for (let row = 0; row < view.rows; row++) sigma += u[row] * product[row];
  return sigma;
}

/** sigma after one power step from u: v = W'u / |W'u|, sigma = |W v|. */
export function steppedSigma(weight: Float32Array, view: MatrixView, u: ArrayLike<number>): number {
  const v = timesRows(weight, view, u);
  const length = lengthOf(v);
  for (let at = 0; at < v.length; at++) v[at] /= length;
  return lengthOf(timesColumns(weight, view, v));
}

function lengthOf(vector: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < vector.length; at++) sum += vector[at] * vector[at];
  return Math.sqrt(sum);
}

/** W'u: one number for each column. */
function timesRows(weight: Float32Array, { before, rows, after }: MatrixView, u: ArrayLike<number>) {
  const result = new Float64Array(before * after);
  let at = 0;
  for (let b = 0; b < before; b++) {
    const start = b * after;
    for (let row = 0; row < rows; row++) {
      const factor = u[row];
      for (let a = 0; a < after; a++) result[start + a] += factor * weight[at++];
    }
  }
  return result;
}

/** W v: one number for each row. */
function timesColumns(weight: Float32Array, { before, rows, after }: MatrixView, v: ArrayLike<number>) {
  const result = new Float64Array(rows);
  let at = 0;
  for (let b = 0; b < before; b++) {
    const start = b * after;
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let a = 0; a < after; a++) sum += weight[at++] * v[start + a];
      result[row] += sum;
    }
  }
  return result;
}

/** Writes as many numbers, times a factor, as there is room for; `to` may be `from`. */
export function scaleInto(to: Float32Array, from: Float32Array, factor: number): void {
  if (factor === 1) to.set(from.subarray(0, to.length));
  else for (let at = 0; at < to.length; at++) to[at] = from[at] * factor;
}

/**
 * The same numbers, times a factor, with their axes in another order.
 * @param to where they are written
 * @param shape up to four axes
 * @param order axis of the input that each axis of the result is
 */
export function permuteInto(
  to: Float32Array,
  data: Float32Array,
  shape: readonly number[],
  order: readonly number[],
  factor = 1,
): void {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  const sides = [1, 1, 1, 1];
  const steps = [0, 0, 0, 0];
  order.forEach((axis, at) => {
    const place = 4 - order.length + at;
    sides[place] = shape[axis];
    steps[place] = strides[axis];
  });
  const [sideA, sideB, sideC, sideD] = sides;
  const [stepA, stepB, stepC, stepD] = steps;
  let next = 0;
  for (let a = 0; a < sideA; a++) {
    for (let b = 0; b < sideB; b++) {
      for (let c = 0; c < sideC; c++) {
        let from = a * stepA + b * stepB + c * stepC;
        for (let d = 0; d < sideD; d++, from += stepD) to[next++] = data[from] * factor;
      }
    }
  }
}

/** The same as numbers of their own. */
export function permuted(
  data: Float32Array,
  shape: readonly number[],
  order: readonly number[],
): Float32Array {
  const moved = new Float32Array(data.length);
  permuteInto(moved, data, shape, order);
  return moved;
}

/** Neighbouring columns of a matrix [rows, width]. @param to [rows, columns] */
export function columnsInto(to: Float32Array, matrix: Float32Array, width: number, from: number): void {
  const rows = matrix.length / width;
  const columns = to.length / rows;
  for (let row = 0; row < rows; row++) {
    const start = row * width + from;
    to.set(matrix.subarray(start, start + columns), row * columns);
  }
}
