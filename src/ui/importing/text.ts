/** The text of the panel for imported generators, beside the common one of `../text`. */

import { importErrorsEn } from "../../locales/import-errors.en";
import { importingEn } from "../../locales/importing.en";
import type { Sentences } from "../../locales/sentence";
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
  /** For what can be wrong with a file. */
  readonly errors: Sentences;
}

const { use, follow } = ownText<ImportingText>(
  { own: yourGeneratorEn, report: importingEn, errors: importErrorsEn },
  async () => {
    const [{ yourGeneratorKo }, { importingKo }, { importErrorsKo }] = await Promise.all([
      import("../../locales/your-generator.ko"),
      import("../../locales/importing.ko"),
      import("../../locales/import-errors.ko"),
    ]);
    return { own: yourGeneratorKo, report: importingKo, errors: importErrorsKo };
  },
);
follow();

export const useImportingText = use;
