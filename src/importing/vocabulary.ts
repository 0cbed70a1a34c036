/**
 * The words in which a family of checkpoints is described: what its layers are called in the file, in what order they run, and how
 * their numbers are stored. All of it is data; `plan.ts` reads it against a file.
 *
 * Names are relative to the place they stand in; `#` stands for a number that the file decides. Where a name is a list, the first that
 * the file has is meant.
 */
import type { AssumptionCode } from "../model/formats/import-notes";
import type { DataSetId } from "./data-sets";

export type Names = string | readonly string[];

/** How a layer's weight lies in the file, and how its spectral norm, if any, is divided out. Suffixes to the layer's name. */
export interface Storage {
  readonly weight: string;
  readonly bias: string;
  /** The stored left vector of the largest singular value; the storage is meant only where the file has it. */
  readonly u?: string;
  readonly v?: string;
  /**
   * `stored`: sigma = u W v of the stored vectors, as PyTorch's in evaluation. `step`: one power step from the stored u, as code bases
   * do that normalise in every pass.
   */
  readonly sigma?: "stored" | "step";
  /** The axis of W whose entries are the rows of the matrix; `outputs`: that of the outputs, for PyTorch and nnabla. */
  readonly rows?: "first" | "outputs" | "last";
  /** Tensors that go with it and are not needed. */
  readonly bookkeeping?: readonly string[];
  /** Tensors that repeat others, or that are stale. */
  readonly copies?: readonly string[];
}

/** Axes of weights: PyTorch's (OIHW, IOHW for transposed convolutions, [out, in]), TensorFlow's (HWIO, HWOI, [in, out]), or nnabla's (OIHW and [in, out]). */
export type WeightLayout = "torch" | "tensorflow" | "nnabla";

/** One of a norm's two factors. */
export interface Factor {
  readonly name: Names;
  /**
   * `vector`: [C], one for all classes. `table`: [classes, C]. `linear`: a matrix [C, inputs] that reads a class as one-hot, or the
   * shared embedding, or that and a part of z.
   */
  readonly as: "vector" | "table" | "linear";
  /** The name is that of the tensor itself, not that of a layer with a weight. */
  readonly bare?: true;
}

/** One way in which a normalisation is stored. */
export interface NormForm {
  /** [C], or with `byTruncation` a table of them for truncations from 0 to 1. */
  readonly mean: Names;
  readonly variance: Names;
  readonly byTruncation?: true;
  /** Where the file has no statistics, those of a batch are needed. */
  readonly mayLackStatistics?: true;
  readonly gain?: Factor;
  readonly shift?: Factor;
  /** Gain and shift side by side, [classes, 2C], in the place of both. */
  readonly both?: Names;
  /** The gain is 1 + what is stored; `if-around-zero`: what is stored decides. */
  readonly plusOne?: boolean | "if-around-zero";
  /** Only where the file has the shared embedding. */
  readonly needsShared?: true;
}

export interface DensePiece {
  readonly piece: "dense";
  readonly name: Names;
  /** How its outputs become [channels, 4, 4]. */
  readonly order: "chw" | "hwc";
  /** `condition`: z and the class's embedding side by side. */
  readonly reads: "latent" | "condition";
}
export interface ConvPiece {
  readonly piece: "conv";
  readonly name: Names;
  readonly border?: "reflect";
  /** Only so many of its outputs are used. */
  readonly outputs?: number;
  /** The file may lack it: then nothing happens here. */
  readonly optional?: true;
}
/** Kernel 4, stride 2, padding 1; as the first layer, on a latent of one cell, stride 1 and no padding. */
export interface DeconvPiece {
  readonly piece: "deconv";
  readonly name: Names;
}
export interface NormPiece {
  readonly piece: "norm";
  readonly name: Names;
  readonly forms: readonly NormForm[];
  readonly epsilon: number;
}
export interface ActivationPiece {
  readonly piece: "activation";
  /** Below 0; 0 for ReLU. */
  readonly slope: number;
}
export interface UpsamplePiece {
  readonly piece: "upsample";
  readonly method: "nearest" | "bilinear";
  /** Only in every second block, the first left out. */
  readonly everySecondBlock?: true;
}
/** Passes on the first channels, as many as the other path has. */
export interface KeepChannelsPiece {
  readonly piece: "keepChannels";
}
export interface ResidualPiece {
  readonly piece: "residual";
  readonly main: readonly Piece[];
  readonly shortcut: readonly Piece[];
}
export interface AttentionPiece {
  readonly piece: "attention";
  readonly name: string;
  /** The projection at the location that is written: beta[j, i] = softmax over i of query[j] . key[i]. Not always what the code base calls so. */
  readonly query: Names;
  /** The projection at the locations that are read. */
  readonly key: Names;
  readonly value: Names;
  /** The projection of what was read; absent where there is none. */
  readonly out?: Names;
  readonly gamma: Names;
  /** Keys and values are max-pooled 2x2; `where-narrow`: where values are narrower than the features. */
  readonly pooled: boolean | "where-narrow";
  readonly softmaxOver?: "queries";
}
/** The attention sites of a repetition whose names do not say after which block they stand. */
export interface Sites {
  readonly attention: AttentionPiece;
  /** Where several blocks are as wide as a site: cells along a side at each site, by those after the last block. */
  readonly at: Readonly<Record<number, readonly number[]>>;
}
export interface RepeatPiece {
  readonly piece: "repeat";
  /** Name of a block, with `#` for its number. */
  readonly over: string;
  readonly each: readonly Piece[];
  /** What stands where a number is left out. */
  readonly gap?: Piece;
  readonly sites?: Sites;
}
/** The first of these that the file has. */
export interface EitherPiece {
  readonly piece: "either";
  readonly of: readonly Piece[];
}
/** This where the file has it. */
export interface OptionalPiece {
  readonly piece: "optional";
  readonly of: Piece;
}
export interface TanhPiece {
  readonly piece: "tanh";
}

export type Piece =
  | DensePiece
  | ConvPiece
  | DeconvPiece
  | NormPiece
  | ActivationPiece
  | UpsamplePiece
  | KeepChannelsPiece
  | ResidualPiece
  | AttentionPiece
  | RepeatPiece
  | EitherPiece
  | OptionalPiece
  | TanhPiece;

/** The embedding that all norms share. */
export interface Shared {
  readonly name: Names;
  /** `table`: [classes, E]. `linear`: [E, classes]. */
  readonly as: "table" | "linear";
  /** What comes first where the embedding and a part of z stand side by side. */
  readonly order: "class-first" | "latent-first";
  /** `chunks`: the first layer reads the first part of z, and each block a part of its own. `all`: every norm reads all of z. */
  readonly latent: "chunks" | "all";
}

/** What a code base does that its files do not say. */
export type FamilyNote = Extract<
  AssumptionCode,
  "batch-statistics" | "latent-uniform" | "leaky-slope" | "stale-weight" | "truncation" | "second-blocks"
>;

/** One code base's way to write a generator. */
export interface Family {
  /** Lower-case letters, digits and hyphens. */
  readonly id: string;
  /** The public repository that it is read from. */
  readonly source: string;
  readonly layout: WeightLayout;
  /** Tried in this order. */
  readonly storages: readonly Storage[];
  readonly pieces: readonly Piece[];
  readonly shared?: Shared;
  /** Tensors of the generator that its pass never touches. */
  readonly ignored?: readonly RegExp[];
  readonly notes?: readonly FamilyNote[];
  /** Its code, or the paper that it is of, draws z from a truncated normal distribution. */
  readonly truncatedNoise?: true;
  /** Data sets that it is trained on with their classes in the usual order. */
  readonly trainedOn?: readonly DataSetId[];
}

/** A layout that is told apart and then not read. */
export interface Refusal {
  readonly id: string;
  /** All of these occur among the names. */
  readonly signs: readonly RegExp[];
  readonly code: "import-other-attention" | "import-no-attention";
}

export const dense = (name: Names, more: Partial<Pick<DensePiece, "order" | "reads">> = {}): DensePiece => ({
  piece: "dense",
  name,
  order: "chw",
  reads: "latent",
  ...more,
});
export const conv = (
  name: Names,
  more: Partial<Pick<ConvPiece, "border" | "outputs" | "optional">> = {},
): ConvPiece => ({ piece: "conv", name, ...more });
export const deconv = (name: Names): DeconvPiece => ({ piece: "deconv", name });
export const norm = (name: Names, forms: readonly NormForm[], epsilon = 1e-5): NormPiece => ({
  piece: "norm",
  name,
  forms,
  epsilon,
});
export const relu: ActivationPiece = { piece: "activation", slope: 0 };
export const leakyRelu = (slope: number): ActivationPiece => ({ piece: "activation", slope });
export const nearest: UpsamplePiece = { piece: "upsample", method: "nearest" };
export const bilinear: UpsamplePiece = { piece: "upsample", method: "bilinear" };
export const residual = (main: readonly Piece[], shortcut: readonly Piece[]): ResidualPiece => ({
  piece: "residual",
  main,
  shortcut,
});
export const attention = (parts: Omit<AttentionPiece, "piece">): AttentionPiece => ({
  piece: "attention",
  ...parts,
});
export const repeat = (
  over: string,
  each: readonly Piece[],
  more: Partial<Pick<RepeatPiece, "gap" | "sites">> = {},
): RepeatPiece => ({ piece: "repeat", over, each, ...more });
export const either = (...of: readonly Piece[]): EitherPiece => ({ piece: "either", of });
export const optional = (of: Piece): OptionalPiece => ({ piece: "optional", of });
export const tanh: TanhPiece = { piece: "tanh" };
