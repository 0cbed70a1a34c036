/** Statistics of a batch for an imported generator, in Node. */
import type { Imported } from "../importing/imported";
import { type BatchOfLatents, importedWithBatch, startWasm } from "./batch-import";
import { wasmFiles } from "./wasm-files.node";

/**
 * The same as `importedWithBatch`, computed on WebAssembly.
 * @throws LensError `backend-unavailable`; what `importedWithBatch` throws
 */
export async function importedWithBatchInNode(imported: Imported, batch: BatchOfLatents): Promise<Imported> {
  await startWasm(wasmFiles());
  return importedWithBatch(imported, batch);
}
