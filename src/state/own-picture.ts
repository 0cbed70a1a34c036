/** A person's own picture before the discriminator. It stays in this page: nothing of it is sent or kept. */

import { LensError } from "../model/errors";
import { imageKind, isAnimated } from "../model/image-kind";
import { MOST_PIXELS, readSquare } from "../model/square-picture";
import { addNotice } from "./actions";
import { judgeGuest } from "./judge";
import { recipeOf } from "./recipe";
import { type Picture, useStore } from "./store";

/**
 * Shows a picture file to the discriminator of the opened model, and then on the stage.
 * @param bytes of a file that `imageKind` knows
 * @param where its name, for sentences
 * @throws LensError `image-unreadable`, `image-huge`, `no-discriminator`, or what the discriminator's download throws
 */
export async function openOwnPicture(bytes: Uint8Array<ArrayBuffer>, where: string): Promise<void> {
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
  const picture: Picture = {
    size,
    pixels: read.pixels,
    values: valuesOf(read.pixels, channels),
    sites: [],
    from: "file",
    recipe: recipeOf(lens),
    interventions: {},
  };
  await judgeGuest(picture);
  if (kind && isAnimated(bytes, kind)) addNotice(new LensError("image-moves", { where }));
  if (Math.min(read.width, read.height) < size) {
    addNotice(new LensError("image-small", { where, pixels: `${read.width} × ${read.height}`, size }));
  }
}

/** As in training: 0 to 255 becomes -1 to 1, [size, size, channels]; grey by the weights of Rec. 601. */
export function valuesOf(pixels: Uint8ClampedArray, channels: number): Float32Array {
  const count = pixels.length / 4;
  const values = new Float32Array(count * channels);
  for (let at = 0; at < count; at++) {
    const [r, g, b] = pixels.subarray(at * 4, at * 4 + 3);
    const shown = channels === 3 ? [r, g, b] : [0.299 * r + 0.587 * g + 0.114 * b];
    for (const [c, value] of shown.entries()) values[at * channels + c] = value / 127.5 - 1;
  }
  return values;
}
