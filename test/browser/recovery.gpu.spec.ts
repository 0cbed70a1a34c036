/** A graphics device is lost in the middle of an image: it is made again, and after two losses by the next backend. */
import { expect, type Page, test, type Worker } from "@playwright/test";
import {
  canvasPixels,
  engineOf,
  openLens,
  pictureSettled,
  pixelDifference,
  SAME,
} from "../support/lens-page";
import { workerCalled } from "../support/workers";

const CHOSEN = "#v=1&model=cats64&seed=19&psi=0.6&q=20.9&pins=20.9,4.4";

/** The context goes while an image is being drawn, as where a driver is reset. */
const loseWebGl = (worker: Worker) =>
  worker.evaluate(() => {
    const draw = WebGL2RenderingContext.prototype.drawElements;
    WebGL2RenderingContext.prototype.drawElements = function (...given) {
      WebGL2RenderingContext.prototype.drawElements = draw;
      this.getExtension("WEBGL_lose_context")?.loseContext();
      return draw.apply(this, given);
    };
  });

/** The same of a WebGPU device. */
const loseWebGpu = (worker: Worker) =>
  worker.evaluate(() => {
    const encode = GPUDevice.prototype.createCommandEncoder;
    GPUDevice.prototype.createCommandEncoder = function (...given) {
      GPUDevice.prototype.createCommandEncoder = encode;
      this.destroy();
      return encode.apply(this, given);
    };
  });

async function ask(page: Page, seed: string): Promise<void> {
  await page.getByRole("textbox", { name: "Seed" }).fill(seed);
  await expect(page).toHaveURL(new RegExp(`seed=${seed}`));
  await pictureSettled(page);
}

for (const [backend, lose, next] of [
  ["webgl", loseWebGl, "wasm"],
  ["webgpu", loseWebGpu, "webgl"],
] as const) {
  test(`${backend} is lost once and comes back, is lost twice and gives way to ${next}`, async ({ page }) => {
    await openLens(page, `?backend=${backend}${CHOSEN}`);
    await pictureSettled(page);
    const badge = engineOf(page);
    const first = (await canvasPixels(page, "picture")).data;

    await lose(await workerCalled(page, "engine.worker"));
    await ask(page, "20");
    await expect(page.locator("[data-code=engine-restarted]")).toContainText(backend);
    await expect(badge).toHaveAttribute("data-backend", backend);
    expect(pixelDifference((await canvasPixels(page, "picture")).data, first)).not.toBe(SAME);

    await lose(await workerCalled(page, "engine.worker"));
    await ask(page, "19");
    await expect(page.locator("[data-code=engine-stepped-down]")).toContainText(
      `failed on ${backend} and now runs on ${next}`,
    );
    await expect(badge).toHaveAttribute("data-backend", next);
    await expect(page.getByTestId("stage").getByTestId("pin")).toHaveCount(2);
    // Backends differ in the last place, which is a step of a byte at most.
    const again = (await canvasPixels(page, "picture")).data;
    expect(Math.max(...again.map((value, at) => Math.abs(value - first[at])))).toBeLessThanOrEqual(1);
  });
}
