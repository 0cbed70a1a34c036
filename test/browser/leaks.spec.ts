/** What is used again and again must not grow. */
import { expect, test } from "@playwright/test";
import type { MemoryReport } from "../../src/runtime/api/types";
import { HARNESS_PATH } from "../support/addresses";

const z = Array.from({ length: 128 }, (_, at) => Math.sin(at));

function expectAlike(after: MemoryReport, before: MemoryReport): void {
  expect(after.tensors).toBe(before.tensors);
  expect(Math.abs(after.bytes - before.bytes)).toBeLessThanOrEqual(0.05 * before.bytes);
}

test("1,000 moves of a slider leave tensors and bytes where they were", async ({ page }) => {
  await page.goto(HARNESS_PATH);
  await page.evaluate(() => window.harness.open("cats64", "wasm"));
  const slide = (moves: number) =>
    page.evaluate(([latent, count]) => window.harness.slide(latent, count), [z, moves] as const);
  await slide(1);
  const before = await page.evaluate(() => window.harness.memory());
  const made = await slide(1000);
  // Newest wins: not every move gets an image, and the last one does.
  expect(made).toBeGreaterThan(1);
  expectAlike(await page.evaluate(() => window.harness.memory()), before);
});

test("50 switches of models leave one worker, with tensors and bytes where they were", async ({ page }) => {
  await page.goto(HARNESS_PATH);
  const switched = async (model: string) => {
    const opened = await page.evaluate((id) => window.harness.open(id, "wasm"), model);
    expect(opened).not.toHaveProperty("error");
    await page.evaluate((latent) => window.harness.slide(latent, 1), z);
    return page.evaluate(() => window.harness.memory());
  };
  const models = ["cats64", "eurosat64"];
  const before = [await switched(models[0]), await switched(models[1])];
  for (let at = 0; at < 50; at++) expectAlike(await switched(models[at % 2]), before[at % 2]);
  await expect.poll(() => page.workers().length).toBe(1);
});

test("200 switches of snapshots leave tensors and bytes where they were", async ({ page }) => {
  await page.goto(HARNESS_PATH);
  await page.evaluate(() => window.harness.open("eurosat64", "wasm"));
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
  expectAlike(after, before);
});

test("50 scorings leave tensors and bytes where they were", async ({ page }) => {
  await page.goto(HARNESS_PATH);
  await page.evaluate(() => window.harness.open("eurosat64", "wasm"));
  const memoryAfter = (times: number) =>
    page.evaluate(async (count) => {
      await window.harness.judgeAgain(count);
      return window.harness.memory();
    }, times);
  const before = await memoryAfter(1);
  expectAlike(await memoryAfter(50), before);
});
