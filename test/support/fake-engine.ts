/** An engine for tests: it answers when the test says so. */
import type { AttentionSite } from "../../src/attention/site";
import { LensError } from "../../src/model/errors";
import type { Manifest } from "../../src/model/formats/manifest";
import { createEngineFacade } from "../../src/runtime/api/engine-facade";
import type { Engine } from "../../src/runtime/api/engine-types";
import type { OperationName } from "../../src/runtime/api/operations";
import type { EngineRequest } from "../../src/runtime/api/shared-engine";
import type {
  DiscriminatorOutput,
  DiscriminatorRequest,
  GenerateRequest,
  Generation,
} from "../../src/runtime/api/types";
import type { EngineProvider } from "../../src/viewer/requests/engine-holder";
import { readManifest } from "./files";
import { siteOf } from "./sites";

/** A call that waits for its answer. */
export interface PendingCall<Input, Output> {
  readonly input: Input;
  resolve(output: Output | undefined): void;
  reject(error: LensError): void;
}

const grid = { width: 4, height: 4 };

/** A site like the generator's, of a grid of 4 x 4. */
export function fakeSite(name = "g.attn"): AttentionSite {
  const features = Array.from({ length: 16 }, (_, at) => Math.sin(at));
  return { ...siteOf({ queryGrid: grid, keyGrid: grid, depth: 1, queries: features, keys: features }), name };
}

/** A grey image of the model's size. @param value -1 to 1, everywhere */
export function fakeGeneration({ image }: Manifest, value: number): Generation {
  const values = new Float32Array(image.size * image.size * image.channels).fill(value);
  return { image: values, sites: [fakeSite()] };
}

export class FakeEngine {
  readonly manifest: Manifest;
  readonly generated: PendingCall<GenerateRequest, Generation>[] = [];
  readonly previewed: PendingCall<GenerateRequest, Generation>[] = [];
  readonly thumbnails: PendingCall<GenerateRequest, Generation>[] = [];
  readonly discriminated: PendingCall<DiscriminatorRequest, DiscriminatorOutput>[] = [];
  disposed = false;
  readonly #pending = new Set<(error: LensError) => void>();

  constructor(manifest: Manifest) {
    this.manifest = manifest;
  }

  /** The engine as a viewer sees it. */
  get engine(): Engine {
    const unused = () => Promise.reject(new Error("not part of this test"));
    return {
      manifest: this.manifest,
      backend: "wasm",
      adapter: { name: "a test's own", software: false },
      check: { runs: 2, imageError: 0, betaError: 0 },
      attempts: [],
      generate: (input) => this.#call(this.generated, input),
      preview: (input) => this.#call(this.previewed, input) as Promise<Generation>,
      thumbnail: (input) => this.#call(this.thumbnails, input) as Promise<Generation>,
      discriminate: (input) => this.#call(this.discriminated, input),
      vectorsOf: unused,
      features: unused,
      findDirections: unused,
      memory: unused,
      dispose: () => this.dispose(),
    };
  }

  /** Ends the engine: pending calls reject with `cancelled`. */
  dispose(): void {
    this.disposed = true;
    for (const reject of [...this.#pending]) reject(new LensError("cancelled"));
  }

  #call<Input, Output>(list: PendingCall<Input, Output>[], input: Input): Promise<Output | undefined> {
    return new Promise((resolve, reject) => {
      this.#pending.add(reject);
      const settle =
        <T>(end: (value: T) => void) =>
        (value: T) => {
          this.#pending.delete(reject);
          end(value);
        };
      list.push({ input, resolve: settle(resolve), reject: settle(reject) });
    });
  }
}

/** The same behind the queues of a real engine: its lists have only what a worker would be working on. */
export class QueuedEngine extends FakeEngine {
  /** Operations in the order in which they reached the worker. */
  readonly reached: OperationName[] = [];

  override get engine(): Engine {
    const worker = super.engine;
    const { methods } = createEngineFacade({
      announce: () => undefined,
      run: (name, input) => {
        this.reached.push(name);
        return (worker[name] as (input: unknown) => Promise<unknown>)(input);
      },
    });
    return { ...worker, ...methods };
  }
}

/** Engines of a test: each model's is opened when `open` says so. */
export class FakeEngines {
  readonly requests: (EngineRequest & { readonly model: string })[] = [];
  readonly opened: FakeEngine[] = [];
  readonly #waiting: PendingCall<EngineRequest, FakeEngine>[] = [];

  readonly #make: (manifest: Manifest) => FakeEngine;

  constructor(make: (manifest: Manifest) => FakeEngine = (manifest) => new FakeEngine(manifest)) {
    this.#make = make;
  }

  readonly provider: EngineProvider = (request) =>
    new Promise((resolve, reject) => {
      const model = request.folder.pathname.split("/").at(-2) ?? "";
      this.requests.push({ ...request, model });
      request.signal.addEventListener("abort", () => reject(new LensError("cancelled")));
      this.#waiting.push({
        input: request,
        resolve: (fake) => fake && resolve({ engine: fake.engine, release: () => fake.dispose() }),
        reject,
      });
    });

  /** Opens the engine that was requested last. */
  open(): FakeEngine {
    const call = this.#waiting.at(-1);
    const request = this.requests.at(-1);
    if (!call || !request) throw new Error("no engine was requested");
    const fake = this.#make(readManifest(request.model));
    this.opened.push(fake);
    call.resolve(fake);
    return fake;
  }

  /** Lets the opening that was requested last fail. */
  fail(error: LensError): void {
    this.#waiting.at(-1)?.reject(error);
  }
}
