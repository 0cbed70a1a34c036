/** The current text. English is part of the page and is used until another language has been loaded. */
import { create } from "zustand";
import { en, type Text } from "../locales/en/page";
import { LensError } from "../model/errors";
import { useLanguage } from "../state/navigation/language";
import type { Language } from "../state/navigation/languages";
import { addNotice } from "../state/store/notices";

interface Locale {
  readonly language: Language;
  readonly text: Text;
}

export const useLocale = create<Locale>()(() => ({ language: "en", text: en }));

/** Texts of parts of the page that are being loaded: such a part is shown once they are there, not first in English. */
export const loadingTexts = new Set<Promise<void>>();

/** Korean is a chunk of its own: English readers and the first paint do not wait for it. */
const loaders: Record<Language, () => Promise<Text>> = {
  en: async () => en,
  ko: async () => (await import("../locales/ko/page")).ko,
};

/**
 * Loads the text of the wanted language and shows it, from now on; called once, after the language is known.
 * @returns once the first text is shown, or could not be loaded
 */
export function followLocale(): Promise<void> {
  useLocale.subscribe(({ language, text }) => {
    document.documentElement.lang = language;
    document.title = text.title;
  });
  useLanguage.subscribe(({ language }) => void show(language));
  return show(useLanguage.getState().language);
}

async function show(language: Language): Promise<void> {
  try {
    const text = await loaders[language]();
    // Else another one was chosen meanwhile.
    if (useLanguage.getState().language === language) useLocale.setState({ language, text });
  } catch {
    addNotice(new LensError("file-unreachable", { file: `locales/${language}` }));
    // The switch shows the language in use, and the other one can be chosen again.
    useLanguage.setState({ language: useLocale.getState().language });
  }
}
