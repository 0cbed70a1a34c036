/** A whole tour in an address: `#play=...`, its file packed by lz-string. */
import LZString from "lz-string";
import { LensError } from "../../model/errors";
import { readTour, type Tour, writeTour } from "./tour";

/** Mail and chat programs, and course platforms, cut or refuse longer addresses. */
export const LONGEST_TOUR_LINK = 8_000;

/**
 * A link that plays a tour from its first step.
 * @param page the address of the lens, without a hash
 * @throws LensError `tour-link-long` with `length` and `most`
 */
export function tourLink(page: string, tour: Pick<Tour, "title" | "steps">): string {
  const link = `${page}#play=${LZString.compressToEncodedURIComponent(compact(tour))}`;
  if (link.length > LONGEST_TOUR_LINK) {
    throw new LensError("tour-link-long", { length: link.length, most: LONGEST_TOUR_LINK });
  }
  return link;
}

/** As its file, without the spaces that make it easy to read. */
const compact = (tour: Pick<Tour, "title" | "steps">) => JSON.stringify(JSON.parse(writeTour(tour)));

/**
 * The text of the tour's file that a link carries.
 * @param packed what stands after `play=`
 * @throws LensError `tour-link-malformed` where it was cut or changed; `tour-malformed` as `readTour`
 */
export function unpackTour(packed: string): string {
  const text = unpacked(packed);
  if (!text?.startsWith("{") || !text.endsWith("}")) throw new LensError("tour-link-malformed");
  readTour(text, "link");
  return text;
}

function unpacked(packed: string): string | null {
  // What is longer was made by no lens; unpacked, it could be of any size.
  if (packed.length > LONGEST_TOUR_LINK) return null;
  try {
    return LZString.decompressFromEncodedURIComponent(packed);
  } catch {
    // Characters that it never writes.
    return null;
  }
}
