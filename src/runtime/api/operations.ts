/**
 * The operations of an engine, one row each. Everything between a caller and the implementation follows from this table: the methods of
 * `Engine`, which requests are made and with which weights, what crosses to the worker. A new operation is a row here and a method of the
 * same name in `jobs/engine-core.ts`.
 */
import type { Directions } from "../../model/formats/directions";
import type { ModelFiles } from "../../model/storage/open-model";
import type { CallTypes } from "../rpc/protocol";
import { discriminatorInput } from "./discriminator-input";
import type { LatestWins } from "./latest-wins";
import type {
  BackendName,
  DirectionsRequest,
  DiscriminatorInput,
  DiscriminatorOutput,
  DiscriminatorRequest,
  FeatureMap,
  FeaturesRequest,
  GenerateRequest,
  Generation,
  LoadProgress,
  MemoryReport,
  QueryVectors,
  SelfCheck,
  SnapshotWeights,
  VectorsRequest,
} from "./types";

/**
 * What becomes of requests that come while one of the same operation runs.
 * - `newest`: one waits, the newest; an overtaken request resolves `undefined`.
 * - `every`: each one is made.
 * - `background`: each one is made, one at a time, and none begins while a request of another operation is waited for. Its signal
 *   withdraws it as long as it waits.
 */
export type Policy = "newest" | "every" | "background";

/** How one operation is treated; the type parameters are its types, `Message` that of the input as the worker gets it. */
export interface OperationRow<P extends Policy, Input, Output, Progress = never, Message = Input> {
  readonly policy: P;
  /** Training step of the snapshot whose weights it runs with. Absent: it depends on no snapshot. */
  readonly snapshot?: (input: Input) => number | undefined;
  /** A new request ends the download of any other snapshot than its own. */
  readonly selectsSnapshot?: boolean;
  /** What has to be in the worker before; absent: nothing. The input then brings its own `signal` and `onProgress`. */
  readonly needs?: "discriminator";
  /** Long work that answers others in between: requests of the background do not wait for its end. */
  readonly inSlices?: true;
  /** The input as the worker gets it; the same where absent. */
  readonly message?: (input: Input) => Message;
  /** Never set: it carries the types. An operation with a progress takes `CallOptions`: it reports progress and can be cancelled. */
  readonly types?: { readonly input: Input; readonly output: Output; progress: Progress; message: Message };
}

type Fields<P extends Policy, Input, Output, Progress, Message> = Omit<
  OperationRow<P, Input, Output, Progress, Message>,
  "policy" | "types"
>;
const newest = <Input, Output, Message = Input>(
  fields: Fields<"newest", Input, Output, never, Message> = {},
): OperationRow<"newest", Input, Output, never, Message> => ({ policy: "newest", ...fields });
const every = <Input, Output, Progress = never>(
  fields: Fields<"every", Input, Output, Progress, Input> = {},
): OperationRow<"every", Input, Output, Progress> => ({ policy: "every", ...fields });
const background = <Input, Output>(
  fields: Fields<"background", Input, Output, never, Input> = {},
): OperationRow<"background", Input, Output> => ({ policy: "background", ...fields });

export const ENGINE_OPERATIONS = {
  /** The image of a request and its attention sites. */
  generate: newest<GenerateRequest, Generation>({
    snapshot: ({ snapshot }) => snapshot,
    selectsSnapshot: true,
  }),
  /** An image in addition to the one shown, which somebody waits for: a frame of a film, a baseline. */
  preview: every<GenerateRequest, Generation>({ snapshot: ({ snapshot }) => snapshot }),
  /**
   * A small image to choose from, of which there are many: it gives way to everything else.
   * @throws LensError `cancelled` as soon as the signal says so
   */
  thumbnail: background<GenerateRequest, Generation>({ snapshot: ({ snapshot }) => snapshot }),
  /** x_j, o_j and y_j of a query in the image of a request. */
  vectorsOf: newest<VectorsRequest, QueryVectors>({ snapshot: ({ request }) => request.snapshot }),
  /** One channel of each stage in the image of a request. */
  features: newest<FeaturesRequest, FeatureMap[]>({ snapshot: ({ request }) => request.snapshot }),
  /**
   * Principal directions of the finished generator, for a model that comes without. It takes about half a minute without a GPU;
   * other requests are answered in between. Latents and labels are copied. Progress is the share done, 0 to 1.
   * @throws LensError `cancelled` as soon as the signal says so; `directions-failed` with `reason` where the features are not
   * finite or do not vary; `engine-failed` for latents or labels that do not fit the model
   */
  findDirections: every<DirectionsRequest, Directions, number>({ inSlices: true }),
  /**
   * The discriminator's score of an image, its attention and, on request, the gradient of the score with respect to the image. The first
   * request downloads the discriminator's weights.
   * @throws LensError `no-discriminator` for a model without one; the file's faults as they are; `cancelled` by the request's signal
   * before the weights are there; `output-not-finite`; `engine-failed` for an image or class weights that do not fit the model
   */
  discriminate: newest<DiscriminatorRequest, DiscriminatorOutput, DiscriminatorInput>({
    needs: "discriminator",
    message: discriminatorInput,
  }),
  /** Tensors alive on the backend. */
  memory: every<undefined, MemoryReport>(),
};

/**
 * For operations of which only the newest request counts: those that make every request in their place, for each user of an engine that
 * several share.
 */
export const FOR_SHARING = { generate: "preview" } as const;

type Rows = typeof ENGINE_OPERATIONS;
export type OperationName = keyof Rows;
type TypesOf<Row extends { readonly types?: unknown }> = NonNullable<Row["types"]>;

/** Options of an operation that reports progress. */
export interface OperationOptions<Progress> {
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}
/** Options of an operation that gives way. */
export interface BackgroundOptions {
  readonly signal?: AbortSignal;
}
/** Options of `findDirections`: progress is the share done, 0 to 1. */
export type DirectionsOptions = OperationOptions<number>;

type Method<Row> =
  Row extends OperationRow<infer P, infer Input, infer Output, infer Progress, infer _Message>
    ? [Progress] extends [never]
      ? P extends "newest"
        ? LatestWins<Input, Output>
        : P extends "background"
          ? (input: Input, options?: BackgroundOptions) => Promise<Output>
          : (...input: [Input] extends [undefined] ? [] : [Input]) => Promise<Output>
      : (input: Input, options: OperationOptions<Progress>) => Promise<Output>
    : never;

/** The operations as methods of an engine. */
export type EngineMethods = { readonly [Name in OperationName]: Method<Rows[Name]> };

/** The operations as the engine's caller gives and gets them. */
export type EngineCalls = {
  readonly [Name in OperationName]: CallTypes<
    TypesOf<Rows[Name]>["input"],
    TypesOf<Rows[Name]>["output"],
    TypesOf<Rows[Name]>["progress"]
  >;
};

/** What prepares a worker for requests; called by the engine itself. */
export interface PreparationCalls {
  /** Starts a backend and makes it the current one. @throws LensError `backend-unavailable` */
  readonly start: CallTypes<BackendName, void>;
  /** Builds the generator and checks it. @throws LensError a bad model's faults; `backend-inexact`, `backend-not-finite` */
  readonly load: CallTypes<ModelFiles, SelfCheck, LoadProgress>;
  /** Puts a snapshot's weights in the place of the finished ones, or those back. */
  readonly useWeights: CallTypes<SnapshotWeights | undefined, void>;
  /** Builds the model's discriminator from its weights file; an earlier one is freed. */
  readonly loadDiscriminator: CallTypes<Uint8Array, void>;
}

/** All that an engine's worker does. */
export type WorkerCalls = PreparationCalls & {
  readonly [Name in OperationName]: CallTypes<
    TypesOf<Rows[Name]>["message"],
    TypesOf<Rows[Name]>["output"],
    TypesOf<Rows[Name]>["progress"]
  >;
};
