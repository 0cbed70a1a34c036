/**
 * The lens without any interface: its state, its engine, the images and summaries that follow from both. The page and
 * `<sagan-lens>` draw what it holds and pass on what a person does.
 */
import { sameInterventions } from "../attention/intervention";
import { asLensError, LensError, type LensErrorCode } from "../model/errors";
import type { Still } from "../model/formats/still";
import type { ModelSource } from "../model/storage/open-model";
import { stillFile } from "./files/still-file";
import type { ViewerContext } from "./requests/context";
import { Corrections } from "./requests/corrections";
import { FirstUse } from "./requests/first-use";
import type { Generation } from "./requests/generation";
import { PreparedStills, type StillSource } from "./requests/prepared-stills";
import { RequestGate } from "./requests/request-gate";
import { Summaries, type SummaryOptions } from "./requests/summaries";
import { withFirstSite } from "./state/first-site";
import { defaultLensState, type LensState } from "./state/lens-state";
import { withNotice, withoutCodes } from "./state/notices";
import { sameRecipe } from "./state/recipe";
import { createStateHolder, type StateHolder, type StateListener } from "./state/state-holder";
import { withChange } from "./state/user-image";
import type { ViewerState } from "./state/viewer-state";
import { isStale } from "./views/derived";
import { imageFromStill } from "./views/image";

export interface ViewerOptions {
  /** Where the state lives; a holder of its own where absent. */
  readonly holder?: StateHolder;
  /** Folder of the site, which has `models/` and `stills/`, with a slash at the end. */
  readonly base: () => URL;
  /** The source of a model of a folder; the web where absent. */
  readonly source?: (folder: URL) => ModelSource;
  /** What opens models and generates images, called when it is first needed; absent where there are only stills. */
  readonly generation: ((context: ViewerContext) => Generation | Promise<Generation>) | undefined;
  /** Whether the engine opens with the viewer, or only for an image that no still shows. */
  readonly opens: "at once" | "when needed";
  readonly stills: Omit<StillSource, "folder">;
  readonly summaries: SummaryOptions;
  /** Does some work that undo does not take back; absent where there is no undo. */
  readonly withoutHistory?: (work: () => void) => void;
  /** Called after the first image of an opened model. */
  readonly afterOpening?: () => Promise<unknown>;
  /** Called in place of a failure where the site lacks the state's model and nothing of it is on show. */
  readonly onMissingModel?: (error: LensError) => void;
}

export class ViewerModel {
  /** What the viewer's parts share; a part of a page's own, such as the discriminator's, is built on it. */
  readonly context: ViewerContext;
  readonly stills: PreparedStills;
  readonly summaries: Summaries;
  readonly corrections: Corrections;
  readonly #options: ViewerOptions;
  readonly #generation: FirstUse<Generation>;
  /** The model that is open or being opened. */
  #model: string | undefined;
  #started = false;
  /** A still in place of a model: its image never changes. */
  #stillOnly = false;
  /** Fetches that still again. */
  #retryStill: (() => Promise<void>) | undefined;

  constructor(options: ViewerOptions) {
    this.#options = options;
    const holder = options.holder ?? createStateHolder();
    const viewer = this;
    const { source = (folder) => ({ folder }) } = options;
    this.context = {
      holder,
      gate: new RequestGate(),
      get state() {
        return holder.getState();
      },
      get engine() {
        return viewer.#generation.value?.engines.engine;
      },
      put: (change) => holder.setState(change),
      set: (change) => void this.set(change),
      notify: (error, replaced) => this.notify(error, replaced),
      correct: (change, misfits) => this.corrections.correct(change, misfits),
      modelSource: (model) => source(new URL(`models/${model}/`, options.base())),
    };
    this.#generation = new FirstUse(() => {
      const { generation } = options;
      if (!generation) throw new LensError("no-backend", { tried: "" });
      return generation(this.context);
    });
    this.stills = new PreparedStills(this.context, () => ({
      ...options.stills,
      folder: new URL("stills/", options.base()),
    }));
    this.summaries = new Summaries(this.context, options.summaries);
    this.corrections = new Corrections(this.context, options.withoutHistory);
    holder.subscribe((now, before) => this.#follow(now, before));
  }

  get state(): ViewerState {
    return this.context.state;
  }

  /** @returns the end of the subscription */
  subscribe(listener: StateListener): () => void {
    return this.context.holder.subscribe(listener);
  }

  /** Whether the image follows the state; a still alone stays as it is. */
  get canGenerate(): boolean {
    return !this.#stillOnly && this.#options.generation !== undefined;
  }

  /**
   * Changes what a person chose; the image follows once `start` was called.
   * @returns whether the state is as asked for; `false` where that would be another image than a still's
   */
  set(change: Partial<LensState>): boolean {
    const { image, manifest } = this.state;
    const wanted = withChange(this.state, change);
    const fixed = this.#stillOnly ? image?.recipe : undefined;
    this.context.put({ lens: withFirstSite(fixed ? { ...wanted, ...fixed } : wanted, manifest) });
    return fixed === undefined || sameRecipe(wanted, fixed);
  }

  notify(error: LensError, replaced: readonly LensErrorCode[] = []): void {
    this.context.put({ notices: withNotice(withoutCodes(this.state.notices, replaced), error) });
  }

  dismissNotice(id: number): void {
    this.context.put({ notices: this.state.notices.filter((notice) => notice.id !== id) });
  }

  /** Begins to load; resolves once the engine is being opened, or is not needed. Never rejects. */
  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    if (this.#options.opens === "when needed") return this.#showOrOpen();
    const { lens } = this.state;
    const isFirst = sameRecipe(lens, defaultLensState);
    // The still first: on a slow line the weights would share its bandwidth. Its name is known without the gallery.
    if (isFirst) await this.stills.show(stillFile(lens.model, lens.seed));
    void this.open();
    void (isFirst ? this.stills.loadGallery() : this.stills.showPrepared());
  }

  /** Releases the engine and ends all work; `start` begins again. */
  stop(): void {
    this.#started = false;
    this.#release();
    this.summaries.dispose();
  }

  /** Opens the state's model, in place of the one before. Never rejects: a fault is put into the state. */
  async open(): Promise<void> {
    const { model } = this.state.lens;
    this.#release();
    this.#model = model;
    this.context.put({ engine: { phase: "download", progress: { loaded: 0, total: 0 } } });
    const isCurrent = this.context.gate.period();
    try {
      const generation = await this.#generation.get();
      if (!isCurrent() || !(await generation.open(model))) return;
      const lens = withFirstSite(this.state.lens, this.state.manifest);
      if (lens !== this.state.lens) this.context.put({ lens });
      await generation.request();
    } catch (thrown) {
      if (this.#model === model) this.#failed(asLensError(thrown), model);
      return;
    }
    await this.#options.afterOpening?.();
  }

  /** Tries again after a failure. Never rejects. */
  async retry(): Promise<void> {
    if (this.#stillOnly) await this.#retryStill?.();
    else await this.open();
  }

  /** Cancels the opening of the engine that is under way. */
  cancelOpening(): void {
    this.#generation.value?.engines.cancel();
  }

  /** Loads the manifest of the state's model before its engine is needed. Never rejects. */
  async describe(): Promise<void> {
    if (this.state.manifest?.id === this.state.lens.model || !this.canGenerate) return;
    try {
      await (await this.#generation.get()).describe();
    } catch (thrown) {
      this.context.put({ engine: { phase: "failed", error: asLensError(thrown) } });
    }
  }

  /**
   * Fetches a still and shows it, and from then on no other image. Never rejects: a fault is put into the state.
   * @param withQuery whether to point at the query that the still suggests
   */
  async showStill(address: URL, withQuery: boolean): Promise<void> {
    this.#stillOnly = true;
    this.#retryStill = async () => {
      this.context.put({ openingStill: true, engine: { phase: "idle" } });
      try {
        this.openStill(await this.#options.stills.fetchStill(address), withQuery);
      } catch (thrown) {
        this.context.put({ openingStill: false, engine: { phase: "failed", error: asLensError(thrown) } });
      }
    };
    await this.#retryStill();
  }

  /** The same for a still in memory. */
  openStill(still: Still, withQuery: boolean): void {
    this.#stillOnly = true;
    const image = imageFromStill(still);
    const { lens } = this.state;
    const query = withQuery ? { query: still.provenance.query } : {};
    this.context.put({
      lens: { ...lens, ...image.recipe, ...query },
      image,
      changed: undefined,
      openingStill: false,
    });
  }

  #follow(now: ViewerState, before: ViewerState): void {
    if (now.lens !== before.lens) this.#followLens(now, before);
    this.#generation.value?.fit();
    this.corrections.followMarks();
    this.summaries.follow();
  }

  #followLens({ lens, userImage }: ViewerState, before: ViewerState): void {
    const isSame = sameRecipe(lens, before.lens);
    // A person's own image gives way to the generated one that is asked for.
    if (!isSame && userImage) this.context.put({ userImage: undefined });
    if (!this.#started || this.#stillOnly) return;
    if (lens.model !== before.lens.model) void this.#openAnother();
    else if (!isSame || !sameInterventions(lens.interventions, before.lens.interventions)) {
      void this.#imageChanged();
    }
  }

  /** Another model: its still while its generator loads. */
  async #openAnother(): Promise<void> {
    this.stills.showRemembered();
    if (this.#options.opens === "when needed") {
      this.#release();
      return this.#showOrOpen();
    }
    const opening = this.open();
    await this.stills.showPrepared();
    await opening;
  }

  async #imageChanged(): Promise<void> {
    if (this.context.engine) return this.#generation.value?.request();
    this.stills.showRemembered();
    if (this.#options.opens === "when needed") await this.#showOrOpen();
  }

  /** Shows a prepared image where the state describes one, else opens the engine. */
  async #showOrOpen(): Promise<void> {
    const isOpening = () => this.#model === this.state.lens.model && this.state.engine.phase !== "failed";
    const { image, lens } = this.state;
    if (this.#stillOnly || !isStale(this.state) || isOpening()) return;
    const isShown = image !== undefined && sameRecipe(image.recipe, lens);
    if (!isShown && this.stills.isPossible(lens)) await this.stills.showPrepared();
    // What changed meanwhile may be shown, or being opened, by now.
    if (this.#started && isStale(this.state) && !isOpening()) await this.open();
  }

  /** Nothing of the model before is left, but its image, until there is another. */
  #release(): void {
    this.#endEngine();
    this.context.put({
      engine: { phase: "idle" },
      directions: undefined,
      log: undefined,
      snapshotProgress: undefined,
      userImage: undefined,
      discriminatorOutput: undefined,
      discriminatorProgress: undefined,
    });
  }

  #endEngine(): void {
    this.#model = undefined;
    this.context.gate.close();
    this.#generation.value?.engines.release();
  }

  #failed(error: LensError, model: string): void {
    this.#endEngine();
    const { onMissingModel } = this.#options;
    const isShown = this.state.image?.recipe.model === model;
    if (onMissingModel && error.code === "manifest-missing" && model !== defaultLensState.model && !isShown) {
      // A link to a model that this site does not have, and no still of it that was opened as a file.
      onMissingModel(error);
    } else this.context.put({ engine: { phase: "failed", error } });
  }
}
