/** Runs the discriminator on the image on show, or on a person's own, while anything needs its output. */
import { isOfDiscriminator } from "../../attention/site";
import { asLensError, LensError } from "../../model/errors";
import type { DiscriminatorOutput } from "../../runtime/api/types";
import { GENERATOR_ON_SHOW } from "../state/user-image";
import type { LensImage, ViewerState } from "../state/viewer-state";
import { shownImage } from "../views/derived";
import { requestFor } from "../views/request";
import type { ViewerContext } from "./context";

const isWanted = ({ lens, isDiscriminating, userImage }: ViewerState) =>
  isDiscriminating || userImage !== undefined || (lens.site !== null && isOfDiscriminator(lens.site));

const inputsOf = (state: ViewerState) => [
  isWanted(state),
  shownImage(state),
  state.isDiscriminating,
  state.engine.phase,
];

export class DiscriminatorRequests {
  readonly #context: ViewerContext;
  #stop = new AbortController();
  /** Images of a person's own whose output is waited for. */
  #ownPending = 0;

  /** Follows the state from then on. */
  constructor(context: ViewerContext) {
    this.#context = context;
    let last = inputsOf(context.state);
    context.holder.subscribe((now) => {
      const inputs = inputsOf(now);
      if (inputs.every((input, at) => input === last[at])) return;
      last = inputs;
      void this.request();
    });
  }

  /** Whether the discriminator runs on every image on show, with the gradient. */
  setActive(isDiscriminating: boolean): void {
    this.#context.put({ isDiscriminating });
  }

  /** Ends the download of the discriminator. */
  cancel(): void {
    this.#stop.abort();
  }

  /**
   * Requests the output for the image on show, where that is needed and not known. While a person's own image is waited for, none is: a newer
   * request would take its place. Never rejects.
   * @param again whether a failure is tried again
   */
  async request(again = false): Promise<void> {
    const { state, put, notify } = this.#context;
    const image = shownImage(state);
    const { discriminatorOutput: last, isDiscriminating } = state;
    if (!isWanted(state) || !image?.values || this.#ownPending > 0) return;
    const isKnown = last?.of === image && (last.phase === "failed" ? !again : true);
    const isWhole = last?.phase !== "done" || !isDiscriminating || last.gradient !== undefined;
    if (isKnown && isWhole) return;
    try {
      const output = await this.#outputFor(image, isDiscriminating);
      // A newer image brings its own.
      if (!output || shownImage(this.#context.state) !== image) return;
      put({ discriminatorOutput: { of: image, phase: "done", ...output } });
    } catch (thrown) {
      const error = asLensError(thrown);
      put({ discriminatorOutput: { of: image, phase: "failed", error } });
      if (!isDiscriminating && error.code !== "cancelled") notify(error);
    }
  }

  /**
   * Puts a person's own image in place of the generated one, once its output is there.
   * @throws LensError what the engine throws; `cancelled` where no engine runs or it was replaced; `no-discriminator`
   */
  async showUserImage(userImage: LensImage): Promise<void> {
    this.#ownPending++;
    try {
      const output = await this.#outputFor(userImage, true);
      if (!output) throw new LensError("cancelled");
      const [site] = output.sites;
      if (!site) throw new LensError("no-discriminator", { model: userImage.recipe.model });
      const { put, set } = this.#context;
      put({ userImage, discriminatorOutput: { of: userImage, phase: "done", ...output } });
      set({ site: site.name, region: [], pins: [] });
    } finally {
      this.#ownPending--;
      // Of the generated image, where the own one did not come.
      void this.request();
    }
  }

  /** Back to the generated image. */
  dismissUserImage(): void {
    const { put, set } = this.#context;
    put({ userImage: undefined });
    set(GENERATOR_ON_SHOW);
  }

  async #outputFor(image: LensImage, withGradient: boolean): Promise<DiscriminatorOutput | undefined> {
    const { engine, gate, state, put } = this.#context;
    const { values } = image;
    if (!engine || !values) return undefined;
    const { classWeights } = requestFor(state, image.recipe, {});
    // One that was aborted is used up.
    if (this.#stop.signal.aborted) this.#stop = new AbortController();
    const { signal } = this.#stop;
    const isOpen = gate.period();
    return gate.newest("discriminator", image, () =>
      engine.discriminate({
        image: values,
        withGradient,
        signal,
        onProgress: (discriminatorProgress) => isOpen() && put({ discriminatorProgress }),
        ...(classWeights && { classWeights }),
      }),
    );
  }
}
