/** What is used again and again must not grow. */
import { expect, test } from "@playwright/test";
import { HARNESS_PATH } from "../support/addresses";

test("200 switches of snapshots leave tensors and bytes where they were", async ({ page }) => {
  await page.goto(HARNESS_PATH);
  await page.evaluate(() => window.harness.open("eurosat64", "wasm"));
  const z = Array.from({ length: 128 }, (_, at) => Math.sin(at));
  const memoryAfter = (switches: number) =>
    page.evaluate(
      async ([latent, count]) => {
        await window.harness.switchSnapshots(latent, count);
        return window.harness.memory();
      },
      [z, switches] as const,
    );
  const before = await memoryAfter(1);
  const after = await memoryAfter(200);
  expect(after.tensors).toBe(before.tensors);
  expect(Math.abs(after.bytes - before.bytes)).toBeLessThanOrEqual(0.05 * before.bytes);
});
