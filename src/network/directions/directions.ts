/**
 * A generator's principal directions (GANSpace, Haerkoenen et al. 2020, arXiv:2004.02546, section 2), for models that come
 * without: what `training/directions.py` computes on export, in one pass that never holds all features.
 */
import { concat, type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import { LensError } from "../../model/errors";
import type { Directions } from "../../model/formats/directions";
import type { Generator as Network } from "../networks/generator";
import { directionsOf } from "./principal";
import { RowSketch } from "./row-sketch";

const WANTED = 16;
/** Rows of the sketch. Three times those wanted: what the others lose, each time the sketch is made, stays out of these. */
const SKETCH = 48;
/** Most latents at once. The fewer, the sooner other work gets its turn, and the more often the sketch is made. */
const BATCH = 16;
/** Most features at once: generators with more of them take longer for each latent, and other work waits for a batch. */
const BATCH_FEATURES = 2 ** 16;

/** Latents to take directions from. */
export interface DirectionsRequest {
  /** Standard normal numbers, [count, latent size] row by row; an export takes 10,000 latents. */
  readonly latents: Float32Array;
  /** Number of each one's class, [count], drawn by frequency; absent for a model without classes. */
  readonly labels: Uint8Array | Uint16Array | undefined;
}

/**
 * Unit vectors of the latent space along which the early features vary most: at most 16, and at most as many as a latent has
 * entries. Each class's mean is taken off the features, so that no direction stands for a class. Yields the share done, 0 to 1,
 * after every few latents.
 * @throws RangeError for latents or labels that do not fit the generator;
 * LensError `directions-failed` with `reason` where the features are not finite or do not vary
 */
export async function* principalDirections(
  network: Network,
  request: DirectionsRequest,
): AsyncGenerator<number, Directions> {
  const { latentSize, earlyCount } = network;
  const count = request.latents.length / latentSize;
  if (!Number.isInteger(count) || (request.labels && request.labels.length !== count)) {
    throw new RangeError(
      `${request.latents.length} numbers and ${request.labels?.length ?? "no"} labels are no latents of ${latentSize} entries`,
    );
  }
  const sketch = new RowSketch(earlyCount, SKETCH);
  try {
    let done = 0;
    const most = Math.min(BATCH, Math.ceil(BATCH_FEATURES / earlyCount));
    for (const { label, first, order } of batches(count, request.labels, most)) {
      if (first) sketch.beginGroup();
      const finite = await sketch.add(() => {
        const z = gathered(request.latents, order, latentSize);
        return concat([network.earlyFeatures(z, label), z], 1);
      });
      if (!finite) throw new LensError("directions-failed", { reason: "its early features are not finite" });
      done += order.length;
      yield done / count;
    }
    const directions = directionsOf(await sketch.components(), latentSize, WANTED);
    if (directions.vectors.length > 0) return directions;
    throw new LensError("directions-failed", { reason: "its early features do not vary with the latent" });
  } finally {
    sketch.dispose();
  }
}

/** Some latents of one class. */
interface Batch {
  readonly label: number | undefined;
  /** Whether they are the first of their class. */
  readonly first: boolean;
  /** Their numbers among all latents. */
  readonly order: Uint32Array;
}

/** All latents class by class, so that one mean is held at a time and the latents of a batch share their scales and shifts. */
function* batches(count: number, labels: DirectionsRequest["labels"], most: number): Generator<Batch> {
  const order = Uint32Array.from({ length: count }, (_, at) => at);
  if (labels) order.sort((a, b) => labels[a] - labels[b] || a - b);
  const labelOf = (at: number) => labels?.[order[at]];
  for (let start = 0, end = 1; start < count; start = end++) {
    const label = labelOf(start);
    while (end < count && end < start + most && labelOf(end) === label) end++;
    yield { label, first: start === 0 || labelOf(start - 1) !== label, order: order.subarray(start, end) };
  }
}

/** Some rows of the latents, [rows, size]. */
function gathered(latents: Float32Array, order: Uint32Array, size: number): Tensor2D {
  const rows = new Float32Array(order.length * size);
  order.forEach((from, to) => {
    rows.set(latents.subarray(from * size, (from + 1) * size), to * size);
  });
  return tensor2d(rows, [order.length, size]);
}
