/** A browser that translates the page puts every text node into elements of its own; the page must live on. */
import { expect, type Page, test } from "@playwright/test";
import { openLens, openTask, pictureSettled, watchFaults } from "../support/lens-page";

/** What browsers' translators do: each text node in two nested `<font>` elements, and every second one replaced by a copy. */
async function translate(page: Page): Promise<number> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    const wrapped = texts.filter(
      ({ data, parentElement }) => data.trim() && !parentElement?.closest("script, style, font, svg, select"),
    );
    for (const [place, text] of wrapped.entries()) {
      const outer = document.createElement("font");
      const inner = document.createElement("font");
      text.replaceWith(outer);
      outer.append(inner);
      inner.append(place % 2 === 0 ? text : document.createTextNode(text.data));
    }
    return wrapped.length;
  });
}

test("a translated page keeps working: seeds, gamma, undo, pins, regions and models", async ({ page }) => {
  const faults = watchFaults(page);
  await openLens(page);
  const steps: (() => Promise<unknown>)[] = [
    () => page.locator(".film-line > button").first().click(),
    async () => {
      await openTask(page, "what-if");
      await page.getByTestId("what-if").getByRole("slider").first().fill("0");
    },
    () => page.keyboard.press("ControlOrMeta+z"),
    () => page.getByTestId("stage").press("Enter"),
    () => page.getByTestId("stage").press("Escape"),
    () => page.getByTestId("model-choice").selectOption("eurosat64"),
    () => page.evaluate(() => location.assign("#v=1&model=cats64&seed=7&q=12.12&overlay=nonsense")),
  ];
  for (const step of steps) {
    expect(await translate(page)).toBeGreaterThan(0);
    await step();
    await pictureSettled(page);
    await expect(page.getByTestId("stage")).toBeVisible();
  }
  expect(faults.console).toEqual([]);
});
