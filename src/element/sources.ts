/** What an element fetches besides a generator: prepared images. */
import { fetchGallery, fetchStill } from "../model/formats/gallery";
import type { Still } from "../model/formats/still";
import type { LensState } from "../viewer/state/lens-state";
import { AS_SEEDED, sameRecipe } from "../viewer/state/recipe";
import { preparedImage } from "../viewer/views/derived";

const galleries = new Map<string, ReturnType<typeof fetchGallery>>();

/** The shelves of a folder, fetched once for all elements. */
function galleryOf(folder: URL): ReturnType<typeof fetchGallery> {
  const known = galleries.get(folder.href) ?? fetchGallery(folder);
  galleries.set(folder.href, known);
  known.catch(() => galleries.delete(folder.href));
  return known;
}

/** Whether there could be a prepared image of a state: they are all as seeded. */
export function mayBePrepared(lens: LensState): boolean {
  return sameRecipe(lens, { ...lens, ...AS_SEEDED });
}

/**
 * The prepared image that a state asks for, where there is one; a missing shelf only costs the head start.
 * @param folder of the stills, with a slash at the end
 */
export async function preparedStill(lens: LensState, folder: URL): Promise<Still | undefined> {
  try {
    const entry = preparedImage({ gallery: await galleryOf(folder), lens });
    return entry && (await fetchStill(new URL(entry.file, folder)));
  } catch {
    return undefined;
  }
}
