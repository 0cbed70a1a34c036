/** Prepared images: shown before an engine runs, or in its place. */
import { asLensError } from "../../model/errors";
import type { Shelf } from "../../model/formats/gallery";
import type { Still } from "../../model/formats/still";
import { AS_SEEDED, type ImageRecipe, sameRecipe } from "../state/recipe";
import type { LensImage } from "../state/viewer-state";
import { preparedImage } from "../views/derived";
import { imageFromStill } from "../views/image";
import type { ViewerContext } from "./context";

/** Stills that can be shown again without another download. */
const REMEMBERED = 16;

export interface StillSource {
  /** Folder of the stills, with a slash at the end. */
  readonly folder: URL;
  /** @throws LensError */
  readonly fetchGallery: (folder: URL) => Promise<readonly Shelf[]>;
  /** @throws LensError */
  readonly fetchStill: (address: URL) => Promise<Still>;
  /** Whether a still that cannot be fetched becomes a notice; else it costs the head start alone. */
  readonly reportsFaults: boolean;
}

export class PreparedStills {
  readonly #context: ViewerContext;
  readonly #source: () => StillSource;
  #remembered: readonly LensImage[] = [];

  constructor(context: ViewerContext, source: () => StillSource) {
    this.#context = context;
    this.#source = source;
  }

  /** Remembers a still that is on show. */
  remember(image: LensImage): void {
    const others = this.#remembered.filter(({ recipe }) => !sameRecipe(recipe, image.recipe));
    this.#remembered = [image, ...others].slice(0, REMEMBERED);
  }

  /** The still of a recipe, if it was on show lately. */
  recall(recipe: ImageRecipe): LensImage | undefined {
    return this.#remembered.find((image) => sameRecipe(image.recipe, recipe));
  }

  /** Without an engine, shows the still that the state describes, if it was on show before: undo leads there, too. */
  showRemembered(): void {
    const { lens, image } = this.#context.state;
    const known = this.recall(lens);
    if (known && known !== image) this.#context.put({ image: known, changed: undefined });
  }

  /** Loads the list of prepared images. Never rejects. */
  async loadGallery(): Promise<void> {
    if (this.#context.state.gallery) return;
    const { folder, fetchGallery } = this.#source();
    try {
      this.#context.put({ gallery: await fetchGallery(folder) });
    } catch (thrown) {
      this.#report(thrown);
    }
  }

  /** Whether there may be a prepared image of a state: all of them are as their seeds make them. */
  isPossible(lens: ImageRecipe): boolean {
    return sameRecipe(lens, { ...lens, ...AS_SEEDED });
  }

  /** Shows the prepared image that the state describes, where there is one. Never rejects. */
  async showPrepared(): Promise<void> {
    const { lens } = this.#context.state;
    this.#context.put({ openingStill: true });
    await this.loadGallery();
    const still = preparedImage(this.#context.state);
    if (still && sameRecipe(lens, this.#context.state.lens)) await this.show(still.file);
    this.#context.put({ openingStill: false });
  }

  /**
   * Fetches a still and shows it, unless an engine runs or another image is wanted by then. Never rejects.
   * @param file its name in the folder of stills
   */
  async show(file: string): Promise<void> {
    const { folder, fetchStill } = this.#source();
    let image: LensImage;
    try {
      image = imageFromStill(await fetchStill(new URL(file, folder)));
    } catch (thrown) {
      // The engine generates the same image.
      this.#report(thrown);
      return;
    }
    this.remember(image);
    if (this.#context.engine || !sameRecipe(image.recipe, this.#context.state.lens)) return;
    this.#context.put({ image, changed: undefined });
  }

  #report(thrown: unknown): void {
    if (this.#source().reportsFaults) this.#context.notify(asLensError(thrown));
  }
}
