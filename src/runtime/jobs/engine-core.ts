/**
 * The implementation of every operation of an engine: one backend, one generator, and its discriminator once an image is given to it. Runs
 * in the worker, and anywhere else TensorFlow.js runs.
 */
import { memory } from "@tensorflow/tfjs-core";
import type { AttentionSite } from "../../attention/site";
import { LensError } from "../../model/errors";
import type { Directions } from "../../model/formats/directions";
import type { Manifest } from "../../model/formats/manifest";
import { readSafetensors } from "../../model/formats/safetensors";
import type { ModelFiles } from "../../model/storage/open-model";
import { weightsFile } from "../../model/storage/weights-file";
import type { Discriminator } from "../../network/networks/discriminator";
import { Generator } from "../../network/networks/generator";
import { warmUp } from "../../network/tensors/warm-up";
import type { WorkerCalls } from "../api/operations";
import type {
  BackendName,
  DirectionsRequest,
  DiscriminatorInput,
  DiscriminatorOutput,
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
} from "../api/types";
import { probe, selfCheck } from "../backends/self-check";
import { startBackend } from "../backends/start-backend";
import type { WasmPaths } from "../backends/wasm-backend";
import type { CallContext, Handlers } from "../rpc/protocol";
import { transferring } from "../rpc/transfer";
import { runCooperatively } from "./run-cooperatively";

function buffersOf(sites: readonly AttentionSite[]): ArrayBuffer[] {
  return sites.flatMap(({ queries, keys, keyLogSumExp }) =>
    [queries, keys, ...(keyLogSumExp ? [keyLogSumExp] : [])].map(({ buffer }) => buffer as ArrayBuffer),
  );
}

export class EngineCore implements Handlers<WorkerCalls> {
  readonly #wasm: WasmPaths;
  #backend: BackendName | undefined;
  #generator: Generator | undefined;
  #manifest: Manifest | undefined;
  /** Runs in place of the finished generator. */
  #snapshot: Generator | undefined;
  #discriminator: Discriminator | undefined;

  constructor(wasm: WasmPaths) {
    this.#wasm = wasm;
  }

  /** @throws LensError `backend-unavailable` */
  async start(backend: BackendName): Promise<void> {
    await startBackend(backend, this.#wasm);
    // While the weights download. GPU shaders depend on exact shapes; only compiled code gains from this.
    if (backend === "wasm") warmUp();
    this.#backend = backend;
  }

  /**
   * Builds the generator and checks it against its golden values, if it has any; an earlier generator is freed.
   * @throws LensError for weights that do not fit their manifest, `backend-inexact` and `backend-not-finite` for a backend that
   * miscalculates
   */
  async load(files: ModelFiles, { report }: Pick<CallContext<LoadProgress>, "report">): Promise<SelfCheck> {
    const { path, bytes: total } = files.manifest.generator.weights;
    const prepared = (loaded: number) => report({ step: "prepare", progress: { loaded, total } });
    const { tensors } = await weightsFile(files.generator, path, prepared);
    const golden = files.golden && readSafetensors(files.golden, files.manifest.golden?.path ?? "");
    this.free();
    const generator = new Generator(files.manifest, tensors);
    const checked = () => report({ step: "check", compared: golden !== undefined });
    checked();
    try {
      const wholeRun = (request: GenerateRequest) => {
        // A run that continues from the last one would not check the layers before the attention again.
        generator.forget();
        return generator.run(request, checked);
      };
      const { classes, latent } = files.manifest;
      const backend = this.#backend ?? "";
      const check = golden
        ? await selfCheck(wholeRun, golden, classes?.length ?? 0, backend)
        : await probe(wholeRun, latent.size, backend);
      this.#generator = generator;
      this.#manifest = files.manifest;
      return check;
    } catch (error) {
      generator.dispose();
      throw error;
    }
  }

  /**
   * Puts a snapshot's weights in place of the finished ones, or those back.
   * @throws LensError for weights that do not fit the manifest; the weights in place then stay
   */
  useWeights(snapshot: SnapshotWeights | undefined): void {
    this.#loaded();
    const next =
      snapshot &&
      this.#manifest &&
      new Generator(this.#manifest, readSafetensors(snapshot.weights, snapshot.where).tensors);
    this.#snapshot?.dispose();
    this.#snapshot = next;
  }

  async generate(request: GenerateRequest): Promise<Generation> {
    const made = await this.#loaded().run(request);
    return transferring(made, [made.image.buffer, ...buffersOf(made.sites)]);
  }

  preview(request: GenerateRequest): Promise<Generation> {
    return this.generate(request);
  }

  thumbnail(request: GenerateRequest): Promise<Generation> {
    return this.generate(request);
  }

  vectorsOf({ request, site, query }: VectorsRequest): Promise<QueryVectors> {
    return this.#loaded().vectorsOf(request, site, query);
  }

  features({ request, channels }: FeaturesRequest): Promise<FeatureMap[]> {
    return this.#loaded().features(request, channels);
  }

  /**
   * Principal directions of the finished generator. Requests that come meanwhile are answered in between.
   * @throws RangeError for latents or labels that do not fit the model; LensError `directions-failed`; `cancelled` also where
   * the generator is freed meanwhile
   */
  async findDirections(
    request: DirectionsRequest,
    { report, signal }: CallContext<number>,
  ): Promise<Directions> {
    this.#loaded();
    const generator = this.#generator as Generator;
    // Its code is loaded when it is needed: most models bring their directions.
    const { principalDirections } = await import("../../network/directions/directions");
    const stopped = () => signal.aborted || generator !== this.#generator;
    const found = stopped()
      ? undefined
      : await runCooperatively(principalDirections(generator, request), report, stopped);
    if (!found) throw new LensError("cancelled");
    return found;
  }

  /**
   * Builds the model's discriminator; an earlier one is freed.
   * @param weights its file
   * @throws LensError for weights that do not fit the manifest; `cancelled` where the model is freed meanwhile
   */
  async loadDiscriminator(weights: Uint8Array): Promise<void> {
    this.#loaded();
    const manifest = this.#manifest as Manifest;
    // Its code is loaded when it is needed: most visits give it no image.
    const { Discriminator } = await import("../../network/networks/discriminator");
    if (!this.#generator || manifest !== this.#manifest) throw new LensError("cancelled");
    const where = manifest.discriminator?.weights.path ?? "";
    const next = new Discriminator(manifest, readSafetensors(weights, where).tensors);
    this.#discriminator?.dispose();
    this.#discriminator = next;
  }

  async discriminate(input: DiscriminatorInput): Promise<DiscriminatorOutput> {
    if (!this.#discriminator) throw new LensError("engine-failed", { reason: "no discriminator is loaded" });
    const output = await this.#discriminator.discriminate(input);
    const { gradient, sites } = output;
    return transferring(output, [...(gradient ? [gradient.buffer as ArrayBuffer] : []), ...buffersOf(sites)]);
  }

  #loaded(): Generator {
    if (!this.#generator) throw new LensError("engine-failed", { reason: "no model is loaded" });
    return this.#snapshot ?? this.#generator;
  }

  memory(): MemoryReport {
    const { numTensors, numBytes } = memory();
    return { tensors: numTensors, bytes: numBytes };
  }

  /** Ends its use. */
  dispose(): void {
    this.free();
  }

  /** Frees the model; another one may be loaded. */
  free(): void {
    this.#generator?.dispose();
    this.#generator = undefined;
    this.#snapshot?.dispose();
    this.#snapshot = undefined;
    this.#discriminator?.dispose();
    this.#discriminator = undefined;
  }
}
