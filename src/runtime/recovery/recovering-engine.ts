/** An engine that outlives its worker and its device: what was lost is started again, and what waited is asked again. */

import { asLensError, type LensError } from "../../model/errors";
import type { Manifest } from "../../model/formats/manifest";
import type { ModelFiles } from "../../model/storage/open-model";
import type { Engine, EngineOptions, Recovery } from "../api/engine";
import { createEngineFacade } from "../api/engine-facade";
import type { LatestWins } from "../api/latest-wins";
import type { Attempt, BackendName } from "../api/types";
import { BackendStartup, type Running } from "../backends/backend-startup";
import { type Candidate, isLoss, MOST_LOSSES, planAfterLoss } from "../backends/choose";
import { type RetainedFiles, retainFiles } from "./retained-files";

type Inner = Omit<Engine, "attempts">;
type Current = Running & { readonly engine: Inner };

/** A driver that was reset needs a moment before it gives a device again. */
const RESET_MS = 500;

export class RecoveringEngine implements Engine {
  readonly manifest: Manifest;
  readonly #options: EngineOptions;
  readonly #files: RetainedFiles;
  /** All that this browser offers, best first. */
  readonly #offer: readonly Candidate[];
  #current: Current;
  #attempts: readonly Attempt[];
  #losses = new Map<BackendName, number>();
  #recovery: Promise<void> | undefined;
  readonly #ended = new AbortController();

  constructor(options: EngineOptions, first: Running, files: ModelFiles, offer: readonly Candidate[]) {
    this.manifest = files.manifest;
    this.#options = options;
    this.#files = retainFiles(files);
    this.#offer = offer;
    this.#attempts = first.attempts;
    this.#current = this.#over(first);
  }

  get backend() {
    return this.#current.backend;
  }
  get adapter() {
    return this.#current.adapter;
  }
  get check() {
    return this.#current.check;
  }
  get attempts() {
    return this.#attempts;
  }

  readonly generate = this.#newest(({ generate }) => generate);
  readonly vectorsOf = this.#newest(({ vectorsOf }) => vectorsOf);
  readonly features = this.#newest(({ features }) => features);
  readonly discriminate = this.#newest(({ discriminate }) => discriminate);
  readonly preview: Engine["preview"] = (request) => this.#ask((engine) => engine.preview(request));

  findDirections: Engine["findDirections"] = (request, options) =>
    this.#ask((engine) => engine.findDirections(request, options));

  memory: Engine["memory"] = () => this.#ask((engine) => engine.memory());

  dispose(): void {
    this.#ended.abort();
    this.#current.engine.dispose();
  }

  /** Of what waits while the engine starts again, only the newest request is made. */
  #newest<In, Out>(of: (engine: Inner) => LatestWins<In, Out>): LatestWins<In, Out> {
    let newest = 0;
    return (input) => {
      const mine = ++newest;
      return this.#ask(async (engine, again) => (again && mine !== newest ? undefined : of(engine)(input)));
    };
  }

  /** @param work told whether it is asked again, or had to wait */
  async #ask<T>(work: (engine: Inner, again: boolean) => Promise<T>): Promise<T> {
    for (let again = false; ; again = true) {
      if (this.#recovery) {
        await this.#recovery;
        again = true;
      }
      const asked = this.#current;
      try {
        return await work(asked.engine, again);
      } catch (thrown) {
        const error = asLensError(thrown);
        if (!isLoss(error)) throw error;
        await this.#recover(asked, error);
      }
    }
  }

  #over(running: Running): Current {
    const { source, onSnapshotProgress } = this.#options;
    const engine = createEngineFacade({
      ...running,
      source,
      manifest: this.manifest,
      ...(onSnapshotProgress && { onSnapshotProgress }),
    });
    const current = { ...running, engine };
    // Told to whoever waits, and by `onRecovery`.
    running.client.loss.whenTold((lost) => this.#recover(current, lost).catch(() => undefined));
    return current;
  }

  /** Starts again what was lost, once however many tell of it. @throws LensError why nothing runs */
  #recover(of: Current, lost: LensError): Promise<void> {
    // Whoever waits for an engine that was let go waits for ever, as for a worker that was ended.
    if (this.#ended.signal.aborted) return new Promise(() => undefined);
    if (of !== this.#current) return this.#recovery ?? Promise.resolve();
    this.#recovery ??= this.#startAnew(of, lost).finally(() => {
      this.#recovery = undefined;
    });
    return this.#recovery;
  }

  async #startAnew(of: Current, lost: LensError): Promise<void> {
    const { backend: from } = of;
    of.engine.dispose();
    const losses = (this.#losses.get(from) ?? 0) + 1;
    this.#losses.set(from, losses);
    const before =
      losses < MOST_LOSSES ? this.#attempts : [...this.#attempts, { backend: from, error: lost }];
    const plan = planAfterLoss(this.#offer, of, losses);
    const opening = new BackendStartup(this.#options);
    const end = () => opening.end();
    this.#ended.signal.addEventListener("abort", end);
    try {
      if (lost.code === "device-lost") await new Promise((resolve) => setTimeout(resolve, RESET_MS));
      const running = await opening.run(plan, this.#files.read(), { before });
      if (this.#ended.signal.aborted) {
        running.client.terminate();
        return await new Promise<never>(() => undefined);
      }
      this.#attempts = running.attempts;
      this.#current = this.#over(running);
      this.#tell({ lost, from, to: running.backend });
    } catch (thrown) {
      if (this.#ended.signal.aborted) return await new Promise<never>(() => undefined);
      const error = asLensError(thrown);
      // Whoever asks again begins with all that there is.
      this.#losses = new Map();
      this.#attempts = [];
      this.#tell({ lost, from, error });
      throw error;
    } finally {
      this.#ended.signal.removeEventListener("abort", end);
      opening.end();
    }
  }

  #tell(recovery: Recovery): void {
    this.#options.onRecovery?.(recovery);
  }
}
