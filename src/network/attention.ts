/**
 * The self-attention layer (Zhang et al. 2019, section 3): 1x1 projections f, g, h, v; beta as a row-wise softmax of
 * s_ij = f(x_i) . g(x_j) (equation 1); o_j = v(sum_i beta_ji h(x_i)) (equation 2); y = gamma o + x (equation 3).
 */
import {
  add,
  concat,
  div,
  matMul,
  max,
  maxPool,
  mul,
  norm,
  reshape,
  slice,
  softmax,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  transpose,
} from "@tensorflow/tfjs-core";
import type { AttentionLayer } from "../model/manifest";
import type { Extent, WeightStore } from "./weights";

/** Most entries of beta held at once: 16 MiB of single precision, whatever the grid. */
const BLOCK_ENTRIES = 2 ** 22;

/** What one pass leaves behind at a site; the tensors belong to the pass. */
export interface SiteReading {
  /** g(x_j), [N, d] */
  readonly queries: Tensor2D;
  /** f(x_i), [M, d] */
  readonly keys: Tensor2D;
  /** [2]: ||gamma o|| / ||x||, and the largest entry of beta. */
  readonly stats: Tensor1D;
}

/** A built attention layer. */
export interface AttentionSiteLayer {
  readonly name: string;
  /** Extent of its input and its output alike. */
  readonly extent: Extent;
  readonly keyExtent: Extent;
  /** d */
  readonly depth: number;
  readonly gamma: number;
  apply(x: Tensor4D): { y: Tensor4D; reading: SiteReading };
}

/**
 * Builds an attention layer.
 * @throws LensError `tensor-missing`, `tensor-shape`
 */
export function buildAttention(
  layer: AttentionLayer,
  from: Extent,
  weights: WeightStore,
): AttentionSiteLayer {
  const { channels, height, width } = from;
  const project = (part: string, inChannels: number) => {
    const weight = weights.pointwise(`${layer.name}.${part}.weight`, inChannels);
    const biasName = `${layer.name}.${part}.bias`;
    const bias = weights.has(biasName) ? weights.vector(biasName, weight.shape[1]) : undefined;
    const apply = (x: Tensor2D): Tensor2D => {
      const product = matMul(x, weight);
      return (bias ? add(product, bias) : product) as Tensor2D;
    };
    return { outs: weight.shape[1], apply };
  };
  const f = project("f", channels);
  const g = project("g", channels);
  const h = project("h", channels);
  const v = layer.outputProjection ? project("v", h.outs) : undefined;
  const gamma = weights.scalar(`${layer.name}.gamma`);
  const pool = layer.keyPooling;

  /** 2x2 max pooling per channel of projected features, [H*W, c] to [M, c]. */
  const pooled = (features: Tensor2D, outs: number): Tensor2D => {
    if (pool === 1) return features;
    const grid = reshape(features, [1, height, width, outs]) as Tensor4D;
    return reshape(maxPool(grid, pool, pool, "valid"), [-1, outs]) as Tensor2D;
  };

  return {
    name: layer.name,
    extent: from,
    keyExtent: { ...from, height: height / pool, width: width / pool },
    depth: g.outs,
    gamma,
    apply(x) {
      const flat = reshape(x, [height * width, channels]) as Tensor2D;
      const queries = g.apply(flat);
      const keys = pooled(f.apply(flat), f.outs);
      const values = pooled(h.apply(flat), h.outs);
      const { read, maxWeight } = readValues(queries, keys, values);
      const o = v ? v.apply(read) : read;
      const scaled = mul(o, gamma);
      const share = div(norm(scaled), norm(flat));
      return {
        y: reshape(add(flat, scaled), x.shape) as Tensor4D,
        reading: {
          queries,
          keys,
          stats: concat([reshape(share, [1]), reshape(maxWeight, [1])]) as Tensor1D,
        },
      };
    },
  };
}

/** sum_i beta_ji h(x_i) for all j, [N, c], in blocks of rows that bound the memory; and the largest entry of beta. */
function readValues(
  queries: Tensor2D,
  keys: Tensor2D,
  values: Tensor2D,
): { read: Tensor2D; maxWeight: Tensor } {
  const [n, depth] = queries.shape;
  const [m] = keys.shape;
  // Transposed first: a transposed operand inside matMul is four times slower on the WASM backend.
  const keysT = transpose(keys);
  const rows = Math.max(1, Math.min(n, Math.floor(BLOCK_ENTRIES / m)));
  const reads: Tensor2D[] = [];
  const maxima: Tensor[] = [];
  for (let start = 0; start < n; start += rows) {
    const count = Math.min(rows, n - start);
    const block = count === n ? queries : slice(queries, [start, 0], [count, depth]);
    const beta = softmax(matMul(block, keysT));
    reads.push(matMul(beta, values));
    maxima.push(reshape(max(beta), [1]));
  }
  return {
    read: reads.length === 1 ? reads[0] : (concat(reads, 0) as Tensor2D),
    maxWeight: maxima.length === 1 ? maxima[0] : max(concat(maxima)),
  };
}
