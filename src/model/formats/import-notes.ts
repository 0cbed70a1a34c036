/** What the report of an import may say, by name. The sentence for each is in `src/locales`. */

/** Something that the file does not say and its code base does, or that was decided on the way. */
export type AssumptionCode =
  /** `kept`, `left`: where the averaged weights and the others lie. */
  | "averaged"
  /** `count` weights. */
  | "power-step"
  /** `epsilon` of normalisations. */
  | "epsilon"
  /** `site` stands where the grid has `cells` along a side. */
  | "place"
  /** `count` normalisations. */
  | "no-statistics"
  /** `form` is `plain` or `plus-one`. */
  | "gain-form"
  /** `kept` of `count` classes. */
  | "classes-cut"
  /** Names of `count` classes came from a file beside the checkpoint. */
  | "class-names"
  /** That file has `given` names for `count` classes, and was not used. */
  | "class-names-misfit"
  /** The `count` classes are called as those of the data set `dataSet`, which the code base is trained on. */
  | "class-names-usual"
  /** Statistics of `count` images of seed `seed` are used. */
  | "batch-drawn"
  | "batch-statistics"
  | "latent-uniform"
  | "leaky-slope"
  | "stale-weight"
  | "truncation"
  | "second-blocks";

/** Why a tensor of a checkpoint is not used. */
export type UnusedReason = "discriminator" | "optimizer" | "average" | "bookkeeping" | "copy" | "unknown";
