/** What an intervention did to the image. */
import type { Grid } from "../../attention/grid";
import type { LensImage, ViewerState } from "../state/viewer-state";
import { changedImage } from "./derived";

/** An image's values run from -1 to 1. */
export const PICTURE_RANGE = 2;

export interface Difference {
  /** The image's pixels. */
  readonly grid: Grid;
  /** After minus before, mean of the colour channels, [size, size], -2 to 2. */
  readonly signed: Float32Array;
  /** Largest absolute value of `signed`. */
  readonly top: number;
  /** Mean over all pixels and channels of |after - before|; the image's values run from -1 to 1. */
  readonly meanAbsolute: number;
}

/** Gives the difference of two images where both have their numbers and are alike in size; computed once for each pair. */
export function cachedDifference(): (
  before: LensImage | undefined,
  after: LensImage | undefined,
) => Difference | undefined {
  let last: { before: LensImage; after: LensImage; difference: Difference } | undefined;
  return (before, after) => {
    if (!before?.values || !after?.values || before.values.length !== after.values.length) return undefined;
    if (last?.before !== before || last.after !== after) {
      last = { before, after, difference: differenceOf(before.values, after.values, before.size) };
    }
    return last.difference;
  };
}

const made = cachedDifference();

/** The difference between the image with interventions and the one as trained, where there are both. */
export function currentDifference(
  state: Pick<ViewerState, "lens" | "image" | "changed">,
): Difference | undefined {
  return made(state.image, changedImage(state));
}

/** @param before [size, size, channels], as `after`. @param size width and height in pixels */
function differenceOf(before: Float32Array, after: Float32Array, size: number): Difference {
  const area = size * size;
  const channels = before.length / area;
  const signed = new Float32Array(area);
  let total = 0;
  let top = 0;
  for (let at = 0; at < area; at++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) {
      const change = after[at * channels + c] - before[at * channels + c];
      sum += change;
      total += Math.abs(change);
    }
    signed[at] = sum / channels;
    top = Math.max(top, Math.abs(signed[at]));
  }
  return { grid: { width: size, height: size }, signed, top, meanAbsolute: total / before.length };
}
