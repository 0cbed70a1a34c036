/** The site that a change without a site is for: the generator's first, whose name is known once the model is. */
import type { Manifest } from "../../model/formats/manifest";
import type { LensState } from "./lens-state";

/** The first site's name in most models; what attributes are read as before the model is known. */
export const FIRST_SITE = "g.attn";

/** The state with changes for `FIRST_SITE` moved to the model's first site, where the model has no site of that name. */
export function withFirstSite(lens: LensState, manifest: Manifest | undefined): LensState {
  if (!(FIRST_SITE in lens.interventions) || manifest?.id !== lens.model) return lens;
  const { [FIRST_SITE]: change, ...others } = lens.interventions;
  const sites = manifest.generator.layers.flatMap((layer) =>
    layer.type === "attention" ? [`g.${layer.name}`] : [],
  );
  const [first] = sites;
  if (first === undefined || sites.includes(FIRST_SITE)) return lens;
  return { ...lens, interventions: { [first]: change, ...others } };
}
