/** The principal directions of the opened model. */
import { asLensError } from "../../model/errors";
import type { Directions } from "../../model/formats/directions";
import type { Manifest } from "../../model/formats/manifest";
import { fetchDirections } from "../../model/storage/fetch-directions";
import type { ViewerState } from "../state/viewer-state";
import type { ViewerContext } from "./context";

/** Whether the image that the state describes lies along a principal direction. */
const goesAlong = ({ directions }: { readonly directions: object }) => Object.keys(directions).length > 0;

/** Whether any image of the state does: the one on show, a saved one, a frame of the walk, the baseline. */
export function usesDirections({ lens }: Pick<ViewerState, "lens">): boolean {
  const recipes = [lens, ...lens.kept.map(({ recipe }) => recipe), ...lens.walk.frames];
  if (lens.pinned) recipes.push(lens.pinned.recipe);
  return recipes.some(goesAlong);
}

export class ModelDirections {
  readonly #context: ViewerContext;
  /** Called with directions that the image on show was computed without. */
  readonly #onDirections: () => void;
  /** The directions that each opened model brings, loaded once. */
  readonly #loading = new WeakMap<Manifest, Promise<Directions | undefined>>();
  /** Models whose directions are loaded, or cannot be. */
  readonly #settled = new WeakSet<Manifest>();

  constructor(context: ViewerContext, onDirections: () => void) {
    this.#context = context;
    this.#onDirections = onDirections;
  }

  /** The directions that a model brings; `undefined` where it brings none, or with a notice where they cannot be loaded. */
  directionsOf(manifest: Manifest): Promise<Directions | undefined> {
    let loading = this.#loading.get(manifest);
    if (!loading) {
      loading = fetchDirections(manifest, this.#context.modelSource(manifest.id))
        .catch((thrown) => {
          this.#context.notify(asLensError(thrown));
          return undefined;
        })
        .finally(() => this.#settled.add(manifest));
      this.#loading.set(manifest, loading);
    }
    return loading;
  }

  /** Whether the image that the state describes waits for directions; loads them. */
  awaitsDirections(): boolean {
    const { manifest, directions, lens } = this.#context.state;
    if (!manifest?.directions || directions || !goesAlong(lens) || this.#settled.has(manifest)) return false;
    void this.loadDirections();
    return true;
  }

  /** Loads the directions that the opened model brings. Never rejects. */
  async loadDirections(): Promise<void> {
    const { manifest, directions } = this.#context.state;
    if (!manifest || directions) return;
    const brought = await this.directionsOf(manifest);
    const now = this.#context.state;
    if (now.manifest === manifest && !now.directions) this.take(brought);
  }

  /** Takes up directions. An image that was computed without them is computed again. */
  take(directions: Directions | undefined): void {
    this.#context.put({ directions });
    if (goesAlong(this.#context.state.lens)) this.#onDirections();
  }
}
