/** Singular values of a matrix of two rows and two columns, exactly and by power iteration. */

export type Vector = readonly [number, number];
/** By rows: [[a, b], [c, d]]. */
export type Matrix = readonly [Vector, Vector];

/** W x */
export function apply([[a, b], [c, d]]: Matrix, [x, y]: Vector): Vector {
  return [a * x + b * y, c * x + d * y];
}

/** W with its rows as columns. */
export function transpose([[a, b], [c, d]]: Matrix): Matrix {
  return [
    [a, c],
    [b, d],
  ];
}

/** W times a number. */
export function scale([[a, b], [c, d]]: Matrix, by: number): Matrix {
  return [
    [a * by, b * by],
    [c * by, d * by],
  ];
}

/**
 * Both singular values, the larger one first. A matrix is a turn with one factor and a mirrored turn with another; the singular
 * values are the sum and the difference of these factors, which loses no digits as the roots of a quadratic equation would.
 */
export function singularValues([[a, b], [c, d]]: Matrix): Vector {
  const turned = Math.hypot(a + d, c - b) / 2;
  const mirrored = Math.hypot(a - d, c + b) / 2;
  return [turned + mirrored, Math.abs(turned - mirrored)];
}

/** Where power iteration stands: unit vectors u and v, and sigma as they see it. */
export interface PowerState {
  readonly u: Vector;
  readonly v: Vector;
  /** u^T W v */
  readonly sigma: number;
  readonly rounds: number;
}

/** A direction that lies far from the answer for most matrices. */
const FIRST_V: Vector = [-0.6, 0.8];

/** Before the first round: v by chance, u where the matrix takes it. */
export function powerStart(matrix: Matrix): PowerState {
  const u = unit(apply(matrix, FIRST_V));
  return { u, v: FIRST_V, sigma: dot(u, apply(matrix, FIRST_V)), rounds: 0 };
}

/** One round: v <- W^T u / |W^T u|, u <- W v / |W v| (Miyato et al. 2018, algorithm 1). A matrix of zeros stays where it is. */
export function powerRound(matrix: Matrix, { u, rounds }: PowerState): PowerState {
  const v = unit(apply(transpose(matrix), u));
  const next = unit(apply(matrix, v));
  return { u: next, v, sigma: dot(next, apply(matrix, v)), rounds: rounds + 1 };
}

function dot([a, b]: Vector, [c, d]: Vector): number {
  return a * c + b * d;
}

/** Of length 1; a vector without length stays as it is. */
function unit(vector: Vector): Vector {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : [vector[0] / length, vector[1] / length];
}
