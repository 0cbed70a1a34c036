/** A person's own image in place of the generated one, as parts of a new state. Pure. */
import type { LensState } from "./lens-state";
import { sameRecipe } from "./recipe";
import type { ViewerState } from "./viewer-state";

/** The generator's first site, with nothing marked on it: what is on show after an own image, whose only sites are the discriminator's. */
export const GENERATOR_ON_SHOW = { site: null, region: [], pins: [] } satisfies Partial<LensState>;

/** The state with a change. Where that asks for another generated image, an own image gives way to it, and so does the discriminator. */
export function withChange(
  { lens, userImage }: Pick<ViewerState, "lens" | "userImage">,
  change: Partial<LensState>,
): LensState {
  const next = { ...lens, ...change };
  return userImage && !sameRecipe(next, lens) ? { ...lens, ...GENERATOR_ON_SHOW, ...change } : next;
}
