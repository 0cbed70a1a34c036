/** What the arrow keys do to a query. */
const ARROWS: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Cells at a time with Shift. */
const BIG_STEP = 4;

/** The step in cells, to the right and down, of a key; `undefined` for any other key. */
export function arrowStep({
  key,
  shiftKey,
}: Pick<KeyboardEvent, "key" | "shiftKey">): readonly [dx: number, dy: number] | undefined {
  const arrow = ARROWS[key];
  const by = shiftKey ? BIG_STEP : 1;
  return arrow && [arrow[0] * by, arrow[1] * by];
}
