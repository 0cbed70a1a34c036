/** What is to be done with a file's tensors so that they become a generator of ours: made from names and shapes alone. */

import type { AssumptionCode } from "../../model/formats/import-notes";
import type { Layer } from "../../model/formats/manifest";
import type { FlatTensor } from "../flatten";
import type { OpenNorm, UnusedTensor } from "../imported";
import type { Located, View } from "../view";
import type { Family } from "../vocabulary";

export interface Extent {
  readonly channels: number;
  /** Cells along a side: generators make squares. */
  readonly side: number;
}

/** What jobs read from and write to. */
export interface PlanContext {
  /** The numbers of a tensor, the caller's to change. */
  read(tensor: FlatTensor): Promise<Float32Array>;
  /** Where the numbers of one of our tensors are to be written. */
  buffer(name: string): Float32Array;
  /** Numbers of the classes that are kept, in their order; `undefined` for a generator without classes. */
  readonly classes: readonly number[] | undefined;
  /** Whose statistics are kept of those for several truncations, 0 to 1; all of them where `undefined`. */
  readonly truncation: number | undefined;
  /** The shared embedding of the kept classes, [classes, E]. */
  shared(): Promise<Float32Array>;
  norm(open: OpenNorm): void;
  /** A learned gamma, by the site's name. */
  gamma(site: string, value: number): void;
  assume(code: AssumptionCode, details: Readonly<Record<string, string | number>>): void;
}

/** A side of one of our tensors: as long as classes are kept, or as truncations are kept of so many. */
export type Side = number | "classes" | { readonly truncations: number };

/** One of our tensors. */
export type Output = readonly [name: string, shape: readonly Side[]];

/** Makes one of our tensors, or several that belong together. */
export interface Job {
  readonly outputs: readonly Output[];
  run(context: PlanContext): Promise<void>;
}

export interface PlannedSite {
  readonly name: string;
  /** Cells along a side. */
  readonly width: number;
  readonly keyWidth: number;
  readonly rowsSumToOne: boolean;
}

/** The embedding that all norms share, as it was found. */
export interface SharedPlan {
  readonly located: Located;
  /** Of our table of it. */
  readonly name: string;
  /**
   * The classes are more than the embedding has entries: it is kept, with the matrices that read it, in place of a row for each class in
   * every layer.
   */
  readonly isKept: boolean;
  readonly classes: number;
  readonly size: number;
}

/** A plan under way. */
export interface Draft {
  readonly family: Family;
  readonly view: View;
  readonly shared: SharedPlan | undefined;
  readonly jobs: Job[];
  /** By the tensor's name in the file. */
  readonly used: Map<FlatTensor, string>;
  readonly passive: Map<FlatTensor, UnusedTensor["reason"]>;
  readonly sites: PlannedSite[];
  readonly epsilons: Set<number>;
  /** Sites whose place the family had to say. */
  readonly placed: { readonly site: string; readonly cells: number }[];
  extent: Extent | undefined;
  /** Residual blocks begun. */
  blocks: number;
  /** Entries of z that are read. */
  latent: number;
  classes: number | undefined;
  /** Numbers that each class adds to our tensors. */
  perClass: number;
  steps: number;
  withoutStatistics: number;
}

/** A finished plan. */
export interface Plan {
  readonly family: Family;
  readonly view: View;
  readonly layers: readonly Layer[];
  readonly draft: Draft;
  readonly latent: number;
  readonly classes: number | undefined;
  readonly image: { readonly size: number; readonly channels: 1 | 3 };
}
