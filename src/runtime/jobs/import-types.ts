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

export type ImportProgress =
  /** Bytes of tensors. */
  | { readonly step: "reading"; readonly loaded: number; readonly total: number }
  /** All is read; the model is made complete, with its hash and where wanted the statistics of a batch. */
  | { readonly step: "completing" }
  /** Its files are written to the browser's storage. */
  | { readonly step: "storing"; readonly bytes: number };

/** What was made of a checkpoint; its files are still with the worker. */
export interface ImportResult {
  /** Id of the model that was made. */
  readonly id: string;
  /** `undefined` for a folder that this project wrote. */
  readonly report: ImportReport | undefined;
  /** Classes in the file; 0 for a generator without. */
  readonly classes: number;
  /** Size of its files. */
  readonly bytes: number;
}

/** What an import said of a model, beside the model's files: it is there as long as the model is. */
export interface ImportRecord {
  /** Names of the files that it was imported from. */
  readonly file: string;
  /** Absent for a folder that this project wrote: there was nothing to recognise. */
  readonly report?: ImportReport | undefined;
  /** Classes in the file; 0 for a generator without. */
  readonly classes: number;
  readonly settings: ImportSettings;
}

export interface ImportInput {
  readonly files: readonly ImportedFile[];
  readonly settings: ImportSettings;
}

export interface StoreInput {
  /** Address of the model's folder. */
  readonly folder: string;
  /** Whether it may be stored for the next visit. */
  readonly mayStore: boolean;
}

export interface ImportCalls {
  /** Reads files that belong together as one generator. @throws LensError what reading and recognising throw */
  readonly read: CallTypes<ImportInput, ImportResult, ImportProgress>;
  /**
   * Stores what was read. @returns its files by path, where the browser stores none of them; `undefined` where they are stored
   */
  readonly store: CallTypes<StoreInput, ReadonlyMap<string, Blob> | undefined>;
}
