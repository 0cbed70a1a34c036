import type { Text } from "../locales/en";
import type { LensError } from "../model/errors";
import { useLocale } from "./locale";

/** A name by language, as manifests bring it; English is always there. */
export interface Localised {
  readonly en: string;
  readonly [language: string]: string;
}

/** All text of the page in the language on show. */
export function useText(): Text {
  return useLocale(({ text }) => text);
}

/** Gives names in the language on show, or in English where a manifest has no other. */
export function useLocalised(): (name: Localised) => string {
  const language = useLocale((locale) => locale.language);
  return (name) => name[language] ?? name.en;
}

/** The sentence for a fault. */
export function sentenceFor(text: Text, error: LensError): string {
  return text.errors[error.code](error.details);
}
