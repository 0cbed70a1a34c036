/** The engine's inside: one backend, one generator, and its discriminator once an image is judged. Runs in the worker, and anywhere else TensorFlow.js runs. */
import { memory } from "@tensorflow/tfjs-core";
import { LensError } from "../../model/errors";
import type { Directions } from "../../model/formats/directions";
import type { Manifest } from "../../model/formats/manifest";
import { readSafetensors } from "../../model/formats/safetensors";
import type { ModelFiles } from "../../model/storage/open-model";
import type { DirectionsRequest } from "../../network/directions/directions";
import type { Discriminator } from "../../network/networks/discriminator";
import { Generator } from "../../network/networks/generator";
import { warmUp } from "../../network/tensors/warm-up";
import type {
  BackendName,
  DiscriminatorInput,
  DiscriminatorOutput,
  FeatureMap,
  GenerateRequest,
  Generation,
  MemoryReport,
  QueryVectors,
  SelfCheck,
} from "../api/types";
import { probe, selfCheck } from "../backends/self-check";
import { startBackend } from "../backends/start-backend";
import type { WasmPaths } from "../backends/wasm-backend";
import { runCooperatively } from "./run-cooperatively";

export class EngineCore {
  #backend: BackendName | undefined;
  #generator: Generator | undefined;
  #manifest: Manifest | undefined;
  /** Runs in the finished generator's place. */
  #snapshot: Generator | undefined;
  #discriminator: Discriminator | undefined;

  /** @throws LensError `backend-unavailable` */
  async start(backend: BackendName, wasm: WasmPaths): Promise<void> {
    await startBackend(backend, wasm);
    // While the weights download. GPU shaders depend on exact shapes; only compiled code gains from this.
    if (backend === "wasm") warmUp();
    this.#backend = backend;
  }

  /**
   * Builds the generator and checks it against its golden values, if it has any; a generator that was there before is freed.
   * @throws LensError for weights that do not fit their manifest, `backend-inexact` and `backend-not-finite` for a backend that
   * miscalculates
   */
  async load(files: ModelFiles): Promise<SelfCheck> {
    const { tensors } = readSafetensors(files.generator, files.manifest.generator.weights.path);
    const golden = files.golden && readSafetensors(files.golden, files.manifest.golden?.path ?? "");
    this.dispose();
    const generator = new Generator(files.manifest, tensors);
    try {
      const wholeRun = (request: GenerateRequest) => {
        // A run that goes on from the last one would not check the layers before the attention again.
        generator.forget();
        return generator.run(request);
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
   * Puts a snapshot's weights in the finished ones' place, or these back.
   * @throws LensError for weights that do not fit the manifest; what ran before then goes on
   */
  use(weights: Uint8Array | undefined, where: string): void {
    this.#loaded();
    const next =
      weights && this.#manifest && new Generator(this.#manifest, readSafetensors(weights, where).tensors);
    this.#snapshot?.dispose();
    this.#snapshot = next;
  }

  generate(request: GenerateRequest): Promise<Generation> {
    return this.#loaded().run(request);
  }

  vectorsOf(request: GenerateRequest, site: string, query: number): Promise<QueryVectors> {
    return this.#loaded().vectorsOf(request, site, query);
  }

  features(request: GenerateRequest, channels: Readonly<Record<number, number>>): Promise<FeatureMap[]> {
    return this.#loaded().features(request, channels);
  }

  /**
   * Principal directions of the finished generator. Requests that come meanwhile are answered in between.
   * @param onProgress told the share done, 0 to 1
   * @throws RangeError for latents or labels that do not fit the model; LensError `directions-failed`; `cancelled` also where
   * the generator is freed meanwhile
   */
  async findDirections(
    request: DirectionsRequest,
    onProgress: (share: number) => void,
    isCancelled: () => boolean,
  ): Promise<Directions> {
    this.#loaded();
    const generator = this.#generator as Generator;
    // Its code is loaded when it is wanted: most models bring their directions.
    const { principalDirections } = await import("../../network/directions/directions");
    const stopped = () => isCancelled() || generator !== this.#generator;
    const found = stopped()
      ? undefined
      : await runCooperatively(principalDirections(generator, request), onProgress, stopped);
    if (!found) throw new LensError("cancelled");
    return found;
  }

  /**
   * Builds the model's discriminator; one that was there before is freed.
   * @param weights its file
   * @throws LensError for weights that do not fit the manifest; `cancelled` where the model is freed meanwhile
   */
  async loadDiscriminator(weights: Uint8Array): Promise<void> {
    this.#loaded();
    const manifest = this.#manifest as Manifest;
    // Its code is loaded when it is wanted: most visits judge no image.
    const { Discriminator } = await import("../../network/networks/discriminator");
    if (!this.#generator || manifest !== this.#manifest) throw new LensError("cancelled");
    const where = manifest.discriminator?.weights.path ?? "";
    const next = new Discriminator(manifest, readSafetensors(weights, where).tensors);
    this.#discriminator?.dispose();
    this.#discriminator = next;
  }

  discriminate(input: DiscriminatorInput): Promise<DiscriminatorOutput> {
    if (!this.#discriminator) throw new LensError("engine-failed", { reason: "no discriminator is loaded" });
    return this.#discriminator.discriminate(input);
  }

  #loaded(): Generator {
    if (!this.#generator) throw new LensError("engine-failed", { reason: "no model is loaded" });
    return this.#snapshot ?? this.#generator;
  }

  memory(): MemoryReport {
    const { numTensors, numBytes } = memory();
    return { tensors: numTensors, bytes: numBytes };
  }

  dispose(): void {
    this.#generator?.dispose();
    this.#generator = undefined;
    this.#snapshot?.dispose();
    this.#snapshot = undefined;
    this.#discriminator?.dispose();
    this.#discriminator = undefined;
  }
}
