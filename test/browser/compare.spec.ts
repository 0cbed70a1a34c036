/** The page that compares: what it shows of two sides is what the definitions give for PyTorch's values. */
import { expect, type Page, test } from "@playwright/test";
import { colorTable } from "../../src/render/colormap";
import { colorStep } from "../../src/render/heat-map";
import { SITE_PATH } from "../support/addresses";
import { entry, floats, readWeights } from "../support/files";
import {
  canvasPixels,
  goldenRow,
  goldenValues,
  openLens,
  openTask,
  pictureSettled,
  pixelDifference,
  SAME,
  watchFaults,
} from "../support/lens-page";

const GRID = 32;
const golden = readWeights("test/golden/cats64.safetensors");

/** A side on a golden latent. */
function goldenSide(latent: number, more = ""): string {
  const edits = Array.from(entry(floats(golden, "z"), latent), (value, index) => `${index}:${value}`);
  return encodeURIComponent(`model=cats64&seed=1&psi=1&z=${edits.join(",")}${more}`);
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const value = async (page: Page, testId: string) =>
  Number(await page.getByTestId(testId).getAttribute("data-value"));

/** Waits until both images are those that were asked for, drawn by the engine. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByTestId("compare-page")).toHaveAttribute("aria-busy", "false");
  await expect(page.getByTestId("side-a")).toHaveAttribute("data-from", "engine");
  await expect(page.getByTestId("side-b")).toHaveAttribute("data-from", "engine");
}

async function open(page: Page, hash = "", search = ""): Promise<void> {
  await page.goto(`${SITE_PATH}compare.html${search}${hash && `#${hash}`}`);
  await settled(page);
}

/** The middle of a cell of an image or map. */
async function placeOf(page: Page, testId: string, x: number, y: number) {
  const box = await page.getByTestId(testId).boundingBox();
  if (!box) throw new Error(`${testId} is not shown`);
  return { x: box.x + ((x + 0.5) * box.width) / GRID, y: box.y + ((y + 0.5) * box.height) / GRID };
}

async function pointAt(page: Page, testId: string, x: number, y: number): Promise<void> {
  await page.getByTestId(testId).scrollIntoViewIfNeeded();
  const place = await placeOf(page, testId, x, y);
  await page.mouse.move(place.x, place.y);
}

async function expectQuery(page: Page, x: number, y: number): Promise<void> {
  for (const side of ["a", "b"]) await expect(page.getByTestId(`query-${side}`)).toHaveText(`${x}, ${y}`);
}

const pixels = (page: Page, testId: string) =>
  page
    .getByTestId(testId)
    .locator("canvas")
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const context = canvas.getContext("2d");
      if (!context) throw new Error("no 2d canvas");
      return Array.from(context.getImageData(0, 0, canvas.width, canvas.height).data);
    });

const entropyOf = (row: Float32Array) =>
  -row.reduce((sum, weight) => sum + (weight > 0 ? weight * Math.log(weight) : 0), 0);
const meanAbsolute = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, entryOfA, at) => sum + Math.abs(entryOfA - b[at]), 0) / a.length;

test("numbers, maps and differences of two images are those of PyTorch's rows and images", async ({
  page,
}) => {
  const faults = watchFaults(page);
  const [first, second] = [goldenRow(0, 5), goldenRow(1, 5)];
  await open(page, `a=${goldenSide(0)}&b=${goldenSide(1)}&q=${first.x}.${first.y}`);
  await expectQuery(page, first.x, first.y);
  for (const [side, { row }] of [
    ["a", first],
    ["b", second],
  ] as const) {
    expect(await value(page, `entropy-${side}`)).toBeCloseTo(entropyOf(row), 3);
    expect(await value(page, `largest-${side}`)).toBeCloseTo(Math.max(...row), 4);
  }
  const difference = second.row.map((weight, at) => weight - first.row[at]);
  const distance = difference.reduce((sum, entryOfRow) => sum + Math.abs(entryOfRow), 0) / 2;
  expect(await value(page, "distance")).toBeCloseTo(distance, 4);
  const change = meanAbsolute(goldenValues("image", 0), goldenValues("image", 1));
  expect(await value(page, "mean-change")).toBeCloseTo(change, 4);

  // One scale for both maps: the largest weight of the two rows.
  const top = Math.max(...first.row, ...second.row);
  expect(Number(await page.getByTestId("color-bar").getAttribute("data-top"))).toBeCloseTo(top, 4);
  await expect(page.getByTestId("color-bar")).toHaveAttribute("aria-label", /weight β of a key.*same scale/);
  const table = colorTable("viridis");
  for (const [side, { row }] of [
    ["a", first],
    ["b", second],
  ] as const) {
    const painted = await pixels(page, `map-${side}`);
    row.forEach((weight, at) => {
      const step = colorStep(weight, { top, curve: "root" });
      // Rounding may make it the colour beside it.
      const near = [step - 1, step, step + 1].filter((one) => one >= 0 && one < 256);
      const found = painted.slice(4 * at, 4 * at + 3).join();
      expect(near.map((one) => table.slice(3 * one, 3 * one + 3).join())).toContain(found);
    });
  }
  const scaleTop = Number(await page.getByTestId("map-scale").getAttribute("data-top"));
  expect(scaleTop).toBeCloseTo(Math.max(...difference.map(Math.abs)), 4);
  await expect(page.getByTestId("engines")).toHaveAttribute("data-count", "1");
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("an intervention on one side changes that side alone, as in PyTorch", async ({ page }) => {
  await open(page, `a=${goldenSide(0)}&b=${goldenSide(0, "&gamma=g.attn:0")}&q=12.12`);
  const change = meanAbsolute(goldenValues("image", 0), goldenValues("image.gamma0", 0));
  expect(await value(page, "mean-change")).toBeCloseTo(change, 4);
  expect(await value(page, "distance")).toBe(0);
  await expect(page.getByTestId("same-maps")).toBeVisible();
  expect(await value(page, "gamma-b")).toBe(0);

  // Temperature 2 in its place, by the slider of B.
  await page.getByTestId("settings-b").locator("summary").click();
  const sliders = page.getByTestId("side-b").getByRole("slider");
  await sliders.nth(1).fill("1");
  await sliders.nth(2).fill(String(Math.log10(2)));
  await settled(page);
  const warm = meanAbsolute(goldenValues("image", 0), goldenValues("image.temperature2", 0));
  await expect.poll(async () => Math.abs((await value(page, "mean-change")) - warm)).toBeLessThan(1e-4);
  expect(await value(page, "entropy-b")).toBeGreaterThan(await value(page, "entropy-a"));
  await expect(page.getByTestId("same-maps")).toHaveCount(0);

  // Masks, by buttons; and an end to them.
  await button(page, "Mask keys at the query").click();
  await expect(page.getByTestId("masked-b")).toHaveText("9 keys and 0 queries are masked.");
  await button(page, "Clear masks").click();
  await expect(page.getByTestId("masked-b")).toHaveText("0 keys and 0 queries are masked.");
});

test("pointer, click and keys on either side move both, on image and map", async ({ page }) => {
  await open(page);
  await expectQuery(page, 12, 12);
  for (const [place, x, y] of [
    ["image-a", 20, 8],
    ["image-b", 3, 29],
    ["map-a", 16, 16],
    ["map-b", 31, 0],
  ] as const) {
    await pointAt(page, place, x, y);
    await expectQuery(page, x, y);
  }
  // A click holds the query, and the same click again lets it go.
  const held = await placeOf(page, "image-a", 10, 10);
  await page.mouse.click(held.x, held.y);
  await pointAt(page, "image-b", 25, 25);
  await expectQuery(page, 10, 10);
  await page.mouse.click(held.x, held.y);
  await pointAt(page, "image-b", 25, 25);
  await expectQuery(page, 25, 25);

  const image = page.getByTestId("image-b");
  await image.focus();
  await page.keyboard.press("ArrowLeft");
  await expectQuery(page, 24, 25);
  await page.keyboard.press("Shift+ArrowUp");
  await expectQuery(page, 24, 21);
  await page.keyboard.press("Enter");
  await pointAt(page, "map-a", 1, 1);
  await expectQuery(page, 24, 21);
  await image.focus();
  await page.keyboard.press("Escape");
  await pointAt(page, "map-a", 1, 1);
  await expectQuery(page, 1, 1);
  await expect(page.getByTestId("spoken")).toHaveText(
    /^Query column 1, row 1\. A reads most from column \d+, row \d+, weight .*Distance between the rows: 0\.\d+\.$/,
  );
});

test("sides change places and are copied, and the address brings all of it back", async ({ page }) => {
  const other = encodeURIComponent("model=eurosat64&seed=5&psi=0.5&class=River:1");
  await open(page, `a=${encodeURIComponent("model=cats64&seed=7&gamma=g.attn:0.5")}&b=${other}&q=4.9`);
  await expect(page.getByTestId("engines")).toHaveAttribute("data-count", "2");
  const [a, b] = [await pixels(page, "image-a"), await pixels(page, "image-b")];
  const distance = await value(page, "distance");
  const entropies = [await value(page, "entropy-a"), await value(page, "entropy-b")];

  await button(page, "Swap sides").click();
  await settled(page);
  expect(pixelDifference(await pixels(page, "image-a"), b)).toBe(SAME);
  expect(pixelDifference(await pixels(page, "image-b"), a)).toBe(SAME);
  expect(await value(page, "distance")).toBeCloseTo(distance, 6);
  expect([await value(page, "entropy-b"), await value(page, "entropy-a")]).toEqual(entropies);

  // A reload, and so any other browser, shows the same.
  await expect.poll(() => decodeURIComponent(page.url())).toMatch(/#a=.*eurosat64.*&b=.*cats64.*&qb=4\.9$/s);
  await page.reload();
  await settled(page);
  await expectQuery(page, 4, 9);
  expect(pixelDifference(await pixels(page, "image-b"), a)).toBe(SAME);

  await button(page, "Copy A to B").click();
  await settled(page);
  await expect.poll(async () => pixelDifference(await pixels(page, "image-b"), b)).toBe(SAME);
  await expect(page.getByTestId("same-images")).toBeVisible();
  await expect(page.getByTestId("same-maps")).toBeVisible();
  await expect(page.getByTestId("engines")).toHaveAttribute("data-count", "1");
});

test("a bad address is named part by part, and the rest of it is shown", async ({ page }) => {
  await open(
    page,
    `a=${encodeURIComponent("seed=7&psi=99")}&b=${encodeURIComponent("colour=red")}&q=40.40&zoom=2`,
  );
  const notice = page.locator("[data-testid=notice][data-code=link-fields]");
  await expect(notice).toContainText("a: psi, b: colour, zoom");
  // A cell that the grid does not have is the nearest one, and is named.
  await expectQuery(page, 31, 31);
  await expect(page.locator("[data-testid=notice-a][data-code=link-misfit]")).toContainText("q=40.40");
});

test("a model that the site does not have is named, and the other side stays", async ({ page }) => {
  await open(page, `a=&b=${encodeURIComponent("model=dogs64")}`);
  await expect(page.locator("[data-testid=notice-b]")).toContainText("dogs64");
  await expectQuery(page, 12, 12);
});

test("model, class, step, truncation and seed are each side's own", async ({ page }) => {
  await open(page);
  const a = await pixels(page, "image-a");
  const side = page.getByTestId("side-b");
  await side.getByTestId("model-choice").selectOption("eurosat64");
  await settled(page);
  await expect(page.getByTestId("engines")).toHaveAttribute("data-count", "2");
  await page.getByTestId("settings-b").locator("summary").click();
  const seen = new Set([JSON.stringify(await pixels(page, "image-b"))]);
  const changed = async (work: () => Promise<unknown>) => {
    await work();
    await settled(page);
    await expect.poll(async () => seen.has(JSON.stringify(await pixels(page, "image-b")))).toBe(false);
    seen.add(JSON.stringify(await pixels(page, "image-b")));
  };
  await changed(() => side.getByLabel("Class", { exact: true }).selectOption({ index: 3 }));
  await changed(() => side.getByLabel("Seed", { exact: true }).fill("4321"));
  await changed(() => side.getByRole("slider").first().fill("0.3"));
  await changed(() => page.getByTestId("step-b").selectOption({ index: 1 }));
  expect(pixelDifference(await pixels(page, "image-a"), a)).toBe(SAME);
  // And the lens opens with all of it.
  const image = await pixels(page, "image-b");
  await side.getByRole("link", { name: "Open B in the lens" }).click();
  await pictureSettled(page);
  await expect
    .poll(async () => pixelDifference((await canvasPixels(page, "picture")).data, image))
    .toBe(SAME);
});

test("the lens opens the comparison with the unmodified image, or with the baseline", async ({ page }) => {
  await openLens(page);
  const before = (await canvasPixels(page, "picture")).data;
  await openTask(page, "what-if");
  await page.getByTestId("attention-switch").click();
  await pictureSettled(page);
  const after = (await canvasPixels(page, "picture")).data;
  await page.getByTestId("compare-link").click();
  await settled(page);
  expect(pixelDifference(await pixels(page, "image-a"), before)).toBe(SAME);
  expect(pixelDifference(await pixels(page, "image-b"), after)).toBe(SAME);
  await expectQuery(page, 12, 12);
  const change = await value(page, "mean-change");
  await page.goBack();
  await pictureSettled(page);
  await openTask(page, "what-if");
  await expect.poll(async () => Math.abs((await value(page, "mean-change")) - change)).toBeLessThan(1e-9);
  await button(page, "Set as baseline").click();
  await page.getByTestId("attention-switch").click();
  await pictureSettled(page);
  await page.getByTestId("compare-link").click();
  await settled(page);
  expect(pixelDifference(await pixels(page, "image-a"), after)).toBe(SAME);
  expect(pixelDifference(await pixels(page, "image-b"), before)).toBe(SAME);
});

test("in Korean, on a phone: images first, moved by a finger", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true });
  const page = await context.newPage();
  const faults = watchFaults(page);
  await open(page, "", "?lang=ko");
  await expect(page).toHaveTitle("두 이미지 비교 · SAGAN Lens");
  await expect(page.getByRole("heading", { name: "서로 어떻게 다릅니까?" })).toBeVisible();
  for (const testId of ["image-a", "image-b", "map-a", "map-b"]) {
    const box = await page.getByTestId(testId).boundingBox();
    expect(box && box.y + box.height, testId).toBeLessThan(740);
    expect(box?.width, testId).toBeGreaterThan(150);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const place = await placeOf(page, "image-b", 6, 27);
  await page.touchscreen.tap(place.x, place.y);
  await expectQuery(page, 6, 27);
  await page.getByRole("button", { name: "좌우 바꾸기" }).tap();
  await settled(page);
  expect(await value(page, "gamma-a")).toBe(0);
  await expect(page.getByTestId("spoken")).toContainText("질의 6열 27행");
  expect(faults).toEqual({ console: [], foreign: [] });
  await context.close();
});
