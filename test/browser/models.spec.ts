/** Choosing among models, classes and attention sites: with the fixture that has two sites and three classes. */
import { expect, type Page, test } from "@playwright/test";
import {
  canvasPixels,
  openMenu,
  openTask,
  openWithFixture,
  pictureSettled,
  pixelDifference,
  SAME,
  watchFaults,
} from "../support/lens-page";

const image = async (page: Page) => (await canvasPixels(page, "picture")).data;

test("another model brings its own size, classes, sites and card", async ({ page }) => {
  const faults = watchFaults(page);
  await openWithFixture(page);
  const river = await canvasPixels(page, "picture");
  expect(river.width).toBe(16);
  await openTask(page, "image");
  await page.getByTestId("class-choice").getByRole("button", { name: "Road" }).click();
  await pictureSettled(page);
  expect(pixelDifference((await canvasPixels(page, "picture")).data, river.data)).not.toBe(SAME);
  await openMenu(page, "model-menu");
  await page.getByTestId("model-card").locator("summary").click();
  await expect(page.getByTestId("model-card")).toContainText("Random weights; never trained.");
  await page.getByTestId("model-choice").selectOption("cats64");
  await pictureSettled(page);
  expect((await canvasPixels(page, "picture")).width).toBe(64);
  await expect(page.getByTestId("class-choice")).toHaveCount(0);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("each attention site has its own maps and its own changes; pooled keys are patches", async ({
  page,
}) => {
  await openWithFixture(page);
  const choice = page.getByTestId("site-choice");
  await expect(choice.locator("option")).toHaveText(["g.pooled, 8 × 8", "g.full, 16 × 16"]);
  expect((await canvasPixels(page, "plain-map")).width).toBe(4);
  await openTask(page, "read");
  await expect(page.getByText("Keys and values are max-pooled")).toBeVisible();
  await expect(page.getByTestId("gamma")).toHaveText("0.750");
  const before = await canvasPixels(page, "picture");
  await openTask(page, "what-if");
  await page.getByTestId("what-if").getByTestId("attention-switch").click();
  await pictureSettled(page);
  const off = await canvasPixels(page, "picture");
  expect(pixelDifference(off.data, before.data)).not.toBe(SAME);

  await choice.selectOption("g.full");
  expect((await canvasPixels(page, "plain-map")).width).toBe(16);
  await openTask(page, "read");
  await expect(page.getByTestId("gamma")).toHaveText("−0.500");
  // The change at the other site stays until it is undone.
  expect(pixelDifference((await canvasPixels(page, "picture")).data, off.data)).toBe(SAME);
  // The query is at the same place of the image, on a grid of twice the side.
  const cell = async () =>
    (await page.getByTestId("query-cell").textContent())?.split(", ").map(Number) ?? [];
  const fine = await cell();
  await choice.selectOption("g.pooled");
  expect(await cell()).toEqual(fine.map((at) => Math.floor(at / 2)));
  await openTask(page, "what-if");
  await page.getByTestId("what-if").getByRole("button", { name: "Undo all" }).click();
  await pictureSettled(page);
  expect(pixelDifference((await canvasPixels(page, "picture")).data, before.data)).toBe(SAME);
});

test("a direction moves the image, its strip shows where to, and reset brings it back", async ({ page }) => {
  await openWithFixture(page);
  await openTask(page, "image");
  const panel = page.getByTestId("directions");
  await expect(panel.getByRole("slider")).toHaveCount(4);
  await panel.getByRole("button", { name: "All 8 directions" }).click();
  await expect(panel.getByRole("slider")).toHaveCount(8);
  const before = await image(page);
  await panel.getByRole("button", { name: "Preview" }).first().click();
  await openTask(page, "image");
  const frames = page.getByTestId("filmstrip");
  await expect(frames.locator("canvas[data-ready='true']")).toHaveCount(5);
  const frame = (place: number) =>
    frames
      .locator("canvas")
      .nth(place)
      .evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
        return Array.from(data ?? []);
      });
  expect(await frame(2)).toEqual(before);
  await frames.getByRole("button", { name: "Direction 1 at 3", exact: true }).click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), await frame(3))).toBe(SAME);
  expect(pixelDifference(await image(page), before)).not.toBe(SAME);
  await expect(panel.getByRole("slider").first()).toHaveValue("3");
  await panel.getByRole("button", { name: "All to 0" }).click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), before)).toBe(SAME);
});

test("classes are mixed by weights, between the images of the single ones", async ({ page }) => {
  await openWithFixture(page);
  const river = await image(page);
  await openTask(page, "image");
  await page.getByTestId("class-mix").locator("summary").click();
  const slider = (name: string) => page.getByTestId("class-mix").getByRole("slider", { name });
  await expect(slider("River")).toHaveValue("1");
  await slider("Road").fill("1");
  await pictureSettled(page);
  await expect(page.getByTestId("class-mix")).toContainText("50 % of the mix");
  const both = await image(page);
  await slider("River").fill("0");
  await pictureSettled(page);
  await expect(page.getByTestId("class-choice").getByRole("button", { name: "Road" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  const road = await image(page);
  const distance = (a: number[], b: number[]) => a.reduce((sum, byte, at) => sum + Math.abs(byte - b[at]), 0);
  expect(distance(both, river)).toBeGreaterThan(0);
  expect(distance(both, river)).toBeLessThan(distance(road, river));
  expect(distance(both, road)).toBeLessThan(distance(road, river));
});

test("at the start of the training both gammas are 0: the image is the one without attention", async ({
  page,
}) => {
  await openWithFixture(page);
  const finished = await image(page);
  await openTask(page, "what-if");
  await page.getByTestId("what-if").getByTestId("attention-switch").click();
  await page.getByTestId("site-choice").selectOption("g.full");
  await page.getByTestId("what-if").getByTestId("attention-switch").click();
  await pictureSettled(page);
  const off = await image(page);
  // All, not only at the current site.
  await page.getByTestId("what-if").getByRole("button", { name: "Undo all" }).click();
  await page.getByTestId("site-choice").selectOption("g.pooled");
  await pictureSettled(page);
  expect(pixelDifference(await image(page), finished)).toBe(SAME);

  await openTask(page, "network");
  await page.getByTestId("training").locator("> summary").click();
  await expect(page.locator(".charts svg path.chart-line")).toHaveCount(8);
  const moment = page.getByRole("slider", { name: "Training step" });
  await moment.fill("0");
  await pictureSettled(page);
  await expect(page.getByTestId("training-step")).toHaveText("step 0");
  await openTask(page, "read");
  await expect(page.getByTestId("gamma")).toHaveText("0.000");
  expect(pixelDifference(await image(page), off)).toBe(SAME);
  // It is still unfolded.
  await openTask(page, "network");
  await moment.fill("1");
  await pictureSettled(page);
  expect(pixelDifference(await image(page), finished)).toBe(SAME);
});

test("a snapshot that is missing is named, and the finished generator stays", async ({ page }) => {
  await openWithFixture(page);
  const finished = await image(page);
  await page.route("**/snapshots/**", (route) => route.fulfill({ status: 404 }));
  await openTask(page, "network");
  await page.getByTestId("training").locator("> summary").click();
  await page.getByRole("slider", { name: "Training step" }).fill("0");
  await expect(page.getByTestId("notice")).toContainText("snapshots/000000.safetensors was not found");
  await expect(page.getByTestId("training-step")).toContainText("finished");
  await pictureSettled(page);
  expect(pixelDifference(await image(page), finished)).toBe(SAME);
});

test("a snapshot on a slow line shows its progress and can be cancelled", async ({ page }) => {
  await openWithFixture(page);
  const finished = await image(page);
  await page.route("**/snapshots/**", () => new Promise(() => {}));
  await openTask(page, "network");
  await page.getByTestId("training").locator("> summary").click();
  await page.getByRole("slider", { name: "Training step" }).fill("0");
  const progress = page.getByTestId("snapshot-progress");
  await expect(progress).toContainText("MB");
  await progress.getByRole("button", { name: "Cancel" }).click();
  await expect(progress).toHaveCount(0);
  await pictureSettled(page);
  await expect(page.getByTestId("training-step")).toContainText("finished");
  expect(pixelDifference(await image(page), finished)).toBe(SAME);
  await expect(page.getByTestId("notice")).toHaveCount(0);
});
