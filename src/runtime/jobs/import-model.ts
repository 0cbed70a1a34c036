/** Importing a generator, as the page sees it: a worker of its own, ended when the work is done or cancelled. */
import { LensError } from "../../model/errors";
import { openWorker } from "../rpc/worker-channel";
import workerAddress from "./import.worker?worker&url";
import type { ImportCalls, ImportedFile, ImportProgress, ImportResult, ImportSettings } from "./import-types";

export type { ImportReport } from "../../importing/imported";
export type { ImportedFile, ImportProgress, ImportResult, ImportSettings } from "./import-types";

export interface ImportModelOptions {
  readonly settings: ImportSettings;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
}

/**
 * Reads files that belong together as one generator.
 * @throws LensError what reading and recognising throw; `worker-lost`; `cancelled`
 */
export async function importModel(
  files: readonly ImportedFile[],
  { settings, signal, onProgress }: ImportModelOptions,
): Promise<ImportResult> {
  if (signal.aborted) throw new LensError("cancelled");
  const worker = openWorker<ImportCalls>(workerAddress);
  try {
    return await worker.call("read", { files, settings }, { signal, onProgress });
  } finally {
    worker.terminate();
  }
}
