/** A person's own image before the discriminator. It stays in this page: nothing of it is sent or kept. */

import { LensError } from "../../model/errors";
import { imageKind, isAnimated } from "../../model/images/image-kind";
import { MOST_PIXELS, readSquare, valuesOf } from "../../model/images/square-image";
import { recipeOf } from "../../viewer/state/recipe";
import type { LensImage } from "../../viewer/state/viewer-state";
import { discriminator } from "../engine/viewer";
import { addNotice } from "../store/notices";
import { useStore } from "../store/store";

/**
 * Shows an image file to the discriminator of the opened model, and then on the stage.
 * @param bytes of a file that `imageKind` knows
 * @param where its name, for sentences
 * @throws LensError `image-unreadable`, `image-huge`, `no-discriminator`, or what the discriminator's download throws
 */
export async function openUserImage(bytes: Uint8Array<ArrayBuffer>, where: string): Promise<void> {
  const kind = imageKind(bytes);
  const { manifest, lens } = useStore.getState();
  if (!manifest) throw new LensError("image-waits", { where });
  if (!manifest.discriminator) throw new LensError("no-discriminator", { model: manifest.id });
  const { size, channels } = manifest.image;
  const read = await readSquare(new Blob([bytes]), size).catch((thrown) => {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new LensError("image-huge", { where, pixels: thrown.message, limit: MOST_PIXELS });
  });
  if (!read) throw new LensError("image-unreadable", { where });
  const image: LensImage = {
    size,
    pixels: read.pixels,
    values: valuesOf(read.pixels, channels),
    sites: [],
    from: "file",
    recipe: recipeOf(lens),
    interventions: {},
  };
  await discriminator.showUserImage(image);
  if (kind && isAnimated(bytes, kind)) addNotice(new LensError("image-moves", { where }));
  if (Math.min(read.width, read.height) < size) {
    addNotice(new LensError("image-small", { where, pixels: `${read.width} × ${read.height}`, size }));
  }
}
