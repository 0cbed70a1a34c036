import type { LensErrorCode, LensErrorDetails } from "../model/errors";

/** Sentences for some of the faults. */
export type Sentences = Readonly<Partial<Record<LensErrorCode, (details: LensErrorDetails) => string>>>;

/** The sentence for a fault; one with its bare name where these are not the sentences for it. */
export function sentenceOf(
  sentences: Sentences,
  { code, details }: { readonly code: LensErrorCode; readonly details: LensErrorDetails },
): string {
  return sentences[code]?.(details) ?? sentences["engine-failed"]?.({ reason: code }) ?? code;
}
