/** The principal directions beside a model's weights. */

import { type Directions, readDirections } from "../formats/directions";
import type { Manifest } from "../formats/manifest";
import { openFileCache } from "./cache";
import { fetchVerified } from "./download";

/**
 * The principal directions that come with a model, if any do.
 * @param folder of the model, with a slash at the end
 * @throws LensError what `fetchVerified` and `readDirections` throw
 */
export async function fetchDirections(
  { directions, latent }: Pick<Manifest, "directions" | "latent">,
  folder: URL,
): Promise<Directions | undefined> {
  if (!directions) return undefined;
  const bytes = await fetchVerified(directions, folder, openFileCache());
  return readDirections(bytes, directions.path, latent.size);
}
