import { Misfit, NOTHING } from "../view";
import type { Draft, Extent } from "./plan";

/** The lens makes no larger images. */
const LARGEST_SIDE = 1024;

export function extentOf({ extent }: Draft, where: string): Extent {
  if (!extent) throw new Misfit(where, "a first layer before it", NOTHING);
  return extent;
}

export function doubled({ channels, side }: Extent, where: string): Extent {
  if (side * 2 > LARGEST_SIDE) throw new Misfit(where, `at most ${LARGEST_SIDE} cells along a side`, "more");
  return { channels, side: side * 2 };
}

export function sayExtent({ channels, side }: Extent): string {
  return `${channels} x ${side} x ${side}`;
}
