import type { Text } from "../locales/en/page";
import { type Localised, localised } from "../locales/localised";
import { type Sentences, sentenceOf } from "../locales/sentence";
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

/** The sentence for a fault. @param more sentences that a part of the page brings along */
export function sentenceFor(text: Text, error: LensError, more: Sentences = {}): string {
  return sentenceOf({ ...text.errors, ...more }, error);
}
