/** All that needs a model: its engine, the images it generates, its directions. The element loads it when it is first needed. */
import type { Interventions } from "../../attention/intervention";
import { asLensError, type LensError } from "../../model/errors";
import { fetchManifest } from "../../model/storage/open-model";
import type { Engine } from "../../runtime/api/engine-types";
import type { Generation as Generated, GenerateRequest } from "../../runtime/api/types";
import type { fitted } from "../state/fit";
import { replaced } from "../state/interventions";
import { type ImageRecipe, sameRecipe } from "../state/recipe";
import type { LensImage } from "../state/viewer-state";
import { activeInterventions } from "../views/derived";
import { imageFromGeneration } from "../views/image";
import { requestFor } from "../views/request";
import type { ViewerContext } from "./context";
import { EngineHolder, type EngineProvider } from "./engine-holder";
import { ModelDirections, usesDirections } from "./model-directions";

const NO_SITES: LensImage["sites"] = [];
/** The image of the unmodified network. */
const IMAGE = "image";
/** The same with interventions. */
const CHANGED = "changed";

export class Generation {
  readonly engines: EngineHolder;
  readonly directions: ModelDirections;
  readonly #context: ViewerContext;
  /** Tells what fits a model; loaded with the first one. */
  #fitted: typeof fitted | undefined;
  /** What was found to fit last, part by part. */
  #fitting: readonly unknown[] = [];

  constructor(context: ViewerContext, provider: EngineProvider) {
    this.#context = context;
    this.engines = new EngineHolder(context, provider);
    this.directions = new ModelDirections(context, () => void this.repeat());
  }

  /**
   * Opens a model in place of the one before.
   * @returns whether it is open; `false` where another was opened meanwhile
   * @throws LensError what the engine's provider throws
   */
  open(model: string): Promise<boolean> {
    // Without that code, a state that does not fit is drawn as far as it does.
    const fit = import("../state/fit").catch(() => undefined);
    return this.engines.open(model, async (manifest) => {
      this.#fitted = (await fit)?.fitted;
      return {
        // A link or a session may have gone along directions: without them, its images would be others.
        directions: usesDirections(this.#context.state)
          ? await this.directions.directionsOf(manifest)
          : undefined,
      };
    });
  }

  /** Loads the manifest of the state's model before its engine is needed. Never rejects. */
  async describe(): Promise<void> {
    const { state, modelSource, put } = this.#context;
    const { model } = state.lens;
    try {
      const manifest = await fetchManifest(modelSource(model).folder);
      const now = this.#context.state;
      // By now the engine may have brought it.
      if (now.lens.model === model && now.manifest?.id !== model) put({ manifest });
    } catch (thrown) {
      put({ engine: { phase: "failed", error: asLensError(thrown) } });
    }
  }

  /**
   * Requests what the state describes, once the directions that it needs are there: the image of the unmodified network where
   * it is another one, then the one with interventions. Never rejects: a fault is put into the state.
   */
  async request(): Promise<void> {
    if (this.directions.awaitsDirections()) return;
    const { gate, put } = this.#context;
    const { engine, state } = this.#context;
    if (!engine) return;
    const { lens, image } = state;
    try {
      const requested = gate.newestKey(IMAGE) as ImageRecipe | undefined;
      // The newest request counts, not the image on show: one that is pending will replace it.
      if (!requested || !sameRecipe(requested, lens)) {
        const made = await gate.newest(IMAGE, lens, () => this.#generate(engine, lens, {}));
        if (!made) return;
        put({ image: made });
      } else if (!image?.values || !sameRecipe(image.recipe, lens)) {
        // It is pending; its own request continues with the interventions that are active then.
        return;
      }
      const now = this.#context.state;
      const interventions = activeInterventions(now);
      // Requested here, the interventions of a newer recipe would overtake its unmodified image.
      if (!sameRecipe(now.lens, lens) || Object.keys(interventions).length === 0) return;
      const changed = await gate.newest(CHANGED, lens, () => this.#generate(engine, now.lens, interventions));
      if (changed) put({ changed });
    } catch (thrown) {
      if (gate.newestKey(IMAGE) === lens) gate.forget(IMAGE);
      this.#fail(asLensError(thrown));
    }
  }

  /** Leaves out of the state what the opened model does not have. Called after every change, which mostly is of nothing that matters here. */
  fit(): void {
    const { manifest, lens, image, directions } = this.#context.state;
    if (!this.#fitted || manifest?.id !== lens.model) return;
    const sites = image?.recipe.model === lens.model ? image.sites : NO_SITES;
    const { edits, classes, layerClasses, breed, locks, site, interventions, walk, pinned } = lens;
    const parts = [
      ...[manifest, directions, sites, lens.directions, edits, classes, layerClasses, breed],
      ...[locks, site, interventions, walk.frames, pinned],
    ];
    if (parts.every((part, at) => part === this.#fitting[at])) return;
    this.#fitting = parts;
    // Those that a model does not bring can be found in it.
    const model = { manifest, directions: directions?.vectors.length, sites };
    const { lens: fit, misfits } = this.#fitted(lens, model);
    if (fit !== lens) this.#context.correct(fit, misfits);
  }

  /** Requests the image again, though nothing of its recipe has changed. */
  async repeat(): Promise<void> {
    this.#context.gate.forget(IMAGE);
    await this.request();
  }

  /**
   * An image beside the one on show that somebody waits for: for a comparison, a film. Each request is answered.
   * @returns `undefined` where no engine of this model runs, or it was replaced meanwhile
   * @throws LensError what the engine throws
   */
  preview(recipe: ImageRecipe, interventions: Interventions = {}): Promise<LensImage | undefined> {
    return this.#beside(recipe, interventions, (engine, request) => engine.preview(request));
  }

  /**
   * A small image to choose from, of the unmodified network: it gives way to all that a person asks for.
   * @param signal withdraws it
   * @returns `undefined` as above
   * @throws LensError what the engine throws; `cancelled` where it was withdrawn
   */
  thumbnail(recipe: ImageRecipe, signal: AbortSignal): Promise<LensImage | undefined> {
    return this.#beside(recipe, {}, (engine, request) => engine.thumbnail(request, { signal }));
  }

  async #beside(
    recipe: ImageRecipe,
    interventions: Interventions,
    make: (engine: Engine, request: GenerateRequest) => Promise<Generated>,
  ): Promise<LensImage | undefined> {
    const { engine, gate, state } = this.#context;
    if (!engine || engine.manifest.id !== recipe.model) return undefined;
    const made = await gate.each(() => make(engine, requestFor(state, recipe, interventions)));
    return made && imageFromGeneration(made, engine.manifest.image.size, recipe, interventions);
  }

  async #generate(
    engine: Engine,
    recipe: ImageRecipe,
    interventions: Interventions,
  ): Promise<LensImage | undefined> {
    const made = await engine.generate(requestFor(this.#context.state, recipe, interventions));
    return made && imageFromGeneration(made, engine.manifest.image.size, recipe, interventions);
  }

  #fail(error: LensError): void {
    const { put, set, notify, state } = this.#context;
    // A newer request ended the download of a snapshot; it brings its own image.
    if (error.code === "cancelled" || state.engine.phase === "failed") return;
    if (error.code === "all-keys-masked") {
      // The page itself masks no such thing; a link may.
      notify(error);
      set(replaced(state.lens, {}));
    } else if (state.lens.snapshot !== null && !error.code.startsWith("engine-")) {
      // The finished generator is still there.
      notify(error);
      set({ snapshot: null });
    } else put({ engine: { phase: "failed", error } });
  }
}
