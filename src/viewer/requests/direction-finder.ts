/** Finds the principal directions of a model that brings none: half a minute without a GPU. */
import { normalNoise } from "../../latent/noise";
import { asLensError } from "../../model/errors";
import type { ViewerContext } from "./context";
import type { ModelDirections } from "./model-directions";

/** Latents that directions are found from, as many as at export. */
const DIRECTION_LATENTS = 10_000;
/** Their seed: the same directions on every visit. */
const DIRECTION_SEED = 13;

export class DirectionFinder {
  readonly #context: ViewerContext;
  readonly #directions: ModelDirections;
  #finding: AbortController | undefined;

  constructor(context: ViewerContext, directions: ModelDirections) {
    this.#context = context;
    this.#directions = directions;
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
        ? Uint16Array.from({ length: DIRECTION_LATENTS }, (_, n) => n % classes.length)
        : undefined;
      const options = { onProgress: report, signal: stop.signal };
      const directions = await gate.each(() => engine.findDirections({ latents, labels }, options));
      if (directions) this.#directions.take(directions);
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
}
