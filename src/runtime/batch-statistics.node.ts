/** Statistics of a batch for an imported generator, in Node. */
import type { Tensor } from "../model/safetensors";
import {
  type FoldedNorm,
  type GeneratorPlan,
  type LatentBatch,
  withBatchStatistics,
} from "../network/batch-statistics";
import { startBackend } from "./backends";
import { wasmFiles } from "./wasm-files.node";

/**
 * A generator's tensors with the statistics of a batch folded in, computed on WebAssembly.
 * @throws LensError `backend-unavailable`; what `withBatchStatistics` throws
 */
export async function foldBatchStatistics(
  plan: GeneratorPlan,
  tensors: ReadonlyMap<string, Tensor>,
  norms: readonly FoldedNorm[],
  batch: LatentBatch,
): Promise<ReadonlyMap<string, Tensor>> {
  await startBackend("wasm", wasmFiles());
  return withBatchStatistics(plan, tensors, norms, batch);
}
