/**
 * Operations with gradients of our own. They use only kernels that every backend has (WASM has none for a convolution's filter,
 * for pooling's or resizing's gradient), and fewer of them than the derivatives by the chain rule would.
 */
import {
  add,
  avgPool,
  concat,
  conv2d,
  customGrad,
  div,
  fused,
  type GradSaveFunc,
  matMul,
  mean,
  mul,
  pad,
  reshape,
  reverse,
  rsqrt,
  slice,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  image as tfImage,
  tile,
  transpose,
} from "@tensorflow/tfjs-core";

/** As PyTorch's batch norm. */
export const NORM_EPSILON = 1e-5;

/** Axes of batch and place in [B, H, W, C]. */
const BUT_CHANNELS = [0, 1, 2];

/**
 * Convolution 3x3 that keeps the size: x [B, H, W, in], filter [3, 3, in, out], bias [out] or none.
 * @param frozen the filter is a constant: only x gets a gradient
 */
export function convolve(
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D | undefined,
  frozen = false,
): Tensor4D {
  const forward = () => fused.conv2d({ x, filter, strides: 1, pad: "same", ...(bias && { bias }) });
  if (frozen) {
    return customGrad((input) => ({
      value: fused.conv2d({ x: input as Tensor4D, filter, strides: 1, pad: "same", ...(bias && { bias }) }),
      gradFunc: (dy) => inputGradient(dy as Tensor4D, filter),
    }))(x) as Tensor4D;
  }
  const gradient = (dy: Tensor, saved: Tensor[]) => {
    const [input, used] = saved as [Tensor4D, Tensor4D];
    return [inputGradient(dy as Tensor4D, used), filterGradient(input, dy as Tensor4D)];
  };
  if (!bias) {
    return customGrad((...args) => {
      const save = args[2] as unknown as GradSaveFunc;
      save([x, filter]);
      return { value: forward(), gradFunc: gradient };
    })(x, filter) as Tensor4D;
  }
  return customGrad((...args) => {
    const save = args[3] as unknown as GradSaveFunc;
    save([x, filter]);
    return {
      value: forward(),
      gradFunc: (dy: Tensor, saved: Tensor[]) => [...gradient(dy, saved), sum(dy, BUT_CHANNELS)],
    };
  })(x, filter, bias) as Tensor4D;
}

/** dL/dx: the output's gradient convolved with the filter turned by 180 degrees, its channels exchanged. */
function inputGradient(dy: Tensor4D, filter: Tensor4D): Tensor4D {
  const turned = transpose(reverse(filter, [0, 1]), [0, 1, 3, 2]) as Tensor4D;
  return conv2d(dy, turned, 1, "same");
}

/**
 * dL/dfilter: nine shifted views of x, one below the other as [9 in, B H W], times dy as [B H W, out]. The channels come first
 * before the views are taken: exchanging the axes of x is a ninth of the work that it would be afterwards.
 */
function filterGradient(x: Tensor4D, dy: Tensor4D): Tensor4D {
  const [batch, height, width, ins] = x.shape;
  const outs = dy.shape[3];
  const wide = pad(transpose(x, [3, 0, 1, 2]), [
    [0, 0],
    [0, 0],
    [1, 1],
    [1, 1],
  ]);
  const cells = batch * height * width;
  const views: Tensor[] = [];
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      const view = slice(wide, [0, 0, row, column], [ins, batch, height, width]);
      views.push(reshape(view, [ins, cells]));
    }
  }
  const product = matMul(concat(views, 0) as Tensor2D, reshape(dy, [cells, outs]) as Tensor2D);
  return reshape(product, [3, 3, ins, outs]) as Tensor4D;
}

/** Each cell becomes 2x2 cells. Its gradient is their sum. */
export function upsample(x: Tensor4D): Tensor4D {
  return customGrad((input) => ({
    value: repeated(input as Tensor4D),
    gradFunc: (dy) => mul(avgPool(dy as Tensor4D, 2, 2, "valid"), 4),
  }))(x) as Tensor4D;
}

/** 2x2 cells become their mean. Its gradient goes to each of them by a quarter. */
export function halve(x: Tensor4D): Tensor4D {
  return customGrad((input) => ({
    value: avgPool(input as Tensor4D, 2, 2, "valid"),
    gradFunc: (dy) => mul(repeated(dy as Tensor4D), 0.25),
  }))(x) as Tensor4D;
}

function repeated(x: Tensor4D): Tensor4D {
  return tfImage.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]);
}

/** Mean and variance of each channel of x [B, H, W, C], both [1, 1, 1, C]; the variance without Bessel's correction. */
export function channelStatistics(x: Tensor4D): { mean: Tensor; variance: Tensor } {
  const middle = mean(x, BUT_CHANNELS, true);
  return { mean: middle, variance: mean(square(sub(x, middle)), BUT_CHANNELS, true) };
}

/**
 * Batch norm by the batch's own statistics (Ioffe and Szegedy 2015, arXiv:1502.03167): n scale + shift with
 * n = (x - mean) / sqrt(variance + epsilon). With g = dy scale: dx = (g - mean(g) - n mean(g n)) / sqrt(variance + epsilon).
 */
export function batchNorm(x: Tensor4D, scale: Tensor1D, shift: Tensor1D): Tensor4D {
  return customGrad((...args) => {
    const save = args[3] as unknown as GradSaveFunc;
    const { mean: middle, variance } = channelStatistics(x);
    const inverse = rsqrt(add(variance, NORM_EPSILON));
    const normal = mul(sub(x, middle), inverse);
    save([normal, inverse, scale]);
    return {
      value: add(mul(normal, scale), shift),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [n, inv, factor] = saved;
        const cells = x.shape[0] * x.shape[1] * x.shape[2];
        const dShift = sum(dy, BUT_CHANNELS);
        const dScale = sum(mul(dy, n), BUT_CHANNELS);
        const centred = sub(sub(dy, div(dShift, cells)), mul(n, div(dScale, cells)));
        return [mul(centred, mul(inv, factor)), dScale, dShift];
      },
    };
  })(x, scale, shift) as Tensor4D;
}

/** Keeps the deviation's derivative finite where all images are alike. */
const DEVIATION_EPSILON = 1e-8;

/**
 * x [n batch, H, W, C] with one more channel: the deviation over each batch at a place, mean over the channels.
 * d s_c / d x_bc = (x_bc - mean_c) / (batch s_c).
 * H and W are one axis meanwhile: WebGPU's `tile` reads a tensor of five axes back in the middle of a step, through canvases,
 * which is slow and ends the GPU process where it is emulated in software (TensorFlow.js 4.22).
 */
export function withDeviation(x: Tensor4D, batch: number): Tensor4D {
  const [total, height, width, channels] = x.shape;
  return customGrad((...args) => {
    const save = args[1] as unknown as GradSaveFunc;
    const groups = reshape(x, [total / batch, batch, height * width, channels]);
    const centred = sub(groups, mean(groups, 1, true));
    const deviation = sqrt(add(mean(square(centred), 1, true), DEVIATION_EPSILON));
    const seen = reshape(tile(mean(deviation, 3, true), [1, batch, 1, 1]), [total, height, width, 1]);
    save([centred, deviation]);
    return {
      value: concat([x, seen as Tensor4D], 3),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [apart, spread] = saved;
        const own = slice(dy, [0, 0, 0, 0], [-1, -1, -1, channels]);
        const told = reshape(slice(dy, [0, 0, 0, channels], [-1, -1, -1, 1]), [-1, batch, height * width, 1]);
        const share = div(sum(told, 1, true), batch * channels);
        return add(own, reshape(mul(div(apart, spread), share), x.shape));
      },
    };
  })(x) as Tensor4D;
}
