/** The tour in the address: `tour=lens.3` is its third step, `play=...` a whole tour. */
import type { Store } from "../store/store";

/** Stands for a tour that came from a file or a link, which this browser session holds. */
export const HELD = "file";

/** @param hash with or without its `#` */
export function tourOfHash(hash: string): Store["tour"] {
  const [, id, step] = /(?:^#?|&)tour=([\w-]{1,40})\.([1-9]\d?)(?:&|$)/.exec(hash) ?? [];
  const [, packed] = /(?:^#?|&)play=([^&]+)/.exec(hash) ?? [];
  if (packed) return { id: HELD, at: 0, packed };
  if (!id) return undefined;
  // The lens's own addresses begin with their version.
  const isBare = /^#?tour=[^&]*$/.test(hash);
  return { id, at: Number(step) - 1, ...(isBare && { isBare }) };
}

/** What an address says of a tour; nothing without one. */
export function tourForHash(tour: Store["tour"]): string {
  return tour ? `&tour=${tour.id}.${tour.at + 1}` : "";
}
