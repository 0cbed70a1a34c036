/** What an engine hands its requests to: a worker, or the same thread. */
import type { Directions } from "../../model/formats/directions";
import type { ModelFiles } from "../../model/storage/open-model";
import type {
  BackendName,
  DirectionsRequest,
  DiscriminatorInput,
  DiscriminatorOutput,
  FeatureMap,
  GenerateRequest,
  Generation,
  MemoryReport,
  QueryVectors,
  SelfCheck,
} from "./types";

export interface DirectionsOptions {
  /** Told the share done, 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** One backend with one model. Whatever is thrown is a `LensError`. */
export interface EngineClient {
  /** @param limit milliseconds */
  start(backend: BackendName, limit: number): Promise<void>;
  /** @param limit milliseconds */
  load(files: ModelFiles, limit: number): Promise<SelfCheck>;
  /** Puts a snapshot's weights in the finished ones' place, or these back. */
  use(weights: Uint8Array | undefined, where: string): Promise<void>;
  generate(request: GenerateRequest): Promise<Generation>;
  vectorsOf(request: GenerateRequest, site: string, query: number): Promise<QueryVectors>;
  features(request: GenerateRequest, channels: Readonly<Record<number, number>>): Promise<FeatureMap[]>;
  /** @throws LensError `cancelled` as soon as `signal` says so; nothing is told after that */
  findDirections(request: DirectionsRequest, options: DirectionsOptions): Promise<Directions>;
  /** Builds the model's discriminator from its weights file; one that was there before is freed. */
  loadDiscriminator(weights: Uint8Array): Promise<void>;
  discriminate(input: DiscriminatorInput): Promise<DiscriminatorOutput>;
  memory(): Promise<MemoryReport>;
  terminate(): void;
}
