/** Random numbers for the weights of checkpoints that scripts write: the same in every run. */

/** Numbers that a tensor of a shape has. */
export const countOf = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

/** Numbers between -bound and bound, the same for a seed. */
export function uniform(count: number, bound: number, seed: number): Float32Array {
  const numbers = new Float32Array(count);
  let state = (seed * 2654435761) | 1;
  for (let i = 0; i < count; i++) {
    // Marsaglia's xorshift of 32 bits: enough for numbers that only have to be unlike.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    numbers[i] = (state / 2 ** 31) * bound;
  }
  return numbers;
}

/** u and v of a matrix [rows, columns] after one step from a random u. */
export function powerStep(matrix: Float32Array, rows: number, columns: number, seed: number) {
  const u = uniform(rows, 1, seed + 7919);
  const v = new Float32Array(columns);
  for (let row = 0; row < rows; row++) {
    const factor = u[row];
    const start = row * columns;
    for (let column = 0; column < columns; column++) v[column] += factor * matrix[start + column];
  }
  normalize(v);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    const start = row * columns;
    for (let column = 0; column < columns; column++) sum += v[column] * matrix[start + column];
    u[row] = sum;
  }
  normalize(u);
  return { u, v };
}

function normalize(vector: Float32Array): void {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const factor = 1 / Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] *= factor;
}
