/** Values read by beta, and the way back from them, in blocks of rows that bound the memory. */
import {
  add,
  addN,
  concat,
  div,
  engine,
  exp,
  getBackend,
  getKernel,
  log,
  matMul,
  max,
  maxPool,
  mul,
  reshape,
  slice,
  softmax,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tidy,
  transpose,
  zeros,
} from "@tensorflow/tfjs-core";
import { ATTEND } from "../kernels/kernel-names";

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

/** What was read. */
export interface ReadValues {
  /** sum_i beta_ji h(x_i) for all j, [N, c] */
  readonly read: Tensor2D;
  /** Largest entry of beta, [1]. */
  readonly maxWeight: Tensor1D;
  /** Where the softmax runs over the queries: log sum_j exp(s_ij) for all i, [M]. */
  readonly keyLogSumExp?: Tensor1D;
}

/**
 * Values read by rows of beta that sum to 1.
 * @param mask added to the scores of every row, [1, M]
 */
export function readValues({ queries, keys, values }: Features, mask: Tensor2D | undefined): ReadValues {
  // Transposed first: a transposed operand inside matMul is four times slower on the WASM backend.
  const keysT = transpose(keys);
  const done = attended({ queries, keys, values }, keysT, mask);
  if (done) return done;
  const reads: Tensor2D[] = [];
  const maxima: Tensor[] = [];
  for (const { start, count } of blocks(queries, keys)) {
    const [read, maximum] = tidy(() => {
      const scores = matMul(rowsOf(queries, start, count), keysT);
      const beta = softmax(mask ? add(scores, mask) : scores) as Tensor2D;
      return [matMul(beta, values), largestEntry(beta)];
    });
    reads.push(read as Tensor2D);
    maxima.push(maximum);
  }
  return { read: stacked(reads), maxWeight: largestOf(maxima) };
}

/** The same by the backend's kernel of our own, which never holds all of beta; `undefined` where there is none for such extents. */
function attended(
  { queries, keys, values }: Features,
  keysT: Tensor2D,
  mask: Tensor2D | undefined,
): ReadValues | undefined {
  const fits = queries.shape[0] % 4 === 0 && keys.shape[0] % 8 === 0 && values.shape[1] % 8 === 0;
  if (!fits || !getKernel(ATTEND, getBackend())) return undefined;
  const inputs = { queries, keys: keysT, values, mask: mask ?? zeros([1, keys.shape[0]]) };
  const [read, maxWeight] = engine().runKernel(ATTEND, inputs) as [Tensor2D, Tensor1D];
  return { read, maxWeight };
}

/**
 * Values read by a beta whose columns sum to 1: the softmax of each key runs over the queries.
 * @param open 1 for a key that may be read and 0 for one that may not, [M, 1]
 */
export function readOverQueries(
  { queries, keys, values }: Features,
  open: Tensor2D | undefined,
): Required<ReadValues> {
  const queriesT = transpose(queries);
  const reads: Tensor2D[] = [];
  const maxima: Tensor[] = [];
  const normalisers: Tensor1D[] = [];
  // Columns of beta, as rows: a softmax runs along the last axis on every backend.
  for (const { start, count } of blocks(keys, queries)) {
    const [read, maximum, normaliser] = tidy(() => {
      const scores = matMul(rowsOf(keys, start, count), queriesT);
      const top = max(scores, 1, true);
      const powers = exp(sub(scores, top));
      const total = sum(powers, 1, true);
      const columns = div(powers, total);
      const weights = (open ? mul(columns, rowsOf(open, start, count)) : columns) as Tensor2D;
      return [
        matMul(transpose(weights), rowsOf(values, start, count)),
        largestEntry(weights),
        reshape(add(top, log(total)), [count]),
      ];
    });
    reads.push(read as Tensor2D);
    maxima.push(maximum);
    normalisers.push(normaliser as Tensor1D);
  }
  return {
    read: reads.length === 1 ? reads[0] : addN(reads),
    maxWeight: largestOf(maxima),
    keyLogSumExp: normalisers.length === 1 ? normalisers[0] : concat(normalisers),
  };
}

/** Rows that one step of pooling takes together: as many as the WASM backend's kernel reads in one pass. */
const POOLED_ROWS = 8;

/** Largest entry of a matrix, [1]. Pooling first spares the WASM backend's `max`, which takes an entry at a time, most of its work. */
function largestEntry(matrix: Tensor2D): Tensor1D {
  const [rows, columns] = matrix.shape;
  if (rows % POOLED_ROWS !== 0) return reshape(max(matrix), [1]) as Tensor1D;
  const column = reshape(matrix, [1, rows, 1, columns]) as Tensor4D;
  return reshape(max(maxPool(column, [POOLED_ROWS, 1], [POOLED_ROWS, 1], "valid")), [1]) as Tensor1D;
}

/** @param maxima of the blocks, [1] each */
function largestOf(maxima: Tensor[]): Tensor1D {
  return (maxima.length === 1 ? maxima[0] : reshape(max(concat(maxima)), [1])) as Tensor1D;
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

/** Rows of a matrix with a row for each of `along` and a column for each of `across`, in blocks of at most `BLOCK_ENTRIES` entries. */
function blocks(along: Tensor2D, across: Tensor2D): { start: number; count: number }[] {
  const [n] = along.shape;
  const rows = Math.max(1, Math.min(n, Math.floor(BLOCK_ENTRIES / across.shape[0])));
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
