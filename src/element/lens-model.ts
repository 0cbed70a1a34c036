/**
 * What one element shows: a state, its image, and the engine that it takes only when it needs it. No DOM and no drawing; it
 * works from a still alone as well.
 */
import type { AttentionSite } from "../attention/site";
import { summarizeSite } from "../attention/site-summary";
import { asLensError, LensError } from "../model/errors";
import { fetchStill } from "../model/formats/gallery";
import type { Still } from "../model/formats/still";
import { fetchDirections } from "../model/storage/fetch-directions";
import { type DownloadProgress, fetchManifest } from "../model/storage/open-model";
import type { Engine, EngineProgress } from "../runtime/api/engine";
import { latestWins } from "../runtime/api/latest-wins";
import { runCooperatively } from "../runtime/jobs/run-cooperatively";
import type { LensImage, Store } from "../state/store/store";
import type { LinkState } from "../viewer/address/address";
import { defaultLensState, type LensState } from "../viewer/state/lens-state";
import { type ImageRecipe, sameRecipe } from "../viewer/state/recipe";
import { activeInterventions, currentSite, isStale } from "../viewer/views/derived";
import { imageFromGeneration, imageFromStill } from "../viewer/views/image";
import { requestFor } from "../viewer/views/request";
import { withFirstSite } from "./first-site";
import type { EngineLease } from "./shared-engine";
import { mayBePrepared, preparedStill } from "./sources";

/** Told the progress of an engine's start, and of one that was lost and runs again: `engine-restarted`, `engine-stepped-down`. */
export type EngineListener = (told: EngineProgress | LensError) => void;

/** Where engines come from; absent in a page that has nothing but stills. */
export type EngineProvider = (folder: URL, tell: EngineListener) => Promise<EngineLease>;

export type ModelPhase =
  /** Nothing was asked for yet. */
  | { readonly phase: "idle" }
  /** A still is on its way. */
  | { readonly phase: "opening" }
  /** The generator is on its way. */
  | { readonly phase: "loading"; readonly progress: DownloadProgress | undefined }
  /** An image is being made. */
  | { readonly phase: "making" }
  | { readonly phase: "shown" }
  | { readonly phase: "failed"; readonly error: LensError };

/** What is drawn from; the part of the page's own store that an element has. */
export type Facts = Pick<
  Store,
  "lens" | "image" | "changed" | "summary" | "manifest" | "directions" | "latentSize"
> & {
  readonly phase: ModelPhase;
  /** The engine was lost and runs again; until another image is asked for. */
  readonly recovered: LensError | undefined;
};

/** What there is a sentence for. */
export const problemOf = ({ phase, recovered }: Facts): LensError | undefined =>
  phase.phase === "failed" ? phase.error : recovered;

export interface LensModelOptions {
  /** Folder that has `models/` and `stills/`, with a slash at the end. */
  readonly base: URL;
  readonly provider: EngineProvider | undefined;
  readonly onChange: (now: Facts, before: Facts) => void;
  readonly onProgress: (progress: EngineProgress) => void;
}

export class LensModel {
  #facts: Facts = {
    lens: defaultLensState,
    image: undefined,
    changed: undefined,
    summary: undefined,
    manifest: undefined,
    directions: undefined,
    latentSize: 128,
    phase: { phase: "idle" },
    recovered: undefined,
  };
  readonly #options: LensModelOptions;
  /** Nothing is fetched before. */
  #started = false;
  #lease: { readonly model: string; readonly lease: EngineLease } | undefined;
  /** A still in place of a model: nothing is ever made again. */
  #stillOnly = false;
  #summing: AttentionSite | undefined;

  constructor(options: LensModelOptions) {
    this.#options = options;
  }

  get facts(): Facts {
    return this.#facts;
  }

  /** Whether the image follows the state; a still alone stays as it is. */
  get canMake(): boolean {
    return !this.#stillOnly && this.#options.provider !== undefined;
  }

  /**
   * Changes the state; the image follows once `start` was called. A still stays the image it is.
   * @returns whether all of it holds now; `false` where a still was asked to be another image
   */
  set(change: Partial<LinkState>): boolean {
    const { lens, image } = this.#facts;
    const next = { ...lens, ...change };
    const fixed = this.#stillOnly ? image?.recipe : undefined;
    const asked = { ...next, ...fixed };
    this.#put(sameRecipe(asked, lens) ? { lens: asked } : { lens: asked, recovered: undefined });
    this.#follow();
    return fixed === undefined || sameRecipe(next, fixed);
  }

  /** Begins to fetch: the element is near the viewport, or was touched. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#follow();
  }

  /** Lets the engine go; `start` takes it again. */
  stop(): void {
    this.#started = false;
    this.#lease?.lease.release();
    this.#lease = undefined;
  }

  /** Learns what there is to choose from, classes and snapshots, before the generator is needed. */
  async describe(): Promise<void> {
    const { model } = this.#facts.lens;
    if (this.#facts.manifest?.id === model || !this.canMake) return;
    try {
      const manifest = await fetchManifest(this.#modelFolder(model));
      // By now the engine may have brought it.
      if (this.#facts.lens.model === model && this.#facts.manifest?.id !== model) this.#put({ manifest });
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Shows a still, and from then on nothing else. @throws LensError what `fetchStill` throws */
  async showStill(address: URL, withQuery: boolean): Promise<void> {
    this.#stillOnly = true;
    this.#put({ phase: { phase: "opening" } });
    try {
      this.openStill(await fetchStill(address), withQuery);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /**
   * The same for a still that is there already.
   * @param withQuery whether to point at the query that the still suggests
   */
  openStill(still: Still, withQuery: boolean): void {
    this.#stillOnly = true;
    const image = imageFromStill(still);
    this.#put({
      lens: {
        ...this.#facts.lens,
        ...image.recipe,
        ...(withQuery && { query: still.provenance.query }),
      },
      image,
      changed: undefined,
      phase: { phase: "shown" },
    });
    this.#summarize();
  }

  /** Tries again after a failure. */
  retry(): void {
    this.#lease?.lease.release();
    this.#lease = undefined;
    this.#put({ phase: { phase: "idle" } });
    this.#follow();
  }

  #put(change: Partial<Facts>): void {
    const before = this.#facts;
    const facts = { ...before, ...change };
    this.#facts = { ...facts, lens: withFirstSite(facts.lens, facts.manifest) };
    this.#options.onChange(this.#facts, before);
  }

  #fail(thrown: unknown): void {
    this.#put({ phase: { phase: "failed", error: asLensError(thrown) } });
  }

  #follow(): void {
    if (!this.#started) return;
    if (!this.#stillOnly && isStale(this.#facts)) void this.#make();
    this.#summarize();
  }

  async #make(): Promise<void> {
    const { lens } = this.#facts;
    try {
      const still = this.#lease === undefined && (await this.#prepared(lens));
      if (still) this.#put({ image: imageFromStill(still), phase: { phase: "shown" } });
      if (!this.#started) return;
      if (!isStale(this.#facts)) {
        this.#put({ phase: { phase: "shown" } });
        return this.#summarize();
      }
      const engine = await this.#engine();
      if (!engine || !(await this.#newest(engine))) return;
      this.#put({ phase: { phase: "shown" } });
      this.#summarize();
    } catch (thrown) {
      const error = asLensError(thrown);
      if (error.code !== "cancelled") this.#fail(error);
    }
  }

  async #prepared(lens: LensState): Promise<Still | undefined> {
    if (!mayBePrepared(lens)) return undefined;
    this.#put({ phase: { phase: "opening" } });
    return preparedStill(lens, new URL("stills/", this.#options.base));
  }

  #modelFolder(model: string): URL {
    return new URL(`models/${model}/`, this.#options.base);
  }

  /** The engine of the state's model; `undefined` where another was asked for meanwhile. @throws LensError */
  async #engine(): Promise<Engine | undefined> {
    const { provider, onProgress } = this.#options;
    const { model } = this.#facts.lens;
    if (!provider) throw new LensError("no-backend", { tried: "" });
    if (this.#lease?.model !== model) {
      this.#lease?.lease.release();
      this.#lease = undefined;
      this.#put({ phase: { phase: "loading", progress: undefined } });
      const lease = await provider(this.#modelFolder(model), (told) => {
        if (told instanceof LensError) return this.#put({ recovered: told });
        onProgress(told);
        if (told.phase === "download") {
          this.#put({ phase: { phase: "loading", progress: told.progress } });
        }
      });
      if (!this.#started || this.#facts.lens.model !== model || this.#lease !== undefined) {
        lease.release();
        return this.#lease ? this.#engine() : undefined;
      }
      this.#lease = { model, lease };
    }
    const engine = await this.#lease.lease.engine;
    if (this.#facts.lens.model !== model) return undefined;
    const { manifest } = engine;
    const known = this.#facts.manifest === manifest ? this.#facts.directions : undefined;
    // Only where the state takes a step along one: most elements never do.
    const wanted = Object.keys(this.#facts.lens.directions).length > 0;
    const directions =
      known ?? (wanted ? await fetchDirections(manifest, { folder: this.#modelFolder(model) }) : undefined);
    this.#put({ manifest, directions, latentSize: manifest.latent.size });
    return engine;
  }

  /** Makes what the state asks for by now; `undefined` where a newer call does. */
  readonly #newest = latestWins(async (engine: Engine): Promise<true> => {
    const { lens, image } = this.#facts;
    this.#put({ phase: { phase: "making" } });
    const wanted = activeInterventions(this.#facts);
    const asLearned =
      image?.from === "engine" && sameRecipe(image.recipe, lens)
        ? image
        : await this.#image(engine, lens, {});
    const changed = Object.keys(wanted).length > 0 ? await this.#image(engine, lens, wanted) : undefined;
    this.#put({ image: asLearned, changed });
    return true;
  });

  async #image(
    engine: Engine,
    recipe: ImageRecipe,
    interventions: LensImage["interventions"],
  ): Promise<LensImage> {
    const made = await engine.preview(requestFor(this.#facts, recipe, interventions));
    return imageFromGeneration(made, engine.manifest.image.size, recipe, interventions);
  }

  /** The views of the whole matrix, where the map on show is one of them. */
  async #summarize(): Promise<void> {
    const site = currentSite(this.#facts);
    if (!site || this.#facts.lens.map === "row" || this.#summing === site) return;
    if (this.#facts.summary?.site === site) return;
    this.#summing = site;
    const summary = await runCooperatively(
      summarizeSite(site),
      () => undefined,
      () => currentSite(this.#facts) !== site,
    );
    this.#summing = undefined;
    if (summary) this.#put({ summary: { site, phase: "done", summary } });
  }
}
