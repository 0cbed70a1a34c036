/** Importing a generator, as the page sees it: a worker of its own, ended when the work is done or cancelled. */
import { LensError } from "../../model/errors";
import { announceSaving, holdModel } from "../../model/storage/save-model";
import { isSaved, removeModel } from "../../model/storage/saved-models";
import { openWorker } from "../rpc/worker-channel";
import workerAddress from "./import.worker?worker&url";
import type { ImportCalls, ImportedFile, ImportProgress, ImportResult, ImportSettings } from "./import-types";

/** What an import made, which is saved. */
export interface SavedImport extends ImportResult {
  /** Whether it is there at the next visit. */
  readonly lasts: boolean;
}

export type { ImportReport } from "../../importing/imported";
export type { ImportedFile, ImportProgress, ImportRecord, ImportSettings } from "./import-types";

export interface ImportModelOptions {
  readonly settings: ImportSettings;
  /** The folder that all models are in. */
  readonly models: URL;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
}

/**
 * Reads files that belong together as one generator, and saves it: for the next visit, or where the browser stores nothing as long as the
 * page is open. No byte of a large file passes through the page. What is cancelled leaves nothing behind.
 * @throws LensError what reading and recognising throw; `worker-lost`; `cancelled`
 */
export async function importModel(
  files: readonly ImportedFile[],
  { settings, models, signal, onProgress }: ImportModelOptions,
): Promise<SavedImport> {
  if (signal.aborted) throw new LensError("cancelled");
  const worker = openWorker<ImportCalls>(workerAddress);
  try {
    const made = await worker.call("read", { files, settings }, { signal, onProgress });
    const folder = new URL(`${made.id}/`, models);
    const wasThere = await isSaved(folder);
    try {
      onProgress({ step: "storing", bytes: made.bytes });
      const held = await worker.call(
        "store",
        { folder: folder.href, mayStore: announceSaving() },
        { signal },
      );
      if (held) await holdModel(held, folder);
      if (signal.aborted) throw new LensError("cancelled");
      return { ...made, lasts: held === undefined };
    } catch (thrown) {
      worker.terminate();
      // What was being stored is complete by then: the browser does one after the other.
      if (!wasThere) await removeModel(folder);
      throw thrown;
    }
  } finally {
    worker.terminate();
  }
}
