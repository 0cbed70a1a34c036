/** What a model may bring beside its weights: principal directions and the log of its training. */
import { normalNoise } from "../../latent/noise";
import { asLensError } from "../../model/errors";
import type { Directions } from "../../model/formats/directions";
import type { Manifest } from "../../model/formats/manifest";
import { fetchDirections } from "../../model/storage/fetch-directions";
import type { ViewerState } from "../state/viewer-state";
import type { ViewerContext } from "./context";

/** Latents that directions are found from, as many as at export. */
const DIRECTION_LATENTS = 10_000;
/** Their seed: the same directions on every visit. */
const DIRECTION_SEED = 13;

/** Whether the image that the state describes lies along a principal direction. */
const goesAlong = ({ directions }: { readonly directions: object }) => Object.keys(directions).length > 0;

/** Whether any image of the state does: the one on show, a saved one, a frame of the walk, the baseline. */
export function usesDirections({ lens }: Pick<ViewerState, "lens">): boolean {
  const recipes = [lens, ...lens.kept.map(({ recipe }) => recipe), ...lens.walk.frames];
  if (lens.pinned) recipes.push(lens.pinned.recipe);
  return recipes.some(goesAlong);
}

export class ModelExtras {
  readonly #context: ViewerContext;
  /** Called with directions that the image on show was computed without. */
  readonly #onDirections: () => void;
  /** The directions that each opened model brings, loaded once. */
  readonly #loading = new WeakMap<Manifest, Promise<Directions | undefined>>();
  /** Models whose directions are loaded, or cannot be. */
  readonly #settled = new WeakSet<Manifest>();
  #finding: AbortController | undefined;

  constructor(context: ViewerContext, onDirections: () => void) {
    this.#context = context;
    this.#onDirections = onDirections;
  }

  /** The directions that a model brings; `undefined` where it brings none, or with a notice where they cannot be loaded. */
  directionsOf(manifest: Manifest): Promise<Directions | undefined> {
    let loading = this.#loading.get(manifest);
    if (!loading) {
      loading = fetchDirections(manifest, this.#context.modelFolder(manifest.id))
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
    if (now.manifest === manifest && !now.directions) this.#take(brought);
  }

  /** Finds the principal directions of a model that brings none. Never rejects; a fault becomes a notice. */
  async find(): Promise<void> {
    const { engine, gate, put, notify } = this.#context;
    if (!engine) return;
    this.cancel();
    const stop = new AbortController();
    this.#finding = stop;
    const report = (findingDirections: number | undefined) => {
      if (this.#finding === stop) put({ findingDirections });
    };
    const { latent, classes } = engine.manifest;
    report(0);
    try {
      const latents = normalNoise(DIRECTION_SEED, DIRECTION_LATENTS * latent.size);
      const labels = classes
        ? Uint8Array.from({ length: DIRECTION_LATENTS }, (_, n) => n % classes.length)
        : undefined;
      const options = { onProgress: report, signal: stop.signal };
      const directions = await gate.each(() => engine.findDirections({ latents, labels }, options));
      if (directions) this.#take(directions);
    } catch (thrown) {
      const error = asLensError(thrown);
      if (error.code !== "cancelled") notify(error);
    }
    report(undefined);
  }

  /** Ends the search for directions. */
  cancel(): void {
    this.#finding?.abort();
  }

  /** An image that was computed without them is computed again. */
  #take(directions: Directions | undefined): void {
    this.#context.put({ directions });
    if (goesAlong(this.#context.state.lens)) this.#onDirections();
  }
}
