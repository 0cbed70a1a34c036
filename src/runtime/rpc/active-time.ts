/** Time limits that count only while the page is active: a frozen tab, a sleeping machine or a changed clock uses none of them up. */

/** How often the time is read, in milliseconds. */
const TICK_MS = 1000;
/** A longer gap between two readings was sleep, or a tab in the background whose timers the browser holds back. */
const LONGEST_GAP_MS = 3 * TICK_MS;

/**
 * Calls `onTime` once the page has been active for `limit` milliseconds; never for an infinite limit.
 * @returns a function that cancels it
 */
export function afterActiveTime(limit: number, onTime: () => void): () => void {
  if (limit === Number.POSITIVE_INFINITY) return () => undefined;
  let active = 0;
  // Not the clock of the day: that one can be set.
  let last = performance.now();
  const timer = setInterval(
    () => {
      const now = performance.now();
      const gap = now - last;
      last = now;
      if (gap > LONGEST_GAP_MS) return;
      active += gap;
      if (active < limit) return;
      clearInterval(timer);
      onTime();
    },
    Math.min(TICK_MS, limit),
  );
  return () => clearInterval(timer);
}

/** What some work that reports its progress gives, with no `limit` milliseconds of active time without any. */
export async function withinActiveTime<T>(
  work: (progressed: () => void) => Promise<T>,
  limit: number,
  late: () => Error,
): Promise<T> {
  let cancel: () => void = () => undefined;
  let ended = false;
  try {
    return await new Promise<T>((resolve, reject) => {
      const begin = () => {
        cancel();
        if (!ended) cancel = afterActiveTime(limit, () => reject(late()));
      };
      begin();
      work(begin).then(resolve, reject);
    });
  } finally {
    ended = true;
    cancel();
  }
}
