/** The text on show. English is part of the page and stands in until another language has been loaded. */
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

/** A chunk of its own for Korean: whoever reads English does not wait for it, nor does the first paint. */
const loaders: Record<Language, () => Promise<Text>> = {
  en: async () => en,
  ko: async () => (await import("../locales/ko/page")).ko,
};

/** Loads the text of the wanted language and shows it, from now on; called once, after the language is known. */
export function followLocale(): void {
  useLocale.subscribe(({ language, text }) => {
    document.documentElement.lang = language;
    document.title = text.title;
  });
  useLanguage.subscribe(({ language }) => void show(language));
  void show(useLanguage.getState().language);
}

async function show(language: Language): Promise<void> {
  try {
    const text = await loaders[language]();
    // Else another one was chosen meanwhile.
    if (useLanguage.getState().language === language) useLocale.setState({ language, text });
  } catch {
    addNotice(new LensError("file-unreachable", { file: `locales/${language}` }));
    // The switch tells the language that is there, and the other one can be chosen again.
    useLanguage.setState({ language: useLocale.getState().language });
  }
}
