/** The text of the panel for imported generators, beside the common one of `../text`. */
import { type ImportingText, importingEn } from "../../locales/importing.en";
import { ownText } from "../own-text";

const { use, follow } = ownText<ImportingText>(
  importingEn,
  async () => (await import("../../locales/importing.ko")).importingKo,
);
follow();

export const useImportingText = use;
