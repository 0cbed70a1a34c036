/** The other network: what the discriminator says of the image on show, asked again for each. */

import { isOfDiscriminator } from "../../attention/site";
import { asLensError, LensError } from "../../model/errors";
import { shownImage } from "../../viewer/views/derived";
import { addNotice } from "../store/actions";
import { patch } from "../store/patch";
import { type LensImage, type Store, useStore } from "../store/store";
import { askDiscriminator } from "./session";

/** Whether anything on the page waits for a judgement. */
const isWanted = ({ lens, isDiscriminating, userImage }: Store) =>
  isDiscriminating || userImage !== undefined || (lens.site !== null && isOfDiscriminator(lens.site));

/** Whether the panel about the discriminator is open. */
export function setJudging(isDiscriminating: boolean): void {
  useStore.setState({ isDiscriminating });
}

let stop = new AbortController();

/** Ends the download of the discriminator. */
export function cancelJudging(): void {
  stop.abort();
}

/** A signal that no earlier cancelling has spent. */
function freshSignal(): AbortSignal {
  if (stop.signal.aborted) stop = new AbortController();
  return stop.signal;
}

/** Follows the image on show; called once. */
export function followJudgement(): void {
  useStore.subscribe(
    (state) => [isWanted(state), shownImage(state), state.isDiscriminating, state.engine.phase] as const,
    () => void judgeShown(),
    { equalityFn: (a, b) => a.every((part, at) => part === b[at]) },
  );
}

/** Asks about the image on show, where that is wanted and not known; also the "try again" of a failure. */
export async function judgeShown(again = false): Promise<void> {
  const state = useStore.getState();
  const image = shownImage(state);
  const { discriminatorOutput, isDiscriminating } = state;
  if (!isWanted(state) || !image?.values) return;
  const known =
    discriminatorOutput?.of === image &&
    (discriminatorOutput.phase === "failed" ? !again : discriminatorOutput.phase === "done");
  const isWhole =
    discriminatorOutput?.phase !== "done" || !isDiscriminating || discriminatorOutput.gradient !== undefined;
  if (known && isWhole) return;
  try {
    const found = await askDiscriminator(image, isDiscriminating, freshSignal());
    // A newer image brings its own.
    if (!found || shownImage(useStore.getState()) !== image) return;
    useStore.setState({ discriminatorOutput: { of: image, phase: "done", ...found } });
  } catch (thrown) {
    const error = asLensError(thrown);
    useStore.setState({ discriminatorOutput: { of: image, phase: "failed", error } });
    if (!isDiscriminating && error.code !== "cancelled") addNotice(error);
  }
}

/** Puts a person's own image on the stage, once it is judged. @throws LensError what the discriminator throws */
export async function judgeGuest(userImage: LensImage): Promise<void> {
  const found = await askDiscriminator(userImage, true, freshSignal());
  if (!found) throw new LensError("cancelled");
  const [site] = found.sites;
  if (!site) throw new LensError("no-discriminator", { model: userImage.recipe.model });
  useStore.setState({ userImage, discriminatorOutput: { of: userImage, phase: "done", ...found } });
  patch({ site: site.name, region: [], pins: [] });
}

/** Back to the generated image. */
export function dismissGuest(): void {
  useStore.setState({ userImage: undefined });
  patch({ site: null, region: [], pins: [] });
}
