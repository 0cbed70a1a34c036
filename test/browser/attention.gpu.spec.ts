/** Attention by the WebGPU program of our own is what TensorFlow.js's operations give, whatever the extents. */
import { expect, test } from "@playwright/test";
import { HARNESS_PATH } from "../support/addresses";

const EXTENTS = {
  "as in the shipped models": [1024, 1024, 8, 32],
  "pooled keys": [1024, 256, 8, 32],
  "values that do not fill the last part, queries that do not fill the last group": [100, 72, 12, 72],
  "more than one dispatch": [1024, 4096, 32, 256],
  "few of everything": [4, 8, 1, 8],
} as const;

for (const [name, extent] of Object.entries(EXTENTS)) {
  for (const masked of [false, true]) {
    test(`${name}${masked ? ", some of them masked" : ""}`, async ({ page }) => {
      await page.goto(HARNESS_PATH);
      const { difference } = await page.evaluate(
        ([size, mask]) => window.harness.attendTwice("webgpu", size, { masked: mask, runs: 0 }),
        [extent, masked] as const,
      );
      expect(difference).toBeLessThan(1e-5);
    });
  }
}
