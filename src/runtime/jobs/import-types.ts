/** What is given to an import, and what it gives. */
import type { ImportReport } from "../../importing/imported";
import type { CallTypes } from "../rpc/protocol";

/** A file with its name. */
export interface ImportedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** What a file does not decide by itself. */
export interface ImportSettings {
  /** Statistics of batch normalisation: as the file has them, or those of a batch. The file's where absent. */
  readonly statistics?: "running" | "batch";
  /** Numbers of the classes to retain; all where absent. */
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

export interface ImportInput {
  readonly files: readonly ImportedFile[];
  readonly settings: ImportSettings;
}

export interface ImportCalls {
  /** Reads files that belong together as one generator. @throws LensError what reading and recognising throw */
  readonly read: CallTypes<ImportInput, ImportResult, ImportProgress>;
}
