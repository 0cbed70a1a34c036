/** The text of the panel for imported generators, beside the common one of `../text`. */

import { importErrorsEn } from "../../locales/en/import-errors";
import { importingEn } from "../../locales/en/importing";
import { type YourGeneratorText, yourGeneratorEn } from "../../locales/en/your-generator";
import type { Sentences } from "../../locales/sentence";
import type { LensErrorDetails } from "../../model/errors";
import type { AssumptionCode, UnusedReason } from "../../model/formats/import-notes";
import { ownText } from "../own-text";

export interface ImportingText {
  readonly own: YourGeneratorText;
  /** What the report of an import says, also on the command line. */
  readonly report: {
    readonly assumptions: Readonly<Record<AssumptionCode, (facts: LensErrorDetails) => string>>;
    readonly unused: Readonly<Record<UnusedReason, string>>;
    readonly unread: string;
  };
  /** For what can be wrong with a file. */
  readonly errors: Sentences;
}

const { use, follow } = ownText<ImportingText>(
  { own: yourGeneratorEn, report: importingEn, errors: importErrorsEn },
  async () => {
    const { yourGeneratorKo, importingKo, importErrorsKo } = await import("../../locales/ko/generators");
    return { own: yourGeneratorKo, report: importingKo, errors: importErrorsKo };
  },
);
void follow();

export const useImportingText = use;
