/** The settings of a run in words, and which of the choices for the next run are those of the run on show. */
import type { LearningText } from "../../locales/en/learning";
import type { LearningConfig } from "../../state/training/training";
import { ratesOf, spectralOf } from "./switches";

/** What a run is made of, in one line. */
export function runSettings(text: LearningText, config: LearningConfig): string {
  return [
    `${text.images.label}: ${text.images[config.pictures].label}`,
    `${text.attention.label}: ${text.attention[config.attention ? "on" : "off"].label}`,
    `${text.spectral.label}: ${text.spectral[spectralOf(config)].label}`,
    `${text.rates.label}: ${text.rates[ratesOf(config)].label}`,
    `${text.seed}: ${config.seed}`,
  ].join(" · ");
}

type Texts<T extends string> = Readonly<Record<T, { readonly label: string; readonly help: string }>>;

/** The texts of a choice, with the option of the run on show marked where the next run has another one. */
export function marked<T extends string>(
  texts: Texts<T>,
  chosen: T,
  own: T | undefined,
  mark: (label: string) => string,
): Texts<T> {
  if (own === undefined || own === chosen) return texts;
  return { ...texts, [own]: { ...texts[own], label: mark(texts[own].label) } };
}
