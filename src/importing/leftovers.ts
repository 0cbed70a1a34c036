/** Tensors of a file that its generator does not use, and why. */
import type { FlatTensor } from "./flatten";
import type { UnusedTensor } from "./imported";

type Reason = UnusedTensor["reason"];

/** A part of a dotted name, or the beginning or end of one between underscores. */
const part = (words: string) => new RegExp(`(?:^|[._])(?:${words})(?:$|[._])`, "i");

const OPTIMIZER = [
  part(
    "optim(?:izer)?s?|optimizer_state_dict|exp_avg|exp_avg_sq|max_exp_avg_sq|momentum_buffer|param_groups",
  ),
  part("beta[12]_power|adam(?:_\\d+)?|rmsprop|scaler|(?:lr_)?sched(?:uler)?s?"),
];
const DISCRIMINATOR = [
  /(?:^|\.)(?:net_?)?d(?:is|isc|iscriminator)?(?:\d|_|\.|$)/i,
  part("discriminator|critic"),
  /(?:^|\.)d_/i,
];
const AVERAGE = part("ema|avg|averaged?|shadow|exponentialmovingaverage");
const BOOKKEEPING =
  /(?:^|[._])(?:num_batches_tracked|accumulation_counter|global_step|step|epoch|iter(?:ation)?s?|sv\d+|u\d+|weight_[uv]|singular-vector|[uv]|_[uv]|local_step|biased)$/i;

/** Whether a name, or what stands before a generator's names, says that it holds averages. */
export function saysAverage(name: string): boolean {
  return AVERAGE.test(name);
}

export function saysDiscriminator(name: string): boolean {
  return DISCRIMINATOR.some((pattern) => pattern.test(name));
}

/** Why a tensor is not used, by its name and kind alone. */
export function reasonOf({ key, tensor }: FlatTensor): Reason {
  if (OPTIMIZER.some((pattern) => pattern.test(key))) return "optimizer";
  if (saysDiscriminator(key)) return "discriminator";
  if (saysAverage(key)) return "average";
  if (BOOKKEEPING.test(key) || !/^B?F\d+$/.test(tensor.dtype)) return "bookkeeping";
  return "unknown";
}

/**
 * Whether what cannot be recognised looks like a discriminator: it reads images and ends in a single number.
 */
export function looksLikeDiscriminator(tensors: readonly FlatTensor[]): boolean {
  const shapes = tensors
    .filter((tensor) => reasonOf(tensor) !== "bookkeeping")
    .map(({ tensor }) => tensor.shape);
  const isPicture = (channels: number) => channels === 1 || channels === 3;
  const isKernel = (side: number) => side > 1 && side <= 7;
  // A kernel larger than 1 x 1 over the channels of an image, PyTorch's or TensorFlow's.
  const readsPictures = shapes.some(
    (shape) =>
      shape.length === 4 &&
      ((isPicture(shape[1]) && isKernel(shape[2]) && shape[2] === shape[3]) ||
        (isPicture(shape[2]) && isKernel(shape[0]) && shape[0] === shape[1])),
  );
  const scores = shapes.some((shape) => {
    if (shape.length === 2) return shape.includes(1) && Math.max(...shape) > 3;
    if (shape.length !== 4) return false;
    return (
      (shape[0] === 1 && shape[1] > 3 && isKernel(shape[2])) ||
      (shape[3] === 1 && isKernel(shape[0]) && shape[0] === shape[1])
    );
  });
  return readsPictures && scores;
}
