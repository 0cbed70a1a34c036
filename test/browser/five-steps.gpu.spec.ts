/** Five steps of learning from one start: losses and weights equal PyTorch's on every backend of a browser. */
import { expect, test } from "@playwright/test";
import { GOLDEN_PATH, HARNESS_PATH } from "../support/addresses";
import { FIVE_STEPS_BOUND, LEARNING_VARIANTS } from "../support/learning";

for (const backend of ["webgpu", "webgl", "wasm"] as const) {
  test(`five steps equal PyTorch's on ${backend}`, async ({ page }) => {
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    await page.goto(HARNESS_PATH);
    for (const variant of LEARNING_VARIANTS) {
      const found = await page.evaluate(
        ([on, which, golden]) => window.harness.fiveSteps(on, which, golden),
        [backend, variant, `${GOLDEN_PATH}learning.safetensors`] as const,
      );
      if ("error" in found) throw new Error(JSON.stringify(found.error));
      expect(found.moved, variant).toBeGreaterThan(FIVE_STEPS_BOUND);
      for (const part of ["losses", "generator", "discriminator", "average"] as const)
        expect(found[part], `${variant}: ${part}`).toBeLessThan(FIVE_STEPS_BOUND);
    }
    // TensorFlow.js warns of numbers that are read back in the middle of a step.
    expect(said).toEqual([]);
  });
}
