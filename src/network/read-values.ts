/** Values read by beta, and the way back from them, in blocks of rows that bound the memory. */
import {
  add,
  addN,
  concat,
  matMul,
  max,
  mul,
  reshape,
  slice,
  softmax,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";

/** Most entries of beta held at once: 16 MiB of single precision, whatever the grid. Each block has a `tidy` of its own, else all would be. */
const BLOCK_ENTRIES = 2 ** 22;

/** What is read, and by what. */
export interface Features {
  /** [N, d] */
  readonly queries: Tensor2D;
  /** [M, d] */
  readonly keys: Tensor2D;
  /** [M, c] */
  readonly values: Tensor2D;
}

/**
 * sum_i beta_ji h(x_i) for all j, [N, c]; and the largest entry of beta, [1].
 * @param mask added to the scores of every row, [1, M]
 */
export function readValues(
  { queries, keys, values }: Features,
  mask: Tensor2D | undefined,
): { read: Tensor2D; maxWeight: Tensor1D } {
  // Transposed first: a transposed operand inside matMul is four times slower on the WASM backend.
  const keysT = transpose(keys);
  const reads: Tensor2D[] = [];
  const maxima: Tensor[] = [];
  for (const { start, count } of blocks(queries, keys)) {
    const [read, maximum] = tidy(() => {
      const scores = matMul(rowsOf(queries, start, count), keysT);
      const beta = softmax(mask ? add(scores, mask) : scores) as Tensor2D;
      return [matMul(beta, values), reshape(max(beta), [1])];
    });
    reads.push(read as Tensor2D);
    maxima.push(maximum);
  }
  return {
    read: stacked(reads),
    maxWeight: (maxima.length === 1 ? maxima[0] : reshape(max(concat(maxima)), [1])) as Tensor1D,
  };
}

/**
 * Gradients by queries, keys and values, from that by what was read. For a row: d s = beta (d beta - sum(d beta beta)), the
 * softmax's; with s = queries keys^T and read = beta values, the rest are products of matrices.
 * @param byRead [N, c]
 */
export function readGradients({ queries, keys, values }: Features, byRead: Tensor2D): Features {
  const keysT = transpose(keys);
  const valuesT = transpose(values);
  const byQueries: Tensor2D[] = [];
  const byKeys: Tensor2D[] = [];
  const byValues: Tensor2D[] = [];
  for (const { start, count } of blocks(queries, keys)) {
    const by = tidy(() => {
      const block = rowsOf(queries, start, count);
      const byBlock = rowsOf(byRead, start, count);
      const beta = softmax(matMul(block, keysT)) as Tensor2D;
      const byBeta = matMul(byBlock, valuesT);
      const byScores = mul(beta, sub(byBeta, sum(mul(byBeta, beta), 1, true))) as Tensor2D;
      return [
        matMul(byScores, keys),
        matMul(transpose(byScores), block),
        matMul(transpose(beta), byBlock),
      ] as Tensor2D[];
    });
    byQueries.push(by[0]);
    byKeys.push(by[1]);
    byValues.push(by[2]);
  }
  return { queries: stacked(byQueries), keys: addN(byKeys), values: addN(byValues) };
}

/** Rows of beta, [N, M], in blocks of at most `BLOCK_ENTRIES` entries. */
function blocks(queries: Tensor2D, keys: Tensor2D): { start: number; count: number }[] {
  const [n] = queries.shape;
  const rows = Math.max(1, Math.min(n, Math.floor(BLOCK_ENTRIES / keys.shape[0])));
  return Array.from({ length: Math.ceil(n / rows) }, (_, block) => {
    const start = block * rows;
    return { start, count: Math.min(rows, n - start) };
  });
}

function rowsOf(features: Tensor2D, start: number, count: number): Tensor2D {
  const [rows, columns] = features.shape;
  return count === rows ? features : slice(features, [start, 0], [count, columns]);
}

function stacked(parts: Tensor2D[]): Tensor2D {
  return parts.length === 1 ? parts[0] : (concat(parts, 0) as Tensor2D);
}
