/**
 * The self-attention layer (Zhang et al. 2019, section 3): 1x1 projections f, g, h, v; beta as a row-wise softmax of
 * s_ij = f(x_i) . g(x_j) (equation 1); o_j = v(sum_i beta_ji h(x_i)) (equation 2); y = gamma o + x (equation 3).
 *
 * In three steps, each of which can be done again without those before it: an intervention on gamma needs only `combine`,
 * one on the softmax `read` and `combine`.
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
  tensor2d,
  transpose,
} from "@tensorflow/tfjs-core";
import { maskOf, type SiteIntervention } from "../attention/intervention";
import type { AttentionLayer } from "../model/manifest";
import type { Extent, WeightStore } from "./weights";

/** Most entries of beta held at once: 16 MiB of single precision, whatever the grid. */
const BLOCK_ENTRIES = 2 ** 22;

/** Added to the score of a masked key: exp of it is 0, and half precision on a small GPU can still hold it. */
const MASKED_SCORE = -3e4;

/** Input and projections of one pass. */
export interface Projected {
  /** x, [N, C] */
  readonly x: Tensor2D;
  /** g(x_j), [N, d] */
  readonly queries: Tensor2D;
  /** f(x_i), [M, d] */
  readonly keys: Tensor2D;
  /** h(x_i), [M, c] */
  readonly values: Tensor2D;
}

/** What the values were read into. */
export interface Read {
  /** o, [N, C] */
  readonly o: Tensor2D;
  /** Largest entry of beta, [1]. */
  readonly maxWeight: Tensor1D;
}

/** The layer's output. */
export interface Combined {
  readonly y: Tensor4D;
  /** ||gamma o|| / ||x||, [1] */
  readonly share: Tensor1D;
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
  project(x: Tensor4D): Projected;
  read(projected: Projected, change: Pick<SiteIntervention, "temperature" | "maskedKeys">): Read;
  combine(x: Tensor2D, o: Tensor2D, change: Pick<SiteIntervention, "gammaScale" | "maskedQueries">): Combined;
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
  const cells = height * width;
  const keyExtent = { ...from, height: height / pool, width: width / pool };

  /** 2x2 max pooling per channel of projected features, [H*W, c] to [M, c]. */
  const pooled = (features: Tensor2D, outs: number): Tensor2D => {
    if (pool === 1) return features;
    const grid = reshape(features, [1, height, width, outs]) as Tensor4D;
    return reshape(maxPool(grid, pool, pool, "valid"), [-1, outs]) as Tensor2D;
  };

  return {
    name: layer.name,
    extent: from,
    keyExtent,
    depth: g.outs,
    gamma,
    project(x) {
      const flat = reshape(x, [cells, channels]) as Tensor2D;
      return {
        x: flat,
        queries: g.apply(flat),
        keys: pooled(f.apply(flat), f.outs),
        values: pooled(h.apply(flat), h.outs),
      };
    },
    read({ queries, keys, values }, { temperature, maskedKeys }) {
      const mask = maskOf(maskedKeys, keyExtent.height * keyExtent.width);
      const { read, maxWeight } = readValues(
        temperature === 1 ? queries : (div(queries, temperature) as Tensor2D),
        keys,
        values,
        mask &&
          tensor2d(
            Float32Array.from(mask, (masked) => masked * MASKED_SCORE),
            [1, mask.length],
          ),
      );
      return { o: v ? v.apply(read) : read, maxWeight };
    },
    combine(x, o, { gammaScale, maskedQueries }) {
      const mask = maskOf(maskedQueries, cells);
      const received = mask
        ? mul(
            o,
            tensor2d(
              Float32Array.from(mask, (masked) => 1 - masked),
              [cells, 1],
            ),
          )
        : o;
      const scaled = mul(received, gamma * gammaScale);
      return {
        y: reshape(add(x, scaled), [1, height, width, channels]) as Tensor4D,
        share: reshape(div(norm(scaled), norm(x)), [1]) as Tensor1D,
      };
    },
  };
}

/** sum_i beta_ji h(x_i) for all j, [N, c], in blocks of rows that bound the memory; and the largest entry of beta, [1]. */
function readValues(
  queries: Tensor2D,
  keys: Tensor2D,
  values: Tensor2D,
  mask: Tensor2D | undefined,
): { read: Tensor2D; maxWeight: Tensor1D } {
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
    const scores = matMul(block, keysT);
    const beta = softmax(mask ? add(scores, mask) : scores) as Tensor2D;
    reads.push(matMul(beta, values));
    maxima.push(reshape(max(beta), [1]));
  }
  return {
    read: reads.length === 1 ? reads[0] : (concat(reads, 0) as Tensor2D),
    maxWeight: (maxima.length === 1 ? maxima[0] : reshape(max(concat(maxima)), [1])) as Tensor1D,
  };
}
