/**
 * A checkpoint of any format as the recognition sees it: names, shapes and scalars at once, numbers only when they are asked for.
 */

/** Bytes that may be read in parts: a Blob, a file on disk, or memory. */
export interface ByteSource {
  /** The file's name, for errors. */
  readonly name: string;
  readonly size: number;
  /** Bytes `[from, to)`; never a view that keeps more than it shows alive. */
  read(from: number, to: number): Promise<Uint8Array>;
}

export type CheckpointFormat = "safetensors" | "torch-zip" | "torch-legacy" | "npz" | "tfjs";

export type Dtype =
  | "F64"
  | "F32"
  | "F16"
  | "BF16"
  | "I64"
  | "I32"
  | "I16"
  | "I8"
  | "U64"
  | "U32"
  | "U16"
  | "U8"
  | "BOOL";

/** A tensor that lies in the file. */
export interface StoredTensor {
  readonly kind: "tensor";
  readonly shape: readonly number[];
  readonly dtype: Dtype;
  /** Bytes that its numbers take in the file. */
  readonly bytes: number;
  /**
   * Its numbers in row-major order, whatever the file's order was.
   * @throws LensError where the file is cut short or the numbers are not finite
   */
  read(): Promise<Float32Array>;
}

/** A dictionary of the file, in its order. */
export interface CheckpointDict {
  readonly kind: "dict";
  readonly entries: ReadonlyMap<string, CheckpointValue>;
}

/** A list or a tuple of the file. */
export interface CheckpointList {
  readonly kind: "list";
  readonly items: readonly CheckpointValue[];
}

export type CheckpointValue =
  | StoredTensor
  | CheckpointDict
  | CheckpointList
  | string
  | number
  | bigint
  | boolean
  | null;

/** An object of a class that is not known here, beside the weights: settings, a date, a path. */
export interface UnreadObject {
  /** Its keys from the outside to the inside, joined by dots. */
  readonly name: string;
  /** Its class, such as `pathlib.PosixPath`. */
  readonly type: string;
}

export interface Checkpoint {
  readonly name: string;
  readonly format: CheckpointFormat;
  readonly root: CheckpointDict;
  /** Objects that were not read; absent where a format has none. */
  readonly unread?: readonly UnreadObject[];
}
