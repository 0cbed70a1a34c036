/** What the report of an import may say that the file does not. The sentence for each is in `src/locales`. */
import type { FamilyNote } from "./vocabulary";

export type AssumptionCode =
  | FamilyNote
  /** `kept`, `left`: prefixes of the averaged weights and of the others. */
  | "averaged"
  /** `count` weights. */
  | "power-step"
  /** `epsilon` of the normalisations. */
  | "epsilon"
  /** `site` stands at `cells` along a side, because `family` has it there: the file does not say. */
  | "place"
  /** `count` normalisations without statistics. */
  | "no-statistics"
  /** `form` is `plain` or `plus-one`. */
  | "gain-form"
  /** `kept` of `count` classes. */
  | "classes-cut";
