import { en, type Text } from "../locales/en";
import type { LensError } from "../model/errors";

/** All text of the page in the language on show. */
export function useText(): Text {
  return en;
}

/** The sentence for a fault. */
export function sentenceFor(text: Text, error: LensError): string {
  return text.errors[error.code](error.details);
}
