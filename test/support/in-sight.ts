/** How much of something on the page can be seen: inside of the window, not clipped, not covered. */
import type { Page } from "@playwright/test";

/** Points along each side at which it is looked. */
const POINTS = 20;

/**
 * Shares of elements that can be seen, from 0 to 1, looked at on a grid of points.
 * @param elements by name, selectors of what is looked at, and of what may lie over it: the marks of a view belong to it
 */
export function shareInSight(
  page: Page,
  elements: Readonly<Record<string, readonly [target: string, own: string]>>,
): Promise<Record<string, number>> {
  return page.evaluate(
    ({ elements, points }) =>
      Object.fromEntries(
        Object.entries(elements).map(([name, [selector, ownSelector]]) => {
          const target = document.querySelector(selector);
          const own = target?.closest(ownSelector);
          if (!target || !own) throw new Error(`${selector} in ${ownSelector} is not on the page`);
          const { left, top, width, height } = target.getBoundingClientRect();
          let seen = 0;
          for (let at = 0; at < points * points; at++) {
            const x = left + (((at % points) + 0.5) * width) / points;
            const y = top + ((Math.floor(at / points) + 0.5) * height) / points;
            const stack = document.elementsFromPoint(x, y);
            const depth = stack.indexOf(target);
            // Empty outside of the window; an element that is clipped there is not among them.
            if (width > 0 && depth >= 0 && stack.slice(0, depth).every((over) => own.contains(over))) seen++;
          }
          return [name, seen / (points * points)];
        }),
      ),
    { elements, points: POINTS },
  );
}

/**
 * What hides the middle of what has the focus; of a switch, of the text that is drawn for it.
 * @returns `undefined` where it can be seen
 */
export function focusHiddenBy(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return "nothing has the focus";
    const drawn = focused.matches(".visually-hidden") ? (focused.closest("label") ?? focused) : focused;
    const { left, top, width, height } = drawn.getBoundingClientRect();
    const middle = [left + width / 2, top + height / 2] as const;
    const hit = document.elementFromPoint(...middle);
    if (hit && (drawn.contains(hit) || hit.contains(drawn))) return undefined;
    return `${hit ? `${hit.tagName}.${hit.className}` : "the window's edge"} at ${middle.map(Math.round)}`;
  });
}
