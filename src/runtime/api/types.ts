import type { LensError } from "../../model/errors";
import type { GeneratorInput, GeneratorOutput } from "../../network/networks/generator";

export type { DirectionsRequest } from "../../network/directions/directions";
export type { DiscriminatorInput, DiscriminatorOutput } from "../../network/networks/discriminator";
export type { FeatureMap, QueryVectors } from "../../network/networks/generator";

export const BACKENDS = ["webgpu", "webgl", "wasm", "cpu"] as const;
export type BackendName = (typeof BACKENDS)[number];

/** The machine part that a backend runs on. */
export interface Adapter {
  /** As the browser names it, such as "nvidia ada-lovelace" or "SwiftShader"; may be "unknown". */
  readonly name: string;
  /** A GPU emulated on the CPU: slower than WASM. */
  readonly software: boolean;
}

/**
 * Comparison with the model's golden values, which PyTorch computed, on this machine. A model without golden values, such as an
 * imported one, cannot be compared: its errors are null, and all that is known is that its images are finite and not all alike.
 */
export interface SelfCheck {
  /** How often the check ran before the backend was trusted: 2. */
  readonly runs: number;
  /** Largest absolute error of the image, whose values run from -1 to 1; null where nothing is known to compare with. */
  readonly imageError: number | null;
  /** Largest absolute error of a weight of beta; null where nothing is known to compare with. */
  readonly betaError: number | null;
}

/** What the generator is asked for, and at which moment of its training. */
export interface GenerateRequest extends GeneratorInput {
  /** Training step of the snapshot to run; absent for the finished generator. */
  readonly snapshot?: number;
}
/** The answer is the generator's own. */
export type Generation = GeneratorOutput;

/** A backend that was tried before the one that runs, and why it was passed over. */
export interface Attempt {
  readonly backend: BackendName;
  readonly error: LensError;
}

/** Tensors alive on the backend, for leak tests. */
export interface MemoryReport {
  readonly tensors: number;
  readonly bytes: number;
}
