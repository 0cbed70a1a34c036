/** Requests what happened inside the generator for the image on show, and strips of images beside it. */
import type { FeatureMap, QueryVectors } from "../../runtime/api/types";
import type { ImageRecipe } from "../state/recipe";
import type { LensImage } from "../state/viewer-state";
import { shownImage } from "../views/derived";
import { requestFor } from "../views/request";
import type { ViewerContext } from "./context";
import type { Generation } from "./generation";

export class InsideRequests {
  readonly #context: ViewerContext;
  readonly #generation: Generation;

  constructor(context: ViewerContext, generation: Generation) {
    this.#context = context;
    this.#generation = generation;
  }

  /**
   * Small images of recipes, of the unmodified network and in order, until all are there or `signal` is aborted. Each gives way to all
   * that a person asks for.
   * @throws LensError what the engine throws
   */
  async strip(
    recipes: readonly ImageRecipe[],
    onImage: (image: LensImage, place: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    for (const [place, recipe] of recipes.entries()) {
      if (signal.aborted) return;
      const image = await this.#generation.thumbnail(recipe, signal).catch((thrown) => {
        if (signal.aborted) return undefined;
        throw thrown;
      });
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
}
