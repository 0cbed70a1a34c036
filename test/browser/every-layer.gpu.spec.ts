/** The layers that only imported models have, on the backends that only browsers have: images, rows and changes are PyTorch's. */
import { expect, test } from "@playwright/test";
import type { SiteIntervention } from "../../src/attention/intervention";
import { HARNESS_PATH } from "../support/addresses";
import { entry, floats, largestDifference, projectPath, readWeights, toRows } from "../support/files";

const FIXTURE = "test/fixtures/every-layer";
const expected = readWeights(`${FIXTURE}/expected.safetensors`);
const GRIDS = { pooled: [36, 9], "blocks.2.1": [144, 144], paper: [144, 144] } as const;

test.beforeEach(async ({ page }) => {
  await page.route("**/models/every-layer/*", (route) => {
    const file = new URL(route.request().url()).pathname.split("/").at(-1);
    return route.fulfill({ path: projectPath(`${FIXTURE}/${file}`) });
  });
  await page.goto(HARNESS_PATH);
});

for (const backend of ["webgpu", "webgl", "wasm"] as const) {
  test(`every layer equals PyTorch's on ${backend}`, async ({ page }) => {
    const opened = await page.evaluate((name) => window.harness.open("every-layer", name), backend);
    expect(opened).toMatchObject({ backend, check: { runs: 2 } });
    const queries = Array.from({ length: 36 }, (_, j) => j);
    for (const latent of [0, 1]) {
      const z = Array.from(entry(floats(expected, "z"), latent));
      const label = floats(expected, "class").data[latent];
      const made = await page.evaluate(([a, b, c]) => window.harness.generate(a, b, c), [
        z,
        queries,
        label,
      ] as const);
      const image = toRows(entry(floats(expected, "image"), latent), 1, 24);
      expect(largestDifference(Float32Array.from(made.image), image)).toBeLessThan(1e-5);
      if (latent > 0) continue;
      for (const site of made.sites) {
        const layer = site.name.slice(2) as keyof typeof GRIDS;
        const [, keys] = GRIDS[layer];
        const rows = floats(expected, `${layer}.beta`).data.subarray(0, 36 * keys);
        expect(largestDifference(Float32Array.from(site.rows.flat()), rows), layer).toBeLessThan(1e-5);
      }
      expect(made.sites.map(({ rowSumError }) => rowSumError > 0.05)).toEqual([true, true, false]);
    }
    const z = Array.from(entry(floats(expected, "z"), 0));
    const label = floats(expected, "class").data[0];
    for (const [layer, [, keys]] of Object.entries(GRIDS)) {
      const everyOther = Array.from({ length: keys }, (_, i) => i).filter((i) => i % 2 === 0);
      const change: Partial<SiteIntervention> = { temperature: 0.5, maskedKeys: everyOther };
      const changed = await page.evaluate(([a, b, c, d]) => window.harness.intervenedAt(a, b, c, d), [
        z,
        `g.${layer}`,
        change,
        label,
      ] as const);
      const wanted = toRows(entry(floats(expected, `image.${layer}.both`), 0), 1, 24);
      expect(largestDifference(Float32Array.from(changed), wanted), layer).toBeLessThan(1e-5);
    }
  });
}
