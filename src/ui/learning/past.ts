/** What the run before is called: by what was different in it. */
import type { LearningText } from "../../locales/en/learning";
import { type LearningConfig, useLearning } from "../../state/training/training";
import { ratesOf, spectralOf } from "./switches";
import { useLearningText } from "./text";

/** The name of the run that the one on show is compared with; `undefined` where there is none. */
export function usePastName(): string | undefined {
  const text = useLearningText();
  const past = useLearning((state) => state.past?.config);
  const running = useLearning((state) => state.running);
  return past && running ? text.past(differences(text, past, running)) : undefined;
}

/** Ingredients of a run that another one has not so. */
function differences(text: LearningText, of: LearningConfig, from: LearningConfig): string {
  const told: string[] = [];
  if (of.attention !== from.attention)
    told.push(`${text.attention.label}: ${text.attention[of.attention ? "on" : "off"].label}`);
  if (spectralOf(of) !== spectralOf(from))
    told.push(`${text.spectral.label}: ${text.spectral[spectralOf(of)].label}`);
  if (ratesOf(of) !== ratesOf(from)) told.push(`${text.rates.label}: ${text.rates[ratesOf(of)].label}`);
  if (of.pictures !== from.pictures) told.push(text.images[of.pictures].label);
  if (of.seed !== from.seed) told.push(`${text.seed} ${of.seed}`);
  return told.join(", ");
}
