/** The page as its users meet it: a machine without a GPU, a mouse, a keyboard, a phone. */
import { expect, type Page, test } from "@playwright/test";
import { SITE_PATH } from "../support/addresses";
import {
  canvasPixels,
  clickCell,
  expectPaintedRow,
  goldenRow,
  openLens,
  openTask,
  pictureSettled,
  pixelDifference,
  SAME,
  typeGoldenLatent,
  waitForMark,
  watchFaults,
} from "../support/lens-page";

const queryCell = (page: Page) => page.getByTestId("query-cell");
const bytesOf = async (page: Page, canvas: string) => (await canvasPixels(page, canvas)).data;

/** Largest difference between two lists of bytes. */
const largestStep = (a: readonly number[], b: readonly number[]) =>
  a.reduce((most, byte, at) => Math.max(most, Math.abs(byte - b[at])), 0);

test("a still can be hovered before model and engine have arrived, and the engine takes over without a jump", async ({
  page,
}) => {
  const faults = watchFaults(page);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/generator.safetensors", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(SITE_PATH);
  await waitForMark(page, "lens:first-hover");
  await expect(page.getByTestId("engine-loading")).toBeVisible();
  const box = await page.getByTestId("stage").boundingBox();
  if (!box) throw new Error("no stage");
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.7);
  await expect(queryCell(page)).toHaveText("16, 22");
  const still = await bytesOf(page, "picture");
  const map = await bytesOf(page, "plain-map");
  release();
  await waitForMark(page, "lens:first-picture");
  await pictureSettled(page);
  // The still was rounded on another backend: a byte on the edge may fall to the other side, none further.
  const taken = await bytesOf(page, "picture");
  expect(largestStep(still, taken)).toBeLessThanOrEqual(1);
  await expect(queryCell(page)).toHaveText("16, 22");
  expect(largestStep(map, await bytesOf(page, "plain-map"))).toBeLessThanOrEqual(2);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("a clicked pixel shows PyTorch's row", async ({ page }) => {
  await openLens(page);
  await typeGoldenLatent(page, 0);
  await openTask(page, "display");
  await page.getByText("This map", { exact: true }).click();
  const { x, y, row } = goldenRow(0, 17);
  await clickCell(page, x, y);
  await expectPaintedRow(page, row, 0.65);
  await openTask(page, "read");
  await expect(page.getByTestId("row-sum")).toHaveText("1.000");
});

test("a pin holds the map until Escape unpins it", async ({ page }) => {
  await openLens(page);
  await clickCell(page, 8, 8);
  await expect(page.getByTestId("stage").getByTestId("pin")).toHaveAttribute("data-cell", "8,8");
  await page.getByTestId("stage").hover({ position: { x: 5, y: 5 } });
  await expect(queryCell(page)).toHaveText("8, 8");
  await expect(page.getByTestId("hint")).toHaveText(/^key 0, 0: β = /);
  await clickCell(page, 20, 9, ["Shift"]);
  await expect(page.getByTestId("stage").getByTestId("pin")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(queryCell(page)).toHaveText("8, 8");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("stage").getByTestId("pin")).toHaveCount(0);
  await page.getByTestId("stage").hover({ position: { x: 5, y: 5 } });
  await expect(queryCell(page)).toHaveText("0, 0");
});

test("the keyboard alone moves, pins and unpins, and the sentence says where the query attends", async ({
  page,
}) => {
  await openLens(page);
  await page.getByTestId("stage").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowUp");
  await expect(queryCell(page)).toHaveText("13, 8");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("stage").getByTestId("pin")).toHaveAttribute("data-cell", "13,8");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByTestId("stage").getByTestId("pin")).toHaveAttribute("data-cell", "13,9");
  await page.keyboard.press("ArrowRight");
  await expect(queryCell(page)).toHaveText("14, 9");
  await page.keyboard.press("Shift+Enter");
  await expect(page.getByTestId("stage").getByTestId("pin")).toHaveCount(2);
  await page.keyboard.press("Delete");
  await page.keyboard.press("1");
  await expect(queryCell(page)).toHaveText("13, 9");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("stage").getByTestId("pin")).toHaveCount(0);
  await expect(page.getByTestId("spoken")).toHaveText(
    /Query column 13, row 9\. It reads most from column \d+, row \d+/,
  );
});

test("a tap after + Pin stands beside the first, on the image as on the map, and the map is read as what it is", async ({
  page,
}) => {
  await openLens(page);
  await clickCell(page, 8, 8);
  await page.getByTestId("pin-next").click();
  const map = page.getByTestId("plain-map-stage");
  await map.scrollIntoViewIfNeeded();
  await map.click({ position: { x: 5, y: 5 } });
  const pins = page.getByTestId("stage").getByTestId("pin");
  await expect(pins).toHaveCount(2);
  await expect(pins.last()).toHaveAttribute("data-cell", "0,0");
  await expect(pins.last().locator("text")).toHaveText("2");
  await page.getByTestId("map-choice").selectOption({ label: "Entropy of each query" });
  await map.hover({ position: { x: 6, y: 6 } });
  await expect(page.getByTestId("map-reading")).toHaveText(/^query 0, 0: entropy = [\d.]+ nats$/);
  await expect(page.getByTestId("hint")).toHaveText(/^query 0, 0: entropy = [\d.]+ nats$/);
});

test("pointing at one of the small maps of the row's parts is pointing at the image; a click on it shows that part", async ({
  page,
}) => {
  await openLens(page);
  const part = page.getByTestId("part-pairwise");
  const box = await part.locator("canvas").boundingBox();
  if (!box) throw new Error("the small map has no box");
  const place = { x: box.width * (4.5 / 32), y: box.height * (20.5 / 32) };
  await part.locator("canvas").hover({ position: place });
  await expect(page.getByTestId("stage").getByTestId("query")).toHaveAttribute("data-cell", "4,20");
  await part.click({ position: place });
  await expect(part).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByTestId("stage").getByTestId("pin")).toHaveCount(0);
});

test("the three scales relabel the colour bar", async ({ page }) => {
  await openLens(page);
  const bar = page.getByTestId("color-bar");
  const top = async () => Number(await bar.getAttribute("data-top"));
  const absolute = await top();
  await clickCell(page, 16, 3);
  await clickCell(page, 2, 2, ["Shift"]);
  await openTask(page, "display");
  await page.getByText("This map", { exact: true }).click();
  const map = await top();
  await page.getByText("Pins", { exact: true }).click();
  const pins = await top();
  expect(absolute).toBeGreaterThanOrEqual(pins);
  expect(pins).toBeGreaterThanOrEqual(map);
  const labels = await bar.locator(".color-bar-tick").allTextContents();
  expect(labels[0]).toBe("0");
  expect(Number(labels.at(-1))).toBeCloseTo(pins, 2);
});

test("seed, truncation and sliders change the image; the same seed brings it back", async ({ page }) => {
  await openLens(page);
  const first = await bytesOf(page, "picture");
  const seed = page.getByRole("textbox", { name: "Seed" });
  await seed.fill("7");
  await pictureSettled(page);
  const seven = await bytesOf(page, "picture");
  expect(pixelDifference(seven, first)).not.toBe(SAME);

  await openTask(page, "image");
  await page.locator("details.latent-group summary").first().click();
  const slider = page.getByRole("slider", { name: "Latent entry 3", exact: true });
  await slider.fill("2.5");
  await pictureSettled(page);
  expect(pixelDifference(await bytesOf(page, "picture"), seven)).not.toBe(SAME);
  await expect(page.getByTestId("latent-edited")).toHaveText("1 entry changed");
  await slider.dblclick();
  await expect(page.getByRole("spinbutton", { name: "Value of latent entry 3", exact: true })).toHaveValue(
    "0.00",
  );
  await page.getByRole("button", { name: "Reset latent entry 3 to its seed's value" }).click();
  await pictureSettled(page);
  expect(pixelDifference(await bytesOf(page, "picture"), seven)).toBe(SAME);

  // Key by key, as a person types: a lone minus sign or point is no number yet, and must stay.
  const typed = page.getByRole("spinbutton", { name: "Value of latent entry 3", exact: true });
  for (const [keys, value] of [
    ["-2", "-2.00"],
    [".5", "0.50"],
    ["0,5", "0.50"],
    ["1.05", "1.05"],
  ]) {
    await typed.selectText();
    await typed.pressSequentially(keys);
    await expect(typed).toHaveValue(keys);
    await seed.focus();
    await expect(typed).toHaveValue(value);
  }
  await page.getByRole("button", { name: "Reset latent entry 3 to its seed's value" }).click();
  await pictureSettled(page);
  expect(pixelDifference(await bytesOf(page, "picture"), seven)).toBe(SAME);

  await seed.fill("99999999999");
  await expect(seed).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("button", { name: "New seed" }).click();
  await pictureSettled(page);
  expect(pixelDifference(await bytesOf(page, "picture"), seven)).not.toBe(SAME);
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  await pictureSettled(page);
  expect(pixelDifference(await bytesOf(page, "picture"), first)).toBe(SAME);
});

test("seeds are browsed by their images, and a click takes one", async ({ page }) => {
  await openLens(page);
  await page.locator(".film").getByText("Seeds", { exact: true }).click();
  const grid = page.getByTestId("seed-grid");
  await expect(grid.locator("canvas[data-ready='true']")).toHaveCount(12);
  await expect(grid.getByRole("button", { name: "Seed 4", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.getByRole("button", { name: "Later seeds" }).click();
  await grid.getByRole("button", { name: "Seed 20", exact: true }).click();
  await pictureSettled(page);
  await expect(page.getByRole("textbox", { name: "Seed" })).toHaveValue("20");
  await expect(grid.getByRole("button", { name: "Seed 20", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  const thumb = () =>
    grid
      .getByRole("button", { name: "Seed 20", exact: true })
      .locator("canvas")
      .evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
        return Array.from(data ?? []);
      });
  const shown = await bytesOf(page, "picture");
  await expect.poll(async () => pixelDifference(await thumb(), shown)).toBe(SAME);
});

test("a variation moves every entry but the locked ones, and a locked one keeps its value for another seed", async ({
  page,
}) => {
  await openLens(page);
  await openTask(page, "image");
  await page.locator("details.latent-group summary").first().click();
  const value = (index: number) =>
    page.getByRole("spinbutton", { name: `Value of latent entry ${index}`, exact: true });
  const [third, fourth] = [await value(3).inputValue(), await value(4).inputValue()];
  // A small step may leave the two digits of one entry as they were; of several it does not.
  const some = () => Promise.all([4, 5, 6, 7, 8, 9].map((index) => value(index).inputValue()));
  const before = await some();
  await page.getByRole("button", { name: "Lock latent entry 3", exact: true }).click();
  await page.getByRole("button", { name: "Vary a little" }).click();
  await pictureSettled(page);
  await expect(value(3)).toHaveValue(third);
  await expect.poll(some).not.toEqual(before);
  await expect(page.getByTestId("latent-edited")).toHaveText("128 entries changed");
  await page.getByRole("button", { name: "Reset all" }).click();
  await expect(value(4)).toHaveValue(fourth);
  await page.getByRole("textbox", { name: "Seed" }).fill("7");
  await expect(value(3)).toHaveValue(third);
  await expect(value(4)).not.toHaveValue(fourth);
});

test("the second visit takes the weights from the cache", async ({ page }) => {
  await openLens(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  expect(asked.filter((url) => url.endsWith("generator.safetensors"))).toEqual([]);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 768, 1440]) {
    test(`nothing overflows at ${width} pixels, ${colorScheme}`, async ({ browser }) => {
      const context = await browser.newContext({
        viewport: { width, height: 740 },
        colorScheme,
        hasTouch: width < 700,
      });
      const page = await context.newPage();
      await openLens(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (width < 700) {
        const box = await page.getByTestId("stage").boundingBox();
        if (!box) throw new Error("no stage");
        await page.touchscreen.tap(box.x + (box.width * 8.5) / 32, box.y + (box.height * 8.5) / 32);
        await expect(page.getByTestId("stage").getByTestId("pin")).toHaveAttribute("data-cell", "8,8");
      }
      await context.close();
    });
  }
}
