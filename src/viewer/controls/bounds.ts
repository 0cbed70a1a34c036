/** Bounds of every number that a person can set. Sliders, the validation of addresses and files, and the documentation read them here. */
import { MAX_SEED } from "../../latent/max-seed";

export interface Bounds {
  /** Ends of the slider. */
  readonly min: number;
  readonly max: number;
  /** Step of the slider; of the base-10 logarithm where the scale is logarithmic. "any" lets every number through. */
  readonly step: number | "any";
  readonly scale: "linear" | "logarithmic";
  readonly unit: string;
  /** Whether only whole numbers are valid. */
  readonly isWhole?: boolean;
  /** Ends of what is valid, where a value that no slider gives can be valid, too. */
  readonly valid?: { readonly min: number; readonly max: number };
}

/** Lengths of z before truncation; a latent of 128 entries is about 11 long. */
const LATENT_LENGTH = "length of z";
/** A share from 0 to 1. */
const SHARE = "share";
/** Entries that a step or a mixture sets may lie beyond the slider. */
const ENTRIES = { min: -64, max: 64 } as const;
/** Two latents of 512 entries are 32 apart. */
const FARTHEST = 64;

export const MAX_KEY_FRAMES = 16;

export const BOUNDS = {
  seed: { min: 0, max: MAX_SEED, step: 1, scale: "linear", unit: "none", isWhole: true },
  psi: { min: 0, max: 2, step: 0.01, scale: "linear", unit: "factor on z" },
  latent: { min: -4, max: 4, step: 0.01, scale: "linear", unit: "standard deviations", valid: ENTRIES },
  direction: { min: -8, max: 8, step: 0.1, scale: "linear", unit: LATENT_LENGTH },
  ownDirection: { min: -FARTHEST, max: FARTHEST, step: "any", scale: "linear", unit: LATENT_LENGTH },
  classWeight: { min: 0, max: 1, step: 0.01, scale: "linear", unit: SHARE },
  mixShare: { min: 0, max: 1, step: 0.01, scale: "linear", unit: SHARE },
  gammaScale: { min: -1, max: 2, step: 0.01, scale: "linear", unit: "factor on gamma" },
  temperature: { min: 0.1, max: 10, step: 0.01, scale: "logarithmic", unit: "divisor of the scores" },
  mass: { min: 0, max: 0.95, step: 0.05, scale: "linear", unit: SHARE, valid: { min: 0, max: 1 } },
  links: { min: 0, max: 32, step: 1, scale: "linear", unit: "keys", isWhole: true },
  opacity: { min: 0, max: 1, step: 0.01, scale: "linear", unit: SHARE },
  walkSeconds: { min: 0.5, max: 10, step: 0.1, scale: "linear", unit: "seconds" },
  walkPosition: { min: 0, max: MAX_KEY_FRAMES, step: "any", scale: "linear", unit: "key frames" },
} as const satisfies Record<string, Bounds>;

/** The ends of what is valid. */
export function validRange(bounds: Bounds): { readonly min: number; readonly max: number } {
  return bounds.valid ?? bounds;
}

/** The nearest value on the slider. */
export function clamped({ min, max }: Pick<Bounds, "min" | "max">, value: number): number {
  return Math.min(max, Math.max(min, value));
}
