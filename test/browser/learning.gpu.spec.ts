/** A run that loses its graphics device: Chromium's own GPU process is brought down. */
import { expect, test } from "@playwright/test";
import { SITE_PATH } from "../support/addresses";

test("a lost device is reported, and the run resumes from its last checkpoint by itself", async ({
  page,
  browser,
}) => {
  await page.goto(`${SITE_PATH}learn.html?backend=webgl`);
  const standing = page.getByTestId("standing");
  // What is compiled is less, and what is lost the same.
  await page.getByRole("group", { name: "Self-attention" }).getByText("Off", { exact: true }).click();
  await page
    .getByRole("group", { name: "Spectral normalisation" })
    .getByText("None", { exact: true })
    .click();
  const stepsDone = async () => Number(await standing.getAttribute("data-step"));
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect.poll(stepsDone).toBeGreaterThanOrEqual(1);
  await page.getByRole("button", { name: "Pause" }).click();
  // A single step is kept.
  await page.getByRole("button", { name: "One step" }).click();
  await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
  const kept = await stepsDone();
  await page.getByRole("button", { name: "Continue" }).click();

  const session = await browser.newBrowserCDPSession();
  await session.send("Browser.crashGpuProcess");
  const notice = page.locator("[data-testid=notice][data-code=run-resumed]");
  await expect(notice).toContainText("on webgl");
  const [, from] = /from step (\d+)/.exec(`${await notice.textContent()}`) ?? [];
  expect(Number(from)).toBeGreaterThanOrEqual(kept);
  await expect.poll(stepsDone).toBeGreaterThan(Number(from));
});
