/**
 * Principal components of rows that come in batches and are never held together, as far as it is arithmetic on small matrices.
 *
 * A sketch of a few rows stands for all rows so far. A batch is put under it, and the stack's leading left singular vectors
 * bring it back to a few rows (Levy and Lindenbaum 2000, "Sequential Karhunen-Loeve basis extraction"; with means: Ross et al.
 * 2008, "Incremental learning for robust visual tracking", section 3.1). They are found from the stack's Gram matrix, so that
 * the long rows themselves stay where they are.
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Directions } from "../../model/formats/directions";

/** Components with less of the variance than this are single precision's rounding. */
const ROUNDING = 1e-6;

/** What brings a stack of rows back to a few. */
export interface Leading {
  /** U^T, [kept, rows] row by row: U^T times the stack is the new sketch. */
  readonly combination: Float32Array;
  /** Squared singular values, [kept], largest first: the squared lengths of the new sketch's rows. */
  readonly squares: Float64Array;
}

/**
 * The leading left singular vectors of a stack A of rows.
 * @param gram A A^T, [rows, rows]
 * @param most as many are kept, or all where there are fewer rows
 */
export function leadingOf(gram: Float32Array, rows: number, most: number): Leading {
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(
    Matrix.from1DArray(rows, rows, Array.from(gram)),
    { assumeSymmetric: true },
  );
  const order = Array.from(realEigenvalues.keys()).sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const kept = order.slice(0, most);
  const combination = new Float32Array(kept.length * rows);
  kept.forEach((column, k) => {
    for (let row = 0; row < rows; row++) combination[k * rows + row] = eigenvectorMatrix.get(row, column);
  });
  // Rounding can push the smallest ones below 0.
  return { combination, squares: Float64Array.from(kept, (at) => Math.max(0, realEigenvalues[at])) };
}

/** Sum of the diagonal of a square matrix, [rows, rows], from a row on. */
export function trace(matrix: Float32Array, rows: number, from = 0): number {
  let sum = 0;
  for (let row = from; row < rows; row++) sum += matrix[row * (rows + 1)];
  return sum;
}

/** Components of features, and what became of the latents as their features became the components. */
export interface Components {
  /** U^T Z, [components, size] row by row */
  readonly latents: Float32Array;
  /** Variance along each component times the number of latents, largest first. */
  readonly squares: Float64Array;
  /** The same of all the features. */
  readonly total: number;
}

/**
 * Directions in the latent space, from components of the features: the coordinates along each component are regressed on the
 * latents (Haerkoenen et al. 2020, arXiv:2004.02546, equation 3). Latents are white, so that the regression is their product
 * with the coordinates, X^T Z for a component: a multiple of U^T Z, and made a unit vector. The sign is arbitrary; the
 * largest entry is positive.
 * @param size entries of a latent
 * @param most directions; fewer where a latent has fewer entries, or the features vary in fewer ways
 */
export function directionsOf(
  { latents, squares, total }: Components,
  size: number,
  most: number,
): Directions {
  const share = Float32Array.from(squares.subarray(0, Math.min(most, size)), (square) => square / total);
  const kept = share.filter((part) => part > ROUNDING);
  const vectors = Array.from(kept, (_, k) => unit(latents.subarray(k * size, (k + 1) * size)));
  return { vectors, share: kept };
}

function unit(vector: Float32Array): Float32Array {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > Math.abs(largest)) largest = value;
  const length = Math.hypot(...vector) * Math.sign(largest);
  return vector.map((value) => value / length);
}
