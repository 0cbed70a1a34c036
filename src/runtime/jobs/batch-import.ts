/** An imported generator with the statistics of a batch of seeded latents: the same on every visit and on the command line. */
import { setBackend } from "@tensorflow/tfjs-core";
import type { Imported } from "../../importing/imported";
import { normalNoise } from "../../latent/noise";
import { LensError } from "../../model/errors";
import { withBatchStatistics } from "../../network/networks/batch-statistics";
import { loadWasm, type WasmPaths } from "../backends/wasm-backend";

export interface BatchOfLatents {
  readonly seed: number;
  /** Latents, at least 2. */
  readonly count: number;
}

/** As large as the batches that the public code bases were trained with. */
export const USUAL_BATCH: BatchOfLatents = { seed: 1, count: 64 };

/** Starts WASM and makes it the current backend. @throws LensError `backend-unavailable` */
export async function startWasm(paths: WasmPaths): Promise<void> {
  await loadWasm(paths);
  if (!(await setBackend("wasm"))) {
    throw new LensError("backend-unavailable", { backend: "wasm", reason: "it did not start" });
  }
}

/**
 * Runs on the TensorFlow.js backend that is current. Classes come in turn, as in a balanced batch; the report says what was drawn.
 * @throws RangeError for fewer than 2 latents; LensError for a generator that cannot run
 */
export async function importedWithBatch(
  imported: Imported,
  { seed, count }: BatchOfLatents = USUAL_BATCH,
): Promise<Imported> {
  if (!(count >= 2)) throw new RangeError("the statistics of a batch need at least 2 latents");
  const { manifest, tensors, norms, report } = imported;
  const { latent, classes } = manifest;
  const kinds = classes?.length;
  const folded = await withBatchStatistics(manifest, tensors, norms, {
    z: normalNoise(seed, count * latent.size),
    ...(kinds !== undefined && { labels: Array.from({ length: count }, (_, at) => at % kinds) }),
  });
  // What was said of running statistics no longer holds.
  const replaced = new Set(["batch-statistics", "no-statistics", "truncation"]);
  const others = report.assumed.filter(({ code }) => !replaced.has(code));
  const assumed = [...others, { code: "batch-drawn" as const, details: { seed, count } }];
  return { ...imported, tensors: folded, report: { ...report, assumed } };
}
