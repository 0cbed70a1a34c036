import type { LensErrorCode, LensErrorDetails } from "../model/errors";

/** Sentences for some of the faults. */
export type Sentences = Readonly<Partial<Record<LensErrorCode, (details: LensErrorDetails) => string>>>;

/** The sentence for a fault; one with its bare name where these are not the sentences for it. */
export function sentenceOf(
  sentences: Sentences,
  { code, details }: { readonly code: LensErrorCode; readonly details: LensErrorDetails },
): string {
  const sentence = sentences[code]?.(details) ?? sentences["engine-failed"]?.({ reason: code }) ?? code;
  // A reason that a browser or a library gives may end with a full stop of its own.
  return sentence.replace(/([^.])\.\.(?=\s|$)/g, "$1.");
}
