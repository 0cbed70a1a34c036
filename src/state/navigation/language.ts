/** The language of the page: what the address says, else what was chosen before, else what the browser prefers. */
import { create } from "zustand";
import {
  firstLanguage,
  type Language,
  languageHints,
  languageInHash,
  nameInAddress,
  rememberLanguage,
} from "./languages";

/** The language that is wanted; its text may still be on its way. */
export const useLanguage = create<{ readonly language: Language }>()(() => ({ language: "en" }));

/** Takes up the language to begin with, and follows addresses that name another; called once, before all that reads the address. */
export function followLanguage(): void {
  useLanguage.setState({ language: firstLanguage(languageHints()) });
  keepAskedInQuery();
  window.addEventListener("popstate", () => {
    const asked = languageInHash();
    if (asked) useLanguage.setState({ language: asked });
    keepAskedInQuery();
  });
}

/** The person's own choice: kept for the next visit, and the address no longer names another. */
export function chooseLanguage(language: Language): void {
  useLanguage.setState({ language });
  rememberLanguage(language);
}

/** The hash is written again with every change of the state; in the query the language stays, for a reload and for copied links. */
function keepAskedInQuery(): void {
  const asked = languageInHash();
  if (asked) nameInAddress(asked);
}
