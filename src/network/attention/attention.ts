/**
 * The self-attention layer (Zhang et al. 2019, section 3): 1x1 projections f, g, h, v; beta as a row-wise softmax of
 * s_ij = f(x_i) . g(x_j) (equation 1), or, in layers of code bases that differ from the paper, a column-wise one; o_j = v(sum_i beta_ji h(x_i)) (equation 2); y = gamma o + x (equation 3).
 *
 * In three steps, each of which can be done again without those before it: an intervention on gamma needs only `combine`,
 * one on the softmax `read` and `combine`.
 */
import {
  add,
  addN,
  div,
  fused,
  matMul,
  mul,
  reshape,
  sqrt,
  square,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor2d,
  transpose,
} from "@tensorflow/tfjs-core";
import { maskOf, type SiteIntervention } from "../../attention/intervention";
import type { AttentionLayer } from "../../model/formats/manifest";
import { type Materials, notDifferentiable, unbuildable } from "../layers/built-layer";
import { pooledMax, pooledMaxGradient } from "../layers/max-pool";
import { type ReadValues, readGradients, readOverQueries, readValues } from "../tensors/read-values";
import type { Extent } from "../tensors/weights";

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
export interface Read extends Omit<ReadValues, "read"> {
  /** o, [N, C] */
  readonly o: Tensor2D;
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
  /** Whether rows of beta sum to 1, as in the paper; else its columns do. */
  readonly rowsSumToOne: boolean;
  project(x: Tensor4D): Projected;
  read(projected: Projected, change: Pick<SiteIntervention, "temperature" | "maskedKeys">): Read;
  combine(x: Tensor2D, o: Tensor2D, change: Pick<SiteIntervention, "gammaScale" | "maskedQueries">): Combined;
  /** The gradient by the layer's input, [1, H, W, C], from that by its output, of a pass without interventions. */
  backward(dy: Tensor4D, projected: Projected): Tensor4D;
}

/**
 * Builds an attention layer.
 * @throws LensError `tensor-missing`, `tensor-shape`; `manifest-field` for a grid that cannot be pooled
 */
export function buildAttention(
  layer: AttentionLayer,
  from: Extent,
  { weights }: Materials,
): AttentionSiteLayer {
  const { channels, height, width } = from;
  /** @param outs how many features it gives; -1 for any number */
  const project = (part: string, inChannels: number, outs = -1) => {
    const weight = weights.pointwise(`${layer.name}.${part}.weight`, inChannels, outs);
    const bias = weights.optionalVector(`${layer.name}.${part}.bias`, weight.shape[1]);
    const apply = (x: Tensor2D): Tensor2D =>
      bias ? (fused.matMul({ a: x, b: weight, bias }) as Tensor2D) : matMul(x, weight);
    // Transposed first: a transposed operand inside matMul is four times slower on the WASM backend.
    const backward = (dy: Tensor2D): Tensor2D => matMul(dy, transpose(weight));
    return { outs: weight.shape[1], apply, backward };
  };
  const f = project("f", channels);
  const g = project("g", channels, f.outs);
  const h = project("h", channels, layer.outputProjection ? -1 : channels);
  const v = layer.outputProjection ? project("v", h.outs, channels) : undefined;
  const gamma = weights.scalar(`${layer.name}.gamma`);
  const pool = layer.keyPooling;
  const overQueries = layer.softmaxOver === "queries";
  if (height % pool !== 0 || width % pool !== 0) {
    throw unbuildable(layer.name, `keys of a ${width} x ${height} grid cannot be pooled ${pool}x${pool}`);
  }
  const cells = height * width;
  const keyExtent = { ...from, height: height / pool, width: width / pool };

  const gridOf = (features: Tensor2D, { height, width }: Extent) =>
    reshape(features, [1, height, width, features.shape[1]]) as Tensor4D;
  /** 2x2 max pooling per channel of projected features, [H*W, c] to [M, c]. */
  const pooled = (features: Tensor2D): Tensor2D =>
    pool === 1
      ? features
      : (reshape(pooledMax(gridOf(features, from), pool), [-1, features.shape[1]]) as Tensor2D);
  /** The gradient by a projection's input, [N, C], from that by its pooled output, [M, c]. */
  const pulledThrough = (part: typeof f, x: Tensor2D, output: Tensor2D, gradient: Tensor2D): Tensor2D => {
    if (pool === 1) return part.backward(gradient);
    const grids = [
      gridOf(part.apply(x), from),
      gridOf(output, keyExtent),
      gridOf(gradient, keyExtent),
    ] as const;
    return part.backward(reshape(pooledMaxGradient(...grids, pool), [cells, part.outs]));
  };

  return {
    name: layer.name,
    extent: from,
    keyExtent,
    depth: g.outs,
    gamma,
    rowsSumToOne: !overQueries,
    project(x) {
      const flat = reshape(x, [cells, channels]) as Tensor2D;
      return {
        x: flat,
        queries: g.apply(flat),
        keys: pooled(f.apply(flat)),
        values: pooled(h.apply(flat)),
      };
    },
    read({ queries, keys, values }, { temperature, maskedKeys }) {
      const mask = maskOf(maskedKeys, keyExtent.height * keyExtent.width);
      const scaled = temperature === 1 ? queries : (div(queries, temperature) as Tensor2D);
      const features = { queries: scaled, keys, values };
      const { read, ...rest } = overQueries
        ? readOverQueries(features, mask && numbersOf(mask, (masked) => 1 - masked, [mask.length, 1]))
        : readValues(features, mask && numbersOf(mask, (masked) => masked * MASKED_SCORE, [1, mask.length]));
      return { ...rest, o: v ? v.apply(read) : read };
    },
    combine(x, o, { gammaScale, maskedQueries }) {
      const mask = maskOf(maskedQueries, cells);
      const received = mask
        ? mul(
            o,
            numbersOf(mask, (masked) => 1 - masked, [cells, 1]),
          )
        : o;
      const scaled = mul(received, gamma * gammaScale);
      return {
        y: reshape(add(x, scaled), [1, height, width, channels]) as Tensor4D,
        share: reshape(sqrt(div(sum(square(scaled)), sum(square(x)))), [1]) as Tensor1D,
      };
    },
    backward(dy, projected) {
      if (overQueries) return notDifferentiable("attention whose softmax runs over the queries")();
      const { x, keys, values } = projected;
      const byY = reshape(dy, [cells, channels]) as Tensor2D;
      const byO = mul(byY, gamma) as Tensor2D;
      const by = readGradients(projected, v ? v.backward(byO) : byO);
      const byX = addN([
        byY,
        g.backward(by.queries),
        pulledThrough(f, x, keys, by.keys),
        pulledThrough(h, x, values, by.values),
      ]);
      return reshape(byX, [1, height, width, channels]) as Tensor4D;
    },
  };
}

/** A mask as numbers on the backend. */
function numbersOf(mask: Uint8Array, value: (masked: number) => number, shape: [number, number]): Tensor2D {
  return tensor2d(Float32Array.from(mask, value), shape);
}
