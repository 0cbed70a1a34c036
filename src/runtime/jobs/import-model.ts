/** Importing a generator, as the page sees it: a worker of its own, ended when the work is done or given up. */
import * as Comlink from "comlink";
import type { ImportReport } from "../../importing/imported";
import { LensError } from "../../model/errors";
import { type Outcome, unwrapped } from "../rpc/outcome";
import { startWatched } from "../rpc/start-worker";
import type { ImportWorkerApi } from "./import.worker";
import workerAddress from "./import.worker?worker&url";

export type { ImportReport } from "../../importing/imported";

/** A file with its name. */
export interface ImportedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** What a file does not decide by itself. */
export interface ImportSettings {
  /** Statistics of batch normalisation: as the file keeps them, or those of a batch. The file's where absent. */
  readonly statistics?: "running" | "batch";
  /** Numbers of the classes to keep; all where absent. */
  readonly classes?: readonly number[];
}

export interface ImportProgress {
  /** Bytes of tensors. */
  readonly loaded: number;
  readonly total: number;
}

export interface ImportResult {
  /** Id of the model that was made. */
  readonly id: string;
  /** Its folder: files by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** `undefined` for a folder that this project wrote. */
  readonly report: ImportReport | undefined;
  /** Classes in the file; 0 for a generator without. */
  readonly classes: number;
}

export interface ImportModelOptions {
  readonly settings: ImportSettings;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
}

/**
 * Reads files that belong together as one generator.
 * @throws LensError what reading and recognising throw; `cancelled`
 */
export async function importModel(
  files: readonly ImportedFile[],
  { settings, signal, onProgress }: ImportModelOptions,
): Promise<ImportResult> {
  if (signal.aborted) throw new LensError("cancelled");
  const { endpoint, loss, terminate } = startWatched(workerAddress);
  const over = new AbortController();
  const cancelled = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new LensError("cancelled")), { signal: over.signal });
  });
  const tell = (progress: ImportProgress) => {
    if (!over.signal.aborted) onProgress(progress);
  };
  try {
    const api = Comlink.wrap<ImportWorkerApi>(endpoint);
    return unwrapped(
      await Promise.race([
        loss.unless<Outcome<ImportResult>>(api.read(files, settings, Comlink.proxy(tell))),
        cancelled,
      ]),
    );
  } finally {
    over.abort();
    terminate();
  }
}
