/** A phone that is touched: what the page says to do can be done with a finger. */
import { expect, type Page, test } from "@playwright/test";
import { en } from "../../src/locales/en/page";
import { SITE_PATH } from "../support/addresses";
import { openLens, pictureSettled, waitForMark } from "../support/lens-page";

/** Keys that a phone lacks, and the mouse. */
const NOT_ON_A_PHONE = /Escape|Shift|Enter|arrow key|[Cc]lick/;

/** Another query than the first visit's, which has a sentence of its own. */
const ANOTHER = "#v=1&model=cats64&seed=4&q=3.3";

const hint = (page: Page) => page.getByTestId("hint");
const stageHelp = (page: Page) => page.locator("#stage-help");

async function tapCell(page: Page, x: number, y: number): Promise<void> {
  const box = await page.getByTestId("stage").boundingBox();
  if (!box) throw new Error("the stage is not shown");
  await page.touchscreen.tap(box.x + ((x + 0.5) * box.width) / 32, box.y + ((y + 0.5) * box.height) / 32);
}

test.describe("with fingers", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test("each hint is for fingers: at first, free, pinned, before the next pin, with each tool", async ({
    page,
  }) => {
    await page.goto(SITE_PATH);
    await waitForMark(page, "lens:first-picture");
    await expect(hint(page)).toHaveText(en.hintFirstTouch);
    await expect(stageHelp(page)).toHaveText(en.stage.helpTouch);

    await openLens(page, ANOTHER);
    await pictureSettled(page);
    await expect(hint(page)).toHaveText(en.hintTouch);
    await tapCell(page, 8, 8);
    await expect(page.getByTestId("stage").getByTestId("pin")).toHaveCount(1);
    await page.getByTestId("pin-next").tap();
    await expect(hint(page)).toHaveText(en.stage.pinNextHintTouch);
    await tapCell(page, 20, 20);
    await expect(page.getByTestId("stage").getByTestId("pin")).toHaveCount(2);

    for (const tool of await page.locator(".tools .choice label").all()) {
      await tool.tap();
      await expect(tool.locator("input")).toBeChecked();
      expect(await page.locator(".tools fieldset > p").textContent()).not.toMatch(NOT_ON_A_PHONE);
    }
  });
});

test("with a mouse the same places speak of keys and clicks", async ({ page }) => {
  await openLens(page, ANOTHER);
  await expect(stageHelp(page)).toHaveText(en.stage.help);
  await expect(hint(page)).toHaveText(en.hint);
  expect(en.hint).toMatch(NOT_ON_A_PHONE);
});
