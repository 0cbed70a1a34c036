/** What a generator takes and gives. */
import type { Interventions } from "../../attention/intervention";
import type { AttentionSite } from "../../attention/site";

/** Input of a run. */
export interface GeneratorInput {
  /** z, [latent size] */
  readonly z: Float32Array;
  /** Weights over the classes, summing to 1; absent for a model without classes. */
  readonly classWeights?: Float32Array;
  /** Other weights over the classes for single layers, by their number in the manifest. */
  readonly layerClasses?: Readonly<Record<number, Float32Array>>;
  /**
   * Truncation psi that z was made with; 1 where absent. Only a generator whose norms have statistics for several truncations reads it, above 1
   * those of 1.
   */
  readonly truncation?: number;
  /** Changes inside the attention layers, by site name. */
  readonly interventions?: Interventions;
}

/** Output of a run. */
export interface GeneratorOutput {
  /** [size, size, channels], row by row, -1 to 1 */
  readonly image: Float32Array;
  /** One per attention layer, from the input to the image. */
  readonly sites: readonly AttentionSite[];
}

/** The feature vectors of one query at one site (Zhang et al. 2019, section 3, equations 2 and 3), each [C]. */
export interface QueryVectors {
  readonly x: Float32Array;
  readonly o: Float32Array;
  readonly y: Float32Array;
}

/** One channel of the features at one stage. */
export interface FeatureMap {
  /** Number of the layer in the manifest. */
  readonly stage: number;
  /** Name of the attention site, where the stage is one. */
  readonly site: string | undefined;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly channel: number;
  /** [height, width] row by row */
  readonly values: Float32Array;
}
