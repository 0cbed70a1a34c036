/** The engine itself, through the harness: exact on each backend, tensors on the GPU, newest request first, no leak. */
import { expect, test } from "@playwright/test";
import { HARNESS_PATH } from "../support/addresses";
import { entry, floats, largestDifference, readWeights, toRows } from "../support/files";

const golden = readWeights("test/golden/cats64.safetensors");
const z = Array.from(entry(floats(golden, "z"), 0));
const queries = Array.from(floats(golden, "rows").data);

test.beforeEach(async ({ page }) => {
  await page.goto(HARNESS_PATH);
});

for (const backend of ["webgpu", "webgl", "wasm"] as const) {
  test(`picture and rows equal PyTorch's on ${backend}`, async ({ page }) => {
    const opened = await page.evaluate((name) => window.harness.open("cats64", name), backend);
    expect(opened).toMatchObject({ backend, check: { runs: 2 } });
    const made = await page.evaluate(([a, b]) => window.harness.generate(a, b), [z, queries] as const);
    const image = toRows(entry(floats(golden, "image"), 0), 3, 64);
    expect(largestDifference(Float32Array.from(made.image), image)).toBeLessThan(1e-5);
    const rows = Float32Array.from(made.sites[0].rows.flat());
    expect(largestDifference(rows, entry(floats(golden, "attn.beta"), 0))).toBeLessThan(1e-5);
    expect(made.sites[0].rowSumError).toBeLessThan(1e-5);
  });
}

test("of twenty requests at once the first and the last are answered", async ({ page }) => {
  await page.evaluate(() => window.harness.open("cats64", "wasm"));
  const made = await page.evaluate(
    (latent) => window.harness.burst(Array.from({ length: 20 }, () => latent)),
    z,
  );
  expect(made).toEqual([true, ...Array(18).fill(false), true]);
});

test("a hundred images leave no tensor behind", async ({ page }) => {
  await page.evaluate(() => window.harness.open("cats64", "wasm"));
  const before = await page.evaluate(() => window.harness.memory());
  await page.evaluate((latent) => window.harness.timeGenerate(latent, 100), z);
  expect(await page.evaluate(() => window.harness.memory())).toEqual(before);
});
