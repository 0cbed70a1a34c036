/** The other network: what the discriminator says of the picture on show, asked anew for each. */

import { isOfDiscriminator } from "../../attention/site";
import { asLensError, LensError } from "../../model/errors";
import { shownPicture } from "../../viewer/views/derived";
import { addNotice } from "../store/actions";
import { patch } from "../store/patch";
import { type Picture, type Store, useStore } from "../store/store";
import { askDiscriminator } from "./session";

/** Whether anything on the page waits for a judgement. */
const isWanted = ({ lens, judging, guest }: Store) =>
  judging || guest !== undefined || (lens.site !== null && isOfDiscriminator(lens.site));

/** Whether the panel about the discriminator is open. */
export function setJudging(judging: boolean): void {
  useStore.setState({ judging });
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

/** Follows the picture on show; called once. */
export function followJudgement(): void {
  useStore.subscribe(
    (state) => [isWanted(state), shownPicture(state), state.judging, state.engine.phase] as const,
    () => void judgeShown(),
    { equalityFn: (a, b) => a.every((part, at) => part === b[at]) },
  );
}

/** Asks about the picture on show, where that is wanted and not known; also the "try again" of a failure. */
export async function judgeShown(again = false): Promise<void> {
  const state = useStore.getState();
  const picture = shownPicture(state);
  const { judgement, judging } = state;
  if (!isWanted(state) || !picture?.values) return;
  const known =
    judgement?.of === picture && (judgement.phase === "failed" ? !again : judgement.phase === "done");
  const isWhole = judgement?.phase !== "done" || !judging || judgement.gradient !== undefined;
  if (known && isWhole) return;
  try {
    const found = await askDiscriminator(picture, judging, freshSignal());
    // A newer picture brings its own.
    if (!found || shownPicture(useStore.getState()) !== picture) return;
    useStore.setState({ judgement: { of: picture, phase: "done", ...found } });
  } catch (thrown) {
    const error = asLensError(thrown);
    useStore.setState({ judgement: { of: picture, phase: "failed", error } });
    if (!judging && error.code !== "cancelled") addNotice(error);
  }
}

/** Puts a person's own picture on the stage, once it is judged. @throws LensError what the discriminator throws */
export async function judgeGuest(guest: Picture): Promise<void> {
  const found = await askDiscriminator(guest, true, freshSignal());
  if (!found) throw new LensError("cancelled");
  const [site] = found.sites;
  if (!site) throw new LensError("no-discriminator", { model: guest.recipe.model });
  useStore.setState({ guest, judgement: { of: guest, phase: "done", ...found } });
  patch({ site: site.name, region: [], pins: [] });
}

/** Back to the generated picture. */
export function dismissGuest(): void {
  useStore.setState({ guest: undefined });
  patch({ site: null, region: [], pins: [] });
}
