/** The image on show as a still, with the state that makes it again. */
import { cellOn } from "../../attention/grid";
import type { Still } from "../../model/formats/still";
import { writeHash } from "../../viewer/address/address";
import type { LensImage } from "../../viewer/state/viewer-state";
import { currentSite } from "../../viewer/views/derived";
import { cellInside } from "../../viewer/views/rows";
import { linkState } from "../navigation/link";
import type { Store } from "../store/store";

/**
 * The image as the network learned it: a still holds no changes inside the layers, but its state says them, and where an
 * engine runs they are made again. `undefined` without an image.
 */
export function stillOf(state: Store): Still | undefined {
  const { image, lens } = state;
  const weights = image && weightsOf(image, state);
  if (!image || weights === undefined) return undefined;
  const [first] = image.sites;
  const site = currentSite(state) ?? first;
  const { recipe, sites } = image;
  const { model, seed, psi, classes } = recipe;
  return {
    provenance: {
      ...{ model, weights, seed, psi, classes },
      query: cellOn(first.queryGrid, site.queryGrid, cellInside(site, lens.query)),
      // A newer image may be on its way; what is saved is the one that is there.
      state: writeHash(linkState({ ...state, lens: { ...lens, ...recipe } })),
    },
    image: { size: image.size, ...bytesOf(image) },
    sites,
  };
}

/** SHA-256 of the weights that made an image. */
function weightsOf(
  { from, weights, recipe }: LensImage,
  { manifest }: Pick<Store, "manifest">,
): string | undefined {
  if (from === "still") return weights;
  if (manifest?.id !== recipe.model) return undefined;
  if (recipe.snapshot === null) return manifest.generator.weights.sha256;
  return manifest.snapshots.find(({ step }) => step === recipe.snapshot)?.weights.sha256;
}

function bytesOf({ size, pixels, values }: LensImage): Pick<Still["image"], "channels" | "data"> {
  const channels = values?.length === size * size ? 1 : 3;
  const data = new Uint8Array(size * size * channels);
  for (let at = 0; at < data.length; at++) {
    data[at] = pixels[Math.floor(at / channels) * 4 + (at % channels)];
  }
  return { channels, data };
}
