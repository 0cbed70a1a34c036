/** The library in a page of one's own, as `docs/library.md` shows it. */
import { expect, test } from "@playwright/test";
import type { QueryIndex } from "../../src/attention/grid";
import { attentionRow } from "../../src/attention/row";
import { createEngine, latentOf, modelFolder } from "../../src/index.node";
import { projectPath } from "../support/files";
import { watchFaults } from "../support/lens-page";
import { type RunningServer, serveFolders } from "../support/static-server";

let server: RunningServer;
test.beforeAll(async () => {
  server = await serveFolders([{ path: "/project/", folder: projectPath(".") }]);
});
test.afterAll(() => server.close());

test("the example draws the row that the engine in Node gives", async ({ page }) => {
  const engine = await createEngine({ source: modelFolder("cats64") });
  const { sites } = await engine.preview({ z: latentOf({ seed: 7, psi: 0.8 }, 128) });
  engine.dispose();
  const row = attentionRow(sites[0], (8 * 32 + 12) as QueryIndex);
  const top = Math.max(...row);

  const faults = watchFaults(page);
  await page.goto(`${server.origin}/project/${"docs/examples/browser.html"}`);
  await expect(page.locator("#says")).toHaveText(`On wasm, the largest weight is ${top.toFixed(4)}.`);
  const greys = await page.evaluate(() => {
    const canvas = document.querySelector("canvas") as HTMLCanvasElement;
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    return Array.from(context.getImageData(0, 0, 32, 32).data).filter((_, at) => at % 4 === 0);
  });
  row.forEach((weight, key) => {
    expect(Math.abs(greys[key] - 255 * Math.sqrt(weight / top)), `key ${key}`).toBeLessThan(1);
  });
  expect(faults).toEqual({ console: [], foreign: [] });
});
