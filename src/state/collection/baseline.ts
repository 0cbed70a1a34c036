/** A state that stays in view, to compare the present one with. */
import { type Interventions, sameInterventions, withoutIdentities } from "../../attention/intervention";
import { asLensError } from "../../model/errors";
import { replaced } from "../../viewer/state/interventions";
import type { LensState } from "../../viewer/state/lens-state";
import { recipeOf, sameRecipe } from "../../viewer/state/recipe";
import type { LensImage } from "../../viewer/state/viewer-state";
import { shownImage } from "../../viewer/views/derived";
import { cachedDifference, type Difference } from "../../viewer/views/difference";
import { generation, patch } from "../engine/viewer";
import { addNotice } from "../store/notices";
import { type Store, useStore } from "../store/store";

type Pinned = NonNullable<LensState["pinned"]>;

/** Holds on to the image as it is now, with the changes inside its layers. */
export function pinState(): void {
  const { lens } = useStore.getState();
  patch({ pinned: { recipe: recipeOf(lens), interventions: lens.interventions } });
}

export function unpinState(): void {
  patch({ pinned: null });
}

/** Goes back to the pinned state, and pins the present one instead: nothing is lost. */
export function swapPinned(): void {
  const { lens } = useStore.getState();
  if (!lens.pinned) return;
  const { recipe, interventions } = lens.pinned;
  const present = { recipe: recipeOf(lens), interventions: lens.interventions };
  patch({ ...recipe, ...replaced(lens, interventions), locks: [], pinned: present });
}

const changesOf = ({ interventions }: Pinned): Interventions => withoutIdentities(interventions);

function isOf(image: LensImage | undefined, pinned: Pinned): boolean {
  return (
    image?.values !== undefined &&
    sameRecipe(image.recipe, pinned.recipe) &&
    sameInterventions(image.interventions, changesOf(pinned))
  );
}

/** The image of the pinned state, where it is there. */
export function baselineImage({ lens, baselineImage: made }: Store): LensImage | undefined {
  return made && lens.pinned && isOf(made, lens.pinned) ? made : undefined;
}

/** Keeps the pinned state's image at hand; called once. */
export function followPinned(): void {
  const update = async () => {
    const state = useStore.getState();
    const { pinned } = state.lens;
    if (!pinned || isOf(state.baselineImage, pinned)) return;
    const shown = [shownImage(state), state.image, state.changed].find((image) => isOf(image, pinned));
    try {
      const made = shown ?? (await generation.preview(pinned.recipe, changesOf(pinned)));
      if (made) useStore.setState({ baselineImage: made });
    } catch (thrown) {
      addNotice(asLensError(thrown));
    }
  };
  void update();
  useStore.subscribe(({ lens }) => lens.pinned, update);
  // A pinned state that came with the page waits for its model.
  useStore.subscribe(({ engine }) => engine.phase, update);
}

const sincePinned = cachedDifference();

/** The image on show minus the pinned one, where both are there and alike in size. */
export function pinnedDifference(state: Store): Difference | undefined {
  return sincePinned(baselineImage(state), shownImage(state));
}
