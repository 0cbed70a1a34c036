/**
 * Spectral normalisation (Miyato et al. 2018, arXiv:1802.05957, Algorithm 1; in both networks: Zhang et al. 2019, section 3):
 * a layer uses W / sigma with sigma = u^T W v, u and v refined by one power iteration a step. A weight on the backend is seen as
 * the matrix M = W^T, [the rest, out].
 */
import {
  concat,
  customGrad,
  div,
  type GradSaveFunc,
  matMul,
  maximum,
  mul,
  norm,
  reshape,
  slice,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  transpose,
} from "@tensorflow/tfjs-core";
import type { Layout, Parameter } from "./layout";

const TINY = 1e-12;

/** Singular vectors of one weight. */
export interface Singular {
  /** [out, 1] */
  readonly u: Tensor2D;
  /** [1, the rest] */
  readonly v: Tensor2D;
}

export interface Iterated {
  /** All u, flat. */
  readonly vectors: Tensor1D;
  /** By the weight's name. */
  readonly singular: ReadonlyMap<string, Singular>;
  /** sigma of every weight, in their order. */
  readonly sigmas: Tensor1D;
}

function matrixOf(weight: Tensor, { size, outs }: Parameter): Tensor2D {
  return reshape(weight, [size / outs, outs]);
}

function unit(x: Tensor): Tensor {
  return div(x, maximum(norm(x), TINY));
}

/**
 * v = W^T u / |W^T u|, u = W v / |W v|, `times` times. Not inside a gradient: u and v are constants there.
 * @param vectors all u, flat
 * @param weights parameters by name
 */
export function powerIteration(
  layout: Layout,
  vectors: Tensor1D,
  weights: ReadonlyMap<string, Tensor>,
  times = 1,
): Iterated {
  const singular = new Map<string, Singular>();
  const us: Tensor1D[] = [];
  const sigmas: Tensor1D[] = [];
  for (const parameter of layout.parameters) {
    const weight = weights.get(parameter.name);
    if (!parameter.weight || !weight) continue;
    const matrix = matrixOf(weight, parameter);
    let u = reshape(slice(vectors, parameter.vectorOffset, parameter.outs), [parameter.outs, 1]) as Tensor2D;
    let v = u;
    let sigma: Tensor = u;
    for (let n = 0; n < times; n++) {
      v = reshape(unit(matMul(matrix, u)), [1, -1]) as Tensor2D;
      const product = matMul(v, matrix);
      // |W v| is u^T W v for the new u.
      sigma = norm(product);
      u = reshape(div(product, maximum(sigma, TINY)), [-1, 1]) as Tensor2D;
    }
    singular.set(parameter.name, { u, v });
    us.push(reshape(u, [-1]) as Tensor1D);
    sigmas.push(reshape(sigma, [1]) as Tensor1D);
  }
  return { vectors: concat(us), singular, sigmas: concat(sigmas) };
}

/**
 * W / sigma, in W's shape. dL/dW = dY / sigma - (sum dY W / sigma^2) u v^T, since d sigma / dW = u v^T.
 * @param weight as on the backend
 */
export function normalised(weight: Tensor, parameter: Parameter, { u, v }: Singular): Tensor {
  return customGrad((...args) => {
    const [w, save] = args as unknown as [Tensor, GradSaveFunc];
    const sigma = reshape(matMul(matMul(v, matrixOf(w, parameter)), u), []);
    save([w, sigma]);
    return {
      value: div(w, sigma),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [raw, scale] = saved;
        const share = div(sum(mul(dy, raw)), square(scale));
        const outer = reshape(matMul(transpose(v), transpose(u)), [...parameter.shape]);
        return sub(div(dy, scale), mul(outer, share));
      },
    };
  })(weight);
}
