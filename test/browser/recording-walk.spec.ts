/** A film that is being recorded when the page is left, or another model is opened. */
import { expect, type Page, test } from "@playwright/test";
import { SITE_PATH } from "../support/addresses";
import { openLens, openTask, pictureSettled, watchFaults } from "../support/lens-page";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const recorder = (page: Page) => page.getByTestId("recorder");
const notice = (page: Page) => page.locator("[data-testid=notice][data-code=film-ended]");

/** A walk that takes long to record. */
async function openWalk(page: Page): Promise<void> {
  await openTask(page, "image");
  await page.getByTestId("walk").locator("> summary").click();
  await button(page, "Four random images").click();
  await page.getByRole("slider", { name: "Seconds per image" }).fill("10");
}

async function record(page: Page, format: "Animation (GIF)" | "Video (WebM)"): Promise<void> {
  await recorder(page).getByRole("button", { name: format, exact: true }).click();
  // Some frames are in the encoder.
  await expect(recorder(page)).toContainText(/Frame ([3-9]|\d\d+) of/);
}

test("closing or reloading the page is asked about while a film is recorded, and only then", async ({
  page,
}) => {
  const dialogs: string[] = [];
  let leave = false;
  page.on("dialog", async (dialog) => {
    dialogs.push(dialog.type());
    await (leave ? dialog.accept() : dialog.dismiss());
  });
  await openLens(page);
  await openWalk(page);
  await record(page, "Animation (GIF)");
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => dialogs).toEqual(["beforeunload"]);
  // The answer was no: the film continues.
  const done = async () => Number(await recorder(page).getByRole("progressbar").getAttribute("value"));
  const before = await done();
  await expect.poll(done).toBeGreaterThan(before);
  await page.evaluate(() => location.reload()).catch(() => undefined);
  await expect.poll(() => dialogs).toHaveLength(2);
  await expect(recorder(page).getByRole("progressbar")).toBeVisible();
  // It can be said after two seconds of progress; this film takes longer.
  await expect(recorder(page).getByTestId("time-left")).toHaveText(/^About (\d+ min ?)?(\d+ s )?left$/);

  await button(page, "Cancel").click();
  await expect(recorder(page).getByRole("progressbar")).toHaveCount(0);
  await expect(notice(page)).toHaveCount(0);
  leave = true;
  await page.goto(`${SITE_PATH}learn.html`);
  expect(dialogs).toHaveLength(2);
});

for (const format of ["Animation (GIF)", "Video (WebM)"] as const) {
  test(`another model ends a recording cleanly: ${format}`, async ({ page }) => {
    const faults = watchFaults(page);
    const downloads: string[] = [];
    page.on("download", (download) => downloads.push(download.suggestedFilename()));
    await openLens(page);
    await pictureSettled(page);
    await openWalk(page);
    const workers = () => page.workers().map((worker) => worker.url().split("/").at(-1)?.split("-")[0]);
    const usual = workers().sort();
    const openModel = async (model: string) => {
      await page.getByTestId("model-choice").selectOption(model);
      await pictureSettled(page);
    };
    for (let time = 0; time < 3; time++) {
      await record(page, format);
      await openModel("eurosat64");
      await expect(notice(page)).toHaveCount(1);
      await expect.poll(() => workers().sort()).toEqual(usual);
      await notice(page).getByRole("button").click();
      await openModel("cats64");
      await expect(recorder(page).getByRole("progressbar")).toHaveCount(0);
    }
    expect(downloads).toEqual([]);
    expect(faults).toEqual({ console: [], foreign: [] });
  });
}
