/** Requests images from the engine: the one that the state describes, and others beside it. */
import type { Interventions } from "../../attention/intervention";
import { asLensError, type LensError } from "../../model/errors";
import type { Engine } from "../../runtime/api/engine";
import type { FeatureMap, QueryVectors } from "../../runtime/api/types";
import { type ImageRecipe, sameRecipe } from "../state/recipe";
import type { LensImage } from "../state/viewer-state";
import { activeInterventions, shownImage } from "../views/derived";
import { imageFromGeneration } from "../views/image";
import { requestFor } from "../views/request";
import type { ViewerContext } from "./context";

/** The image of the unmodified network. */
const IMAGE = "image";
/** The same with interventions. */
const CHANGED = "changed";

export class ImageRequests {
  readonly #context: ViewerContext;

  constructor(context: ViewerContext) {
    this.#context = context;
  }

  /**
   * Requests what the state describes: the image of the unmodified network where it is another one, then the one with
   * interventions. Never rejects: a fault is put into the state.
   */
  async request(): Promise<void> {
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

  /** Requests the image again, though nothing of its recipe has changed. */
  async repeat(): Promise<void> {
    this.#context.gate.forget(IMAGE);
    await this.request();
  }

  /**
   * An image beside the one on show: for a strip, a comparison, a film. Each request is answered.
   * @returns `undefined` where no engine of this model runs, or it was replaced meanwhile
   * @throws LensError what the engine throws
   */
  async preview(recipe: ImageRecipe, interventions: Interventions = {}): Promise<LensImage | undefined> {
    const { engine, gate, state } = this.#context;
    if (!engine || engine.manifest.id !== recipe.model) return undefined;
    const made = await gate.each(() => engine.preview(requestFor(state, recipe, interventions)));
    return made && imageFromGeneration(made, engine.manifest.image.size, recipe, interventions);
  }

  /**
   * Small images of recipes, of the unmodified network and in order, until all are there or `signal` is aborted.
   * @throws LensError what the engine throws
   */
  async strip(
    recipes: readonly ImageRecipe[],
    onImage: (image: LensImage, place: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    for (const [place, recipe] of recipes.entries()) {
      if (signal.aborted) return;
      const image = await this.preview(recipe);
      if (image && !signal.aborted) onImage(image, place);
    }
  }

  /**
   * x_j, o_j and y_j of a query in the image on show.
   * @param site its name, such as `g.attn`
   * @returns `undefined` where the image is not the engine's, or a newer request was made
   * @throws LensError what the engine throws
   */
  async vectorsOf(site: string, query: number): Promise<QueryVectors | undefined> {
    const [engine, request] = this.#ofShown();
    if (!engine || !request) return undefined;
    return this.#context.gate.newest("vectors", query, () => engine.vectorsOf({ request, site, query }));
  }

  /**
   * One channel of each stage in the image on show; `undefined` and errors as above.
   * @param channels the channel by stage, the number of a layer in the manifest
   */
  async features(channels: Readonly<Record<number, number>>): Promise<FeatureMap[] | undefined> {
    const [engine, request] = this.#ofShown();
    if (!engine || !request) return undefined;
    return this.#context.gate.newest("features", channels, () => engine.features({ request, channels }));
  }

  #ofShown() {
    const { engine, state } = this.#context;
    const shown = shownImage(state);
    if (!engine || shown?.from !== "engine") return [];
    return [engine, requestFor(state, shown.recipe, shown.interventions)] as const;
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
      set({ interventions: {} });
    } else if (state.lens.snapshot !== null && !error.code.startsWith("engine-")) {
      // The finished generator is still there.
      notify(error);
      set({ snapshot: null });
    } else put({ engine: { phase: "failed", error } });
  }
}
