/** The worker of the whole-matrix views, through the harness. */
import { expect, test } from "@playwright/test";
import { HARNESS_PATH } from "../support/addresses";

test("a long summary reports its progress, is stopped, and the worker takes the next one", async ({
  page,
}) => {
  await page.goto(HARNESS_PATH);
  const { shares, stopped, next } = await page.evaluate(() => window.harness.stopSummary(128 * 128));
  expect(shares.length).toBeGreaterThan(0);
  expect(shares.every((share) => share > 0 && share < 0.5)).toBe(true);
  expect(stopped).toBe(true);
  expect(next).toBe(true);
});
