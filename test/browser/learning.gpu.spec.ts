/** A run that loses its graphics device: Chromium's own GPU process is brought down. */
import { expect, test } from "@playwright/test";
import { SITE_PATH } from "../support/addresses";

test("a lost device is told, and the run goes on from its last keeping by itself", async ({
  page,
  browser,
}) => {
  // Shaders of the software GPU are compiled twice.
  test.setTimeout(300_000);
  await page.goto(`${SITE_PATH}learn.html?backend=webgl`);
  const standing = page.getByTestId("standing");
  const stepsDone = async () => Number(await standing.getAttribute("data-step"));
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect.poll(stepsDone, { timeout: 120_000 }).toBeGreaterThanOrEqual(1);
  await page.getByRole("button", { name: "Pause" }).click();
  // A single step is kept.
  await page.getByRole("button", { name: "One step" }).click();
  await expect(page.getByRole("button", { name: "Go on" })).toBeVisible({ timeout: 60_000 });
  const kept = await stepsDone();
  await page.getByRole("button", { name: "Go on" }).click();

  const session = await browser.newBrowserCDPSession();
  await session.send("Browser.crashGpuProcess");
  const notice = page.locator("[data-testid=notice][data-code=run-resumed]");
  await expect(notice).toContainText("on webgl", { timeout: 120_000 });
  const [, from] = /from step (\d+)/.exec(`${await notice.textContent()}`) ?? [];
  expect(Number(from)).toBeGreaterThanOrEqual(kept);
  await expect.poll(stepsDone, { timeout: 120_000 }).toBeGreaterThan(Number(from));
});
