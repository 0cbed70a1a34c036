/** The picture on show as a still, with the state that makes it again. */
import { cellOn } from "../../attention/grid";
import type { Still } from "../../model/formats/still";
import { writeHash } from "../../viewer/address/address";
import { currentSite } from "../../viewer/views/derived";
import { cellInside } from "../../viewer/views/rows";
import { linkState } from "../navigation/link";
import type { Picture, Store } from "../store/store";

/**
 * The picture as the network learned it: a still holds no changes inside the layers, but its state says them, and where an
 * engine runs they are made again. `undefined` without a picture.
 */
export function stillOf(state: Store): Still | undefined {
  const { picture, lens } = state;
  const weights = picture && weightsOf(picture, state);
  if (!picture || weights === undefined) return undefined;
  const [first] = picture.sites;
  const site = currentSite(state) ?? first;
  const { recipe, sites } = picture;
  const { model, seed, psi, classes } = recipe;
  return {
    provenance: {
      ...{ model, weights, seed, psi, classes },
      query: cellOn(first.queryGrid, site.queryGrid, cellInside(site, lens.query)),
      // A newer picture may be on its way; what is saved is the one that is there.
      state: writeHash(linkState({ ...state, lens: { ...lens, ...recipe } })),
    },
    image: { size: picture.size, ...bytesOf(picture) },
    sites,
  };
}

/** SHA-256 of the weights that made a picture. */
function weightsOf(
  { from, weights, recipe }: Picture,
  { manifest }: Pick<Store, "manifest">,
): string | undefined {
  if (from === "still") return weights;
  if (manifest?.id !== recipe.model) return undefined;
  if (recipe.snapshot === null) return manifest.generator.weights.sha256;
  return manifest.snapshots.find(({ step }) => step === recipe.snapshot)?.weights.sha256;
}

function bytesOf({ size, pixels, values }: Picture): Pick<Still["image"], "channels" | "data"> {
  const channels = values?.length === size * size ? 1 : 3;
  const data = new Uint8Array(size * size * channels);
  for (let at = 0; at < data.length; at++) {
    data[at] = pixels[Math.floor(at / channels) * 4 + (at % channels)];
  }
  return { channels, data };
}
