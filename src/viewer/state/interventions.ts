/** Changes inside the attention layers, as parts of a new state. Pure. */
import {
  changesNothing,
  type Interventions,
  noIntervention,
  type SiteIntervention,
  sameInterventions,
} from "../../attention/intervention";
import { isOfDiscriminator } from "../../attention/site";
import { currentSite, type Shown } from "../views/derived";
import { FIRST_SITE } from "./first-site";
import type { LensState } from "./lens-state";

/** The name of the site that a change is for: the one on show. Before an image is there, the chosen or first one. */
export function changedSite(state: Shown): string {
  return currentSite(state)?.name ?? state.lens.site ?? FIRST_SITE;
}

/** The change of one site, with another change over it. The discriminator's sites have none: no image would show it. */
export function intervened(state: Shown, change: Partial<SiteIntervention>): Partial<LensState> {
  const site = changedSite(state);
  if (isOfDiscriminator(site)) return {};
  const { [site]: before, ...others } = state.lens.interventions;
  const { maskedKeys, maskedQueries, ...numbers } = { ...noIntervention(), ...before, ...change };
  const next = { ...numbers, maskedKeys: [...maskedKeys], maskedQueries: [...maskedQueries] };
  return replaced(state.lens, changesNothing(next) ? others : { ...others, [site]: next });
}

/**
 * Other interventions in place of all. The comparison stays only where there is something to compare before and after the change, and the
 * change can be seen in it: otherwise a choice that is not on the page, or the unmodified image, would hide the next change.
 */
export function replaced(
  { interventions: before, compare }: Pick<LensState, "interventions" | "compare">,
  interventions: LensState["interventions"],
): Pick<LensState, "interventions" | "compare"> {
  const isSame = sameInterventions(before, interventions);
  const stays = areActive(interventions) && (isSame || (areActive(before) && compare !== "before"));
  return { interventions, compare: stays ? compare : "after" };
}

const areActive = (interventions: Interventions) => !Object.values(interventions).every(changesNothing);
