/** The presenter's view by keys alone, as a remote clicker sends them: steps of a tour, pins, seeds, the dot, and the way back. */
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import type { Tour } from "../../src/viewer/tour/tour";
import { dropFile } from "../support/drag-file";
import { projectPath } from "../support/files";
import {
  canvasPixels,
  framesPass,
  openLens,
  openMenu,
  pictureSettled,
  pixelDifference,
  SAME,
  watchFaults,
} from "../support/lens-page";

const lens = JSON.parse(readFileSync(projectPath("public/tours/lens.json"), "utf8")) as Tour;
/** Cells to a side of the model's attention. */
const GRID = 32;
/** How wide an image a laptop's or a projector's screen holds twice. */
const SCREENS = [
  [1920, 1080],
  [1440, 900],
] as const;

const view = (page: Page) => page.getByTestId("presenter");
const caption = (page: Page) => page.getByTestId("presenter-caption");
const standing = (page: Page) => page.getByTestId("presenter-standing");
const mark = (page: Page) => view(page).locator(".query-mark");
const dots = (page: Page) => view(page).locator('[data-testid^="dot-"]');

/** Opens the view from the menu, by keys. */
async function present(page: Page): Promise<void> {
  await page.getByTestId("more").locator("> button").focus();
  await page.keyboard.press("Enter");
  await page.getByTestId("present").press("Enter");
  await expect(view(page)).toBeFocused();
}

/** Both views say by their marks which cell the query is. */
async function expectQuery(page: Page, x: number, y: number): Promise<void> {
  for (const part of ["presenter-image", "presenter-map"]) {
    await expect(page.getByTestId(part).locator('[data-testid="query"]')).toHaveAttribute(
      "data-cell",
      `${x},${y}`,
    );
  }
}

/** Moves the pointer to the middle of a cell of the image or the map. */
async function pointAt(page: Page, part: string, x: number, y: number): Promise<void> {
  const box = await page.getByTestId(part).boundingBox();
  if (!box) throw new Error(`${part} is not shown`);
  await page.mouse.move(box.x + ((x + 0.5) * box.width) / GRID, box.y + ((y + 0.5) * box.height) / GRID);
}

test("keys alone lead through a tour and out again", async ({ page }) => {
  const faults = watchFaults(page);
  await openLens(page, "#v=1&model=cats64&seed=4&q=12.12&tour=lens.1");
  await expect(page.getByTestId("tour-caption")).toBeVisible();
  await present(page);
  await expect(page).toHaveURL(/tour=lens\.1&present=1$/);
  // Nothing below can be reached.
  await expect(page.locator(".page")).toHaveJSProperty("inert", true);
  const said = (at: number) => expect(caption(page)).toHaveText(lens.steps[at].caption.en);
  await said(0);
  const forward = ["PageDown", "ArrowRight", " ", "ArrowDown", "PageDown"];
  for (const [at, key] of forward.entries()) {
    await page.keyboard.press(key);
    await said(at + 1);
    await expect(standing(page)).toContainText(`Step ${at + 2} of 6`);
  }
  // The last step is the end.
  await page.keyboard.press("PageDown");
  await said(5);
  await expect(view(page).getByRole("button", { name: "Next" })).toBeDisabled();
  for (const [at, key] of ["PageUp", "ArrowLeft", "Shift+ ", "ArrowUp", "PageUp"].entries()) {
    await page.keyboard.press(key);
    await said(4 - at);
  }
  await page.keyboard.press("PageUp");
  await said(0);
  await page.keyboard.press("Escape");
  await expect(view(page)).toHaveCount(0);
  await expect(page.getByTestId("more").locator("> button")).toBeFocused();
  await expect(page.getByTestId("tour-caption")).toHaveText(lens.steps[0].caption.en);
  await expect(page).toHaveURL(/tour=lens\.1$/);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("a step that asks hides the row until the next press", async ({ page }) => {
  const steps = [
    { state: "model=cats64&seed=4&q=12.12", caption: { en: "Where does it look?" }, ask: "row" },
    { state: "model=cats64&seed=4&q=20.9", caption: { en: "Another place." } },
  ];
  const tour = { format: "sagan-lens-tour", version: 1, title: { en: "A question" }, steps };
  await openLens(page);
  await dropFile(page, { name: "asking.json", bytes: Buffer.from(JSON.stringify(tour)) });
  await expect(page.getByTestId("tour-caption")).toHaveText("Where does it look?");
  await present(page);
  await pictureSettled(page);
  const row = [view(page).locator(".stage-map").first(), page.getByTestId("presenter-plain")];
  for (const part of row) await expect(part).toBeVisible({ visible: false });
  await expect(page.getByTestId("presenter-picture")).toBeVisible();
  await expect(view(page).getByTestId("spoken")).toHaveCount(0);
  await page.keyboard.press("PageDown");
  await expect(caption(page)).toHaveText("Where does it look?");
  for (const part of row) await expect(part).toBeVisible();
  await page.keyboard.press("PageDown");
  await expect(caption(page)).toHaveText("Another place.");
  // Another visit asks again.
  await page.keyboard.press("PageUp");
  await expect(caption(page)).toHaveText("Where does it look?");
  for (const part of row) await expect(part).toBeVisible({ visible: false });
  await view(page).getByRole("button", { name: "Show the row" }).click();
  for (const part of row) await expect(part).toBeVisible();
});

test("an address opens the view; the focus then comes to the image, and a reload stays", async ({ page }) => {
  await openLens(page, "#v=1&model=cats64&seed=4&q=12.12&tour=lens.2&present=1");
  await expect(caption(page)).toHaveText(lens.steps[1].caption.en);
  await page.keyboard.press("PageDown");
  await expect(caption(page)).toHaveText(lens.steps[2].caption.en);
  await expect(page).toHaveURL(/tour=lens\.3&present=1$/);
  await page.reload();
  await expect(caption(page)).toHaveText(lens.steps[2].caption.en);
  // The whole map of this step, the column of a cell, is drawn here as on the page.
  await pictureSettled(page);
  await expect
    .poll(async () => {
      const found = await canvasPixels(page, "presenter-plain");
      const wanted = await canvasPixels(page, "plain-map");
      // Neither is drawn at once.
      return found.width === GRID ? pixelDifference(found.data, wanted.data) : "not drawn yet";
    })
    .toBe(SAME);
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("stage")).toBeFocused();
});

test("without a tour the pins are stepped through, and the dot is the query wherever it points", async ({
  page,
}) => {
  await openLens(page, "#v=1&model=cats64&seed=4&q=8.13&pins=8.13,24.13&present=1");
  await expect(standing(page)).toHaveText("Pin 1 of 2");
  await expect(dots(page)).toHaveCount(0);
  const first = await canvasPixels(page, "presenter-plain");
  await page.keyboard.press("PageDown");
  await expect(standing(page)).toHaveText("Pin 2 of 2");
  await expect(caption(page)).toContainText("Query column 24, row 13.");
  expect((await canvasPixels(page, "presenter-plain")).data).not.toEqual(first.data);
  // Over the image, then over the map: the row of the cell under the pointer, though there are pins.
  for (const [part, x, y] of [
    ["presenter-image", 3, 20],
    ["presenter-map", 17, 5],
  ] as const) {
    await pointAt(page, part, x, y);
    await expectQuery(page, x, y);
    await expect(dots(page)).toHaveCount(2);
    for (const dot of await dots(page).all()) await expect(dot).toHaveAttribute("data-cell", `${x},${y}`);
    await expect(caption(page)).toContainText(`Query column ${x}, row ${y}.`);
  }
  await page.keyboard.press("Shift+ArrowRight");
  await expectQuery(page, 18, 5);
  await expect(standing(page)).toHaveText("Pin 2 of 2");
  // Back from where the pins were left.
  await page.keyboard.press("PageUp");
  await expect(standing(page)).toHaveText("Pin 1 of 2");
  await expect(dots(page)).toHaveCount(0);
  // What a click would pin on the page is only pointed at here.
  await pointAt(page, "presenter-image", 9, 9);
  await page.mouse.down();
  await page.mouse.up();
  await expect(mark(page).and(view(page).getByTestId("pin"))).toHaveCount(4);
  await page.mouse.move(0, 0);
  await expect(dots(page)).toHaveCount(0);
  await expectQuery(page, 9, 9);
});

test("without pins the seed is stepped, one undo step each; the dot by keys", async ({ page }) => {
  await openLens(page, "#v=1&model=cats64&seed=4&q=12.12");
  await present(page);
  await expect(standing(page)).toHaveText("Seed 4");
  await page.keyboard.press(" ");
  await expect(standing(page)).toHaveText("Seed 5");
  await page.keyboard.press("Shift+ArrowDown");
  await expectQuery(page, 12, 13);
  await expect(dots(page)).toHaveCount(2);
  await page.keyboard.press("PageDown");
  await expect(standing(page)).toHaveText("Seed 6");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page).toHaveURL(/seed=5&/);
});

test("image and map fill a projector's screen side by side, in large type", async ({ page }) => {
  await openLens(page, "#v=1&model=cats64&seed=4&q=12.12&tour=lens.1&present=1");
  await expect(caption(page)).toHaveText(lens.steps[0].caption.en);
  for (const [width, height] of SCREENS) {
    await page.setViewportSize({ width, height });
    await framesPass(page, 2);
    const [image, map] = await Promise.all(
      ["presenter-image", "presenter-map"].map((part) => page.getByTestId(part).boundingBox()),
    );
    if (!image || !map) throw new Error("image or map is not shown");
    expect(image.y).toBe(map.y);
    expect(map.x).toBeGreaterThan(image.x + image.width);
    expect(image.width).toBeGreaterThan(width * 0.39);
    expect(map.width).toBe(image.width);
    const size = await caption(page).evaluate((element) =>
      Number.parseFloat(getComputedStyle(element).fontSize),
    );
    expect(size).toBeGreaterThanOrEqual(22);
    // Every caption of the tours that come with the lens is in the window as a whole.
    for (let at = 0; at < lens.steps.length; at++) {
      await expect(caption(page)).toHaveText(lens.steps[at].caption.en);
      await expect(caption(page)).toBeInViewport({ ratio: 1 });
      await page.keyboard.press("PageDown");
    }
    for (let at = 0; at < lens.steps.length; at++) await page.keyboard.press("PageUp");
  }
});

test.describe("in Korean, on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, locale: "ko-KR" });
  test("fingers open it, point, lead on and leave", async ({ page }) => {
    await openLens(page, "#v=1&model=cats64&seed=4&q=12.12&tour=lens.1");
    await expect(page.getByTestId("tour-caption")).toBeVisible();
    const menu = await openMenu(page, "more");
    await menu.getByTestId("present").tap();
    await expect(caption(page)).toHaveText(lens.steps[0].caption.ko ?? "");
    for (const part of ["presenter-image", "presenter-map"]) {
      await expect(page.getByTestId(part)).toBeInViewport({ ratio: 1 });
    }
    await page.getByTestId("presenter-image").tap({ position: { x: 3, y: 3 } });
    await expectQuery(page, 0, 0);
    await view(page).getByRole("button", { name: "다음" }).tap();
    await expect(caption(page)).toHaveText(lens.steps[1].caption.ko ?? "");
    await view(page).getByRole("button", { name: "발표 화면 닫기" }).tap();
    await expect(view(page)).toHaveCount(0);
  });
});
