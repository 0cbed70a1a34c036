/** Statistics of a batch for an imported generator, in Node. */
import type { Imported } from "../importing/imported";
import { startBackend } from "./backends";
import { type BatchOfLatents, importedWithBatch } from "./batch-import";
import { wasmFiles } from "./wasm-files.node";

/**
 * The same as `importedWithBatch`, computed on WebAssembly.
 * @throws LensError `backend-unavailable`; what `importedWithBatch` throws
 */
export async function importedWithBatchInNode(imported: Imported, batch: BatchOfLatents): Promise<Imported> {
  await startBackend("wasm", wasmFiles());
  return importedWithBatch(imported, batch);
}
