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
 * Whether what cannot be recognised looks like a discriminator: it reads pictures and ends in a single number.
 */
export function looksLikeDiscriminator(tensors: readonly FlatTensor[]): boolean {
  const shapes = tensors.map(({ tensor }) => tensor.shape).filter((shape) => shape.length >= 2);
  const readsPictures = shapes.some(
    (shape) =>
      shape.length === 4 &&
      ((shape[1] <= 3 && shape[0] > 3) || (shape[2] <= 3 && shape[3] > 3 && shape[0] <= 7)),
  );
  const scores = shapes.some(
    (shape) => (shape[0] === 1 && shape[1] > 3) || (shape.length === 2 && shape[1] === 1 && shape[0] > 3),
  );
  return readsPictures && scores;
}
