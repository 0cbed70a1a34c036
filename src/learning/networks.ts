/**
 * The passes of both networks. Parameters come by name, as the pass uses them: sliced from the flat vector, with spectral norm
 * divided out where it is on.
 */
import {
  add,
  div,
  matMul,
  mul,
  relu,
  reshape,
  softmax,
  sqrt,
  square,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tanh,
  transpose,
} from "@tensorflow/tfjs-core";
import { doublings, type LearningConfig, START_CELLS, START_SIDE } from "./config";
import { batchNorm, convolve, halve, upsample, withDeviation } from "./ops";

export type Weights = ReadonlyMap<string, Tensor>;

/** Normalises [B, H, W, C]; `name` is the norm's, such as `blocks.0.norm`. */
export type Normalise = (x: Tensor4D, name: string, weights: Weights) => Tensor4D;

const byBatch: Normalise = (x, name, weights) =>
  batchNorm(x, weights.get(`${name}.scale`) as Tensor1D, weights.get(`${name}.shift`) as Tensor1D);

/** What an attention layer computed on the way, for whoever looks. */
export interface AttentionRecord {
  /** g(x_j) and f(x_i), [B, N, C/8]. */
  readonly queries: Tensor3D;
  readonly keys: Tensor3D;
  /** ||gamma o|| / ||x|| of each image, [B]. */
  readonly share: Tensor1D;
}

/** What a pass may do otherwise. */
export interface PassOptions {
  /** Batch norm by the batch's own statistics unless another is given. */
  readonly normalise?: Normalise;
  /** Is shown what the attention layer computes. */
  readonly look?: (attention: AttentionRecord) => void;
}

/** Latents [B, latent] to images [B, size, size, channels], -1 to 1. */
export function generate(
  config: LearningConfig,
  weights: Weights,
  z: Tensor2D,
  { normalise = byBatch, look }: PassOptions = {},
): Tensor4D {
  const width = config.generatorWidths[0];
  const weight = weights.get("stem.weight") as Tensor2D;
  const cells =
    config.stem === "local"
      ? matMul(reshape(z, [-1, config.latent / START_CELLS]) as Tensor2D, weight)
      : matMul(z, weight);
  const stem = add(reshape(cells, [-1, START_CELLS * width]), weights.get("stem.bias") as Tensor1D);
  let x = reshape(stem, [-1, START_SIDE, START_SIDE, width]) as Tensor4D;
  for (let k = 0; k < doublings(config); k++) {
    x = upsample(relu(normalise(x, `blocks.${k}.norm`, weights)));
    x = conv(x, weights, `blocks.${k}.conv`, false);
    if (config.attention && x.shape[1] === config.attentionSide) x = attend(x, weights, look);
  }
  x = relu(normalise(x, "norm", weights));
  return tanh(conv(x, weights, "rgb", false));
}

/**
 * Images [B, size, size, channels] to scores [B]; B may be several batches, each of which is one by itself for its deviation.
 * @param frozen the weights are constants: gradients go to the images alone
 */
export function discriminate(
  config: LearningConfig,
  weights: Weights,
  pictures: Tensor4D,
  frozen: boolean,
): Tensor1D {
  let x = pictures;
  for (let k = 0; k < doublings(config); k++) {
    x = halve(relu(conv(x, weights, `blocks.${k}.conv`, frozen)));
    if (config.attention && x.shape[1] === config.attentionSide) x = attend(x, weights);
  }
  if (config.batchDeviation) x = withDeviation(x, config.batch);
  for (let k = 0; k < config.tail; k++) x = relu(conv(x, weights, `tail.${k}.conv`, frozen));
  const pooled = sum(x, [1, 2]) as Tensor2D;
  const scores = matMul(pooled, weights.get("out.weight") as Tensor2D);
  return reshape(add(scores, weights.get("out.bias") as Tensor1D), [-1]) as Tensor1D;
}

function conv(x: Tensor4D, weights: Weights, name: string, frozen: boolean): Tensor4D {
  const bias = weights.get(`${name}.bias`) as Tensor1D | undefined;
  return convolve(x, weights.get(`${name}.weight`) as Tensor4D, bias, frozen);
}

/**
 * y = gamma o + x with o_j = v(sum_i beta_ji h(x_i)) and beta_ji the softmax over i of f(x_i) . g(x_j) (Zhang et al. 2019,
 * section 3, equations 1 to 3), x [B, H, W, C], every location a key.
 */
function attend(x: Tensor4D, weights: Weights, look?: PassOptions["look"]): Tensor4D {
  const [, height, width, channels] = x.shape;
  const cells = height * width;
  const flat = reshape(x, [-1, channels]) as Tensor2D;
  const project = (part: string): Tensor3D => {
    const weight = weights.get(`attn.${part}.weight`) as Tensor2D;
    return reshape(matMul(flat, weight), [-1, cells, weight.shape[1]]) as Tensor3D;
  };
  const [queries, keys] = [project("g"), project("f")];
  const scores = matMul(queries, transpose(keys, [0, 2, 1]));
  const read = matMul(softmax(scores), project("h"));
  const o = matMul(
    reshape(read, [-1, read.shape[2] as number]) as Tensor2D,
    weights.get("attn.v.weight") as Tensor2D,
  );
  const scaled = reshape(mul(o, weights.get("attn.gamma") as Tensor1D), [-1, height, width, channels]);
  if (look) {
    const length = (of: Tensor) => sqrt(sum(square(of), [1, 2, 3]));
    look({ queries, keys, share: div(length(scaled), length(x)) as Tensor1D });
  }
  return add(x, scaled) as Tensor4D;
}
