/** The principal directions that are stored with a model's weights. */

import { type Directions, readDirections } from "../formats/directions";
import type { Manifest } from "../formats/manifest";
import { openFileCache } from "./cache";
import { fetchVerified } from "./download";
import type { ModelSource } from "./open-model";

/**
 * The principal directions that come with a model, if any do.
 * @throws LensError what `fetchVerified` and `readDirections` throw
 */
export async function fetchDirections(
  { directions, latent }: Pick<Manifest, "directions" | "latent">,
  { folder, read, cache = openFileCache() }: ModelSource,
): Promise<Directions | undefined> {
  if (!directions) return undefined;
  const bytes = await fetchVerified(directions, folder, cache, { ...(read && { read }) });
  return readDirections(bytes, directions.path, latent.size);
}
