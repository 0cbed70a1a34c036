/** An imported generator with the statistics of a batch of seeded latents: the same on every visit and on the command line. */
import type { Imported } from "../importing/imported";
import { normalNoise } from "../latent/noise";
import { withBatchStatistics } from "../network/batch-statistics";

export interface BatchOfLatents {
  readonly seed: number;
  /** Latents, at least 2. */
  readonly count: number;
}

/** As large as the batches that the public code bases were trained with. */
export const USUAL_BATCH: BatchOfLatents = { seed: 1, count: 64 };

/**
 * Runs on the TensorFlow.js backend that is current.
 * @throws RangeError for fewer than 2 latents; LensError for a generator that cannot run
 */
export async function importedWithBatch(
  { manifest, tensors, norms }: Pick<Imported, "manifest" | "tensors" | "norms">,
  { seed, count }: BatchOfLatents = USUAL_BATCH,
): Promise<Imported["tensors"]> {
  if (!(count >= 2)) throw new RangeError("the statistics of a batch need at least 2 latents");
  const { latent, classes } = manifest;
  const kinds = classes?.length;
  return withBatchStatistics(manifest, tensors, norms, {
    z: normalNoise(seed, count * latent.size),
    // Every class as often as any other, as in a balanced batch.
    ...(kinds !== undefined && { labels: Array.from({ length: count }, (_, at) => at % kinds) }),
  });
}
