/** The text of the panel for imported generators, beside the common one of `../text`. */

import { importingEn } from "../../locales/importing.en";
import { type YourGeneratorText, yourGeneratorEn } from "../../locales/your-generator.en";
import type { LensErrorDetails } from "../../model/errors";
import type { AssumptionCode, UnusedReason } from "../../model/import-notes";
import { ownText } from "../own-text";

export interface ImportingText {
  readonly own: YourGeneratorText;
  /** What the report of an import says, also on the command line. */
  readonly report: {
    readonly assumptions: Readonly<Record<AssumptionCode, (facts: LensErrorDetails) => string>>;
    readonly unused: Readonly<Record<UnusedReason, string>>;
  };
}

const { use, follow } = ownText<ImportingText>({ own: yourGeneratorEn, report: importingEn }, async () => {
  const [{ yourGeneratorKo }, { importingKo }] = await Promise.all([
    import("../../locales/your-generator.ko"),
    import("../../locales/importing.ko"),
  ]);
  return { own: yourGeneratorKo, report: importingKo };
});
follow();

export const useImportingText = use;
