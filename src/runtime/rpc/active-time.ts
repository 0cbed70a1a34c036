/** Time limits that count only while the page is awake: a frozen tab, a sleeping machine or a changed clock uses none of them up. */

/** How often the time is looked at, in milliseconds. */
const TICK_MS = 1000;
/** A longer gap between two looks was sleep, or a tab in the background whose timers the browser holds back. */
const LONGEST_GAP_MS = 3 * TICK_MS;

/**
 * Calls `tell` once the page has been awake for `limit` milliseconds.
 * @returns what calls it off
 */
export function afterActiveTime(limit: number, tell: () => void): () => void {
  let awake = 0;
  // Not the clock of the day: that one can be set.
  let last = performance.now();
  const timer = setInterval(
    () => {
      const now = performance.now();
      const gap = now - last;
      last = now;
      if (gap > LONGEST_GAP_MS) return;
      awake += gap;
      if (awake < limit) return;
      clearInterval(timer);
      tell();
    },
    Math.min(TICK_MS, limit),
  );
  return () => clearInterval(timer);
}
