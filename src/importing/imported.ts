/** What comes of an import, and what may be asked of it. */
import type { AssumptionCode, UnusedReason } from "../model/formats/import-notes";
import type { Manifest } from "../model/formats/manifest";
import type { Tensor } from "../model/formats/safetensors";
import type { UnreadObject } from "./checkpoint";
import type { ClassNames } from "./class-names";

export interface ImportOptions {
  /** Name of the family to read the file as; the one that fits where absent. */
  readonly family?: string;
  /** Ids of the classes to keep, by their number in the file; all where absent. */
  readonly classes?: readonly number[];
  /** Names of the classes by their number in the file. */
  readonly classNames?: ClassNames;
  /** Whose statistics are taken of a file that has them for several truncations, 0 to 1; all, to be chosen from by psi, where absent. */
  readonly truncation?: number;
  readonly signal?: AbortSignal;
  /** Bytes of tensors read so far, and of all that will be. */
  readonly onProgress?: (progress: { readonly loaded: number; readonly total: number }) => void;
}

/** Batch normalisation that is not folded yet, so that its statistics can be those of a batch. */
export interface OpenNorm {
  /** Name of the `norm` layer. */
  readonly layer: string;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
  readonly epsilon: number;
}

/** A tensor of the file that the network does not use, and why. */
export interface UnusedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly reason: UnusedReason;
}

/** Something that the file does not say and the family does. The sentence for each is in `src/locales`. */
export interface Assumption {
  readonly code: AssumptionCode;
  readonly details: Readonly<Record<string, string | number>>;
}

export interface ImportReport {
  readonly file: string;
  readonly format: string;
  /** Id of the family, such as `ajbrock`. */
  readonly family: string;
  /** The public repository whose layout it is. */
  readonly source: string;
  /** Classes in the file; 0 for a generator without. */
  readonly classes: number;
  /**
   * Dictionaries that the generator was found in, from the outside to the inside, prefixes that were taken off, and modules inside of
   * names that only wrap others.
   */
  readonly wrappers: readonly string[];
  readonly used: readonly { readonly name: string; readonly shape: readonly number[]; readonly as: string }[];
  readonly unused: readonly UnusedTensor[];
  /** Objects beside the tensors that were not read: settings, dates, paths. */
  readonly unread: readonly UnreadObject[];
  readonly assumed: readonly Assumption[];
  /** Attention sites by their name in the file. */
  readonly sites: readonly {
    readonly name: string;
    /** Cells along a side of the grid of queries. */
    readonly width: number;
    /** The same of the grid of keys. */
    readonly keyWidth: number;
    readonly gamma: number;
    readonly rowsSumToOne: boolean;
  }[];
}

/** A generator of another code base as one of ours. */
export interface Imported {
  /** Without hashes: `finishImport` writes the files and completes it. */
  readonly manifest: Omit<Manifest, "generator"> & {
    readonly generator: { readonly layers: Manifest["generator"]["layers"] };
  };
  /** By the names that the manifest's layers have, in PyTorch layout; spectral norm divided out, norms folded. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly report: ImportReport;
  /** For statistics of a batch in place of the running ones: see `network/batch-statistics.ts`. */
  readonly norms: readonly OpenNorm[];
}
