/** Statistics of a batch for an imported generator, in Node. */
import type { Imported } from "../../importing/imported";
import { wasmFiles } from "../backends/wasm-files.node";
import { type BatchOfLatents, importedWithBatch, startWasm } from "./batch-import";

/**
 * The same as `importedWithBatch`, computed on WebAssembly.
 * @throws LensError `backend-unavailable`; what `importedWithBatch` throws
 */
export async function importedWithBatchInNode(imported: Imported, batch: BatchOfLatents): Promise<Imported> {
  await startWasm(wasmFiles());
  return importedWithBatch(imported, batch);
}
