import type { LensError } from "../../model/errors";
import type { DownloadProgress } from "../../model/storage/open-model";
import type { DiscriminatorInput } from "../../network/networks/discriminator";
import type { GeneratorInput, GeneratorOutput } from "../../network/networks/generator";

export type { DirectionsRequest } from "../../network/directions/directions";
export type { DiscriminatorInput, DiscriminatorOutput } from "../../network/networks/discriminator";
export type { FeatureMap, QueryVectors } from "../../network/networks/generator";

export const BACKENDS = ["webgpu", "webgl", "wasm", "cpu"] as const;
export type BackendName = (typeof BACKENDS)[number];

/** The hardware that a backend runs on. */
export interface Adapter {
  /** As the browser names it, such as "nvidia ada-lovelace" or "SwiftShader"; may be "unknown". */
  readonly name: string;
  /** A GPU emulated on the CPU: slower than WASM. */
  readonly software: boolean;
}

/**
 * Comparison with the model's golden values, which PyTorch computed, on this machine. A model without golden values, such as an
 * imported one, cannot be compared: its errors are null, and all that is known is that an image is finite and not of one colour.
 */
export interface SelfCheck {
  /** How often the check ran before the backend was trusted: 2, and 1 where nothing is known to compare with. */
  readonly runs: number;
  /** Largest absolute error of the image, whose values run from -1 to 1; null where nothing is known to compare with. */
  readonly imageError: number | null;
  /** Largest absolute error of a weight of beta; null where nothing is known to compare with. */
  readonly betaError: number | null;
}

/** The input of the generator, and the moment of its training. */
export interface GenerateRequest extends GeneratorInput {
  /** Training step of the snapshot to run; absent for the finished generator. */
  readonly snapshot?: number;
}
/** A query in the image of a request. */
export interface VectorsRequest {
  readonly request: GenerateRequest;
  /** Name of the site, such as `g.attn`. */
  readonly site: string;
  /** j */
  readonly query: number;
}

/** Channels in the image of a request. */
export interface FeaturesRequest {
  readonly request: GenerateRequest;
  /** The channel to show, by stage (number of the layer in the manifest). */
  readonly channels: Readonly<Record<number, number>>;
}

/** An image for the discriminator. */
export interface DiscriminatorRequest extends Omit<DiscriminatorInput, "image"> {
  /** [size, size, channels] row by row: numbers from -1 to 1, or bytes. */
  readonly image: Float32Array | Uint8Array | Uint8ClampedArray;
  /** Called while the discriminator's weights download for this request. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Ends the download. */
  readonly signal?: AbortSignal;
}

/** Weights of a moment in the training. */
export interface SnapshotWeights {
  /** `snapshots/STEP.safetensors` */
  readonly weights: Uint8Array;
  /** Its name, for errors. */
  readonly where: string;
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

/** How far a generator is loaded. */
export type LoadProgress =
  /** Bytes of its weights in the form in which the backend uses them. */
  | { readonly step: "prepare"; readonly progress: DownloadProgress }
  /** It runs. @property compared whether with reference values */
  | { readonly step: "check"; readonly compared: boolean };

/** Time limits of one backend's start, in milliseconds. */
export interface TimeLimits {
  /** Loading its code and starting it. */
  readonly start: number;
  /**
   * Without any progress while the weights are uploaded and checked; longer for a model of many weights. A software GPU compiles shaders
   * for ten seconds here.
   */
  readonly check: number;
}
