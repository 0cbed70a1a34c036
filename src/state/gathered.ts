/** Changes that follow each other this closely belong to one act. */
const GAP_MS = 500;

/** Calls through on the first call of a series and lets the rest of it pass: a series ends when nothing comes for a while. */
export function gathered<Arguments extends unknown[]>(
  call: (...values: Arguments) => void,
  now: () => number = () => performance.now(),
): (...values: Arguments) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (...values) => {
    const at = now();
    if (at - last > GAP_MS) call(...values);
    last = at;
  };
}
