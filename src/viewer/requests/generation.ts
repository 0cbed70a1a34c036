/** All that needs a model: its engine, the images it generates, its directions. The element loads it when it is first needed. */
import { asLensError } from "../../model/errors";
import { fetchManifest } from "../../model/storage/open-model";
import type { ViewerContext } from "./context";
import { EngineHolder, type EngineProvider } from "./engine-holder";
import { ImageRequests } from "./image-requests";
import { ModelDirections, usesDirections } from "./model-directions";

export class Generation {
  readonly engines: EngineHolder;
  readonly images: ImageRequests;
  readonly directions: ModelDirections;
  readonly #context: ViewerContext;

  constructor(context: ViewerContext, provider: EngineProvider) {
    this.#context = context;
    this.engines = new EngineHolder(context, provider);
    this.images = new ImageRequests(context);
    this.directions = new ModelDirections(context, () => void this.images.repeat());
  }

  /**
   * Opens a model in place of the one before.
   * @returns whether it is open; `false` where another was opened meanwhile
   * @throws LensError what the engine's provider throws
   */
  open(model: string): Promise<boolean> {
    return this.engines.open(model, async (manifest) => ({
      // A link or a session may have gone along directions: without them, its images would be others.
      directions: usesDirections(this.#context.state)
        ? await this.directions.directionsOf(manifest)
        : undefined,
    }));
  }

  /** Requests the image that the state describes, once the directions that it needs are there. Never rejects. */
  async request(): Promise<void> {
    if (!this.directions.awaitsDirections()) await this.images.request();
  }

  /** Loads the manifest of the state's model before its engine is needed. Never rejects. */
  async describe(): Promise<void> {
    const { state, modelFolder, put } = this.#context;
    const { model } = state.lens;
    try {
      const manifest = await fetchManifest(modelFolder(model));
      const now = this.#context.state;
      // By now the engine may have brought it.
      if (now.lens.model === model && now.manifest?.id !== model) put({ manifest });
    } catch (thrown) {
      put({ engine: { phase: "failed", error: asLensError(thrown) } });
    }
  }
}
