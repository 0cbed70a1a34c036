/** The ingredients of a configuration as choices. */
import type { LearningConfig } from "../../state/training/training";

export type SpectralChoice = "both" | "discriminator" | "none";
export type RatesChoice = "two" | "equal";

/** The discriminator's rate in the generator's (Zhang et al. 2019, section 5: 4e-4 and 1e-4). */
const RATE_RATIO = 4;

export function spectralOf({ spectralGenerator, spectralDiscriminator }: LearningConfig): SpectralChoice {
  if (!spectralDiscriminator) return "none";
  return spectralGenerator ? "both" : "discriminator";
}

export function withSpectral(choice: SpectralChoice): Partial<LearningConfig> {
  return { spectralGenerator: choice === "both", spectralDiscriminator: choice !== "none" };
}

export function ratesOf({ generatorRate, discriminatorRate }: LearningConfig): RatesChoice {
  return discriminatorRate === generatorRate ? "equal" : "two";
}

export function withRates({ generatorRate }: LearningConfig, choice: RatesChoice): Partial<LearningConfig> {
  return { discriminatorRate: generatorRate * (choice === "equal" ? 1 : RATE_RATIO) };
}
