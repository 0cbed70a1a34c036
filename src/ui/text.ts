import type { Text } from "../locales/en";
import { type Localised, localised } from "../locales/localised";
import type { LensError } from "../model/errors";
import { useLocale } from "./locale";

/** All text of the page in the language on show. */
export function useText(): Text {
  return useLocale(({ text }) => text);
}

/** Gives names in the language on show, or in English where a manifest has no other. */
export function useLocalised(): (name: Localised) => string {
  const language = useLocale((locale) => locale.language);
  return (name) => localised(name, language);
}

/** The sentence for a fault. */
export function sentenceFor(text: Text, error: LensError): string {
  return text.errors[error.code](error.details);
}
