/** What explains the attention: pins, regions, views of the whole matrix, parts, links, the equation, changes. */
import { expect, type Page, test } from "@playwright/test";
import {
  canvasPixels,
  clickCell,
  dragCells,
  expectPaintedRow,
  goldenRow,
  goldenValues,
  openGoldenLatent,
  openLens,
  openTask,
  pictureSettled,
  pixelDifference,
  SAME,
  watchFaults,
} from "../support/lens-page";

const OPACITY = 0.65;
const GRID = 32;
const stage = (page: Page) => page.getByTestId("stage");
const pictureBytes = async (page: Page) => (await canvasPixels(page, "picture")).data.join(",");
const chooseMap = (page: Page, name: string) => page.getByTestId("map-choice").selectOption({ label: name });
const chooseTool = (page: Page, name: string) =>
  page.locator(".tools").getByText(name, { exact: true }).click();
/** What a golden file keeps of a part of the queries or keys. */
const slice = (values: Float32Array, at: number) => values.subarray(at * GRID * GRID, (at + 1) * GRID * GRID);

test("pins stand side by side, are dragged, shown and removed; undo brings one back", async ({ page }) => {
  const faults = watchFaults(page);
  await openLens(page);
  await clickCell(page, 4, 4);
  await clickCell(page, 20, 9, ["Shift"]);
  await clickCell(page, 27, 27, ["Shift"]);
  const strip = page.getByTestId("pin-strip");
  await expect(strip.getByRole("listitem")).toHaveCount(3);
  await expect(strip).toContainText("50 % of the weight");
  for (const map of await strip.locator("canvas").all()) await expect(map).toBeVisible();
  await dragCells(page, [20, 9], [12, 15]);
  await expect(stage(page).locator("[data-cell='12,15']")).toHaveCount(1);
  await expect(stage(page).getByTestId("pin")).toHaveCount(3);
  await strip.getByRole("button", { name: /^Show pin \d, query 4, 4$/ }).click();
  await openTask(page, "read");
  await expect(page.getByTestId("query-cell")).toHaveText("4, 4");
  await strip.getByRole("button", { name: /^Remove pin \d at 12, 15$/ }).click();
  await expect(stage(page).getByTestId("pin")).toHaveCount(2);
  await page.keyboard.press("Control+z");
  await expect(stage(page).getByTestId("pin")).toHaveCount(3);
  await page.keyboard.press("Control+Shift+z");
  await expect(stage(page).getByTestId("pin")).toHaveCount(2);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("a dragged rectangle and a brushed stroke show their mean row", async ({ page }) => {
  await openLens(page);
  await chooseTool(page, "Rectangle");
  await dragCells(page, [4, 4], [7, 6]);
  await openTask(page, "read");
  await expect(page.getByTestId("region-size")).toHaveText("12");
  await expect(page.getByTestId("row-sum")).toHaveText("1.000");
  await expect(page.getByTestId("region")).toHaveCount(1);
  await stage(page).focus();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("region")).toHaveCount(0);
  await chooseTool(page, "Brush");
  await dragCells(page, [10, 10], [10, 10]);
  await expect(page.getByTestId("region-size")).toHaveText("9");
  await page.getByRole("button", { name: "Clear the region" }).click();
  await expect(page.getByTestId("query-cell")).toBeVisible();
});

test("columns, whole-matrix views and the two parts are painted as PyTorch computes them", async ({
  page,
}) => {
  await openGoldenLatent(page, 0);
  await openTask(page, "display");
  await page.getByText("This map", { exact: true }).click();

  await chooseMap(page, "Which queries read this location");
  const key = goldenValues("attn.columnKeys")[6];
  await clickCell(page, key % GRID, Math.floor(key / GRID));
  await expect(page.getByTestId("summary-progress")).toHaveCount(0);
  await expectPaintedRow(page, slice(goldenValues("attn.columns", 0), 6), OPACITY);

  await chooseMap(page, "Attention received");
  await expectPaintedRow(page, goldenValues("attn.received", 0), OPACITY);
  await chooseMap(page, "Entropy of each query");
  const entropy = { top: Math.log(GRID * GRID), curve: "linear" } as const;
  await expectPaintedRow(page, goldenValues("attn.entropy", 0), OPACITY, entropy);
  await chooseMap(page, "Query dependence");
  const share = { top: 1, curve: "linear" } as const;
  await expectPaintedRow(page, goldenValues("attn.dependence", 0), OPACITY, share);
  await chooseMap(page, "Share on neighbouring cells");
  await expectPaintedRow(page, goldenValues("attn.neighbourhood", 0), OPACITY, share);

  await chooseMap(page, "What this query reads");
  const query = goldenValues("attn.partRows")[9];
  await clickCell(page, query % GRID, Math.floor(query / GRID));
  const dependence = goldenValues("attn.dependence", 0)[query];
  await openTask(page, "read");
  await expect(page.getByTestId("dependence")).toHaveText(dependence.toFixed(3));
  await page.getByTestId("part-pairwise").click();
  await expectPaintedRow(page, slice(goldenValues("attn.pairwise", 0), 9), OPACITY);
  await page.getByTestId("part-unary").click();
  await expectPaintedRow(page, goldenValues("attn.unary", 0), OPACITY);
  await expect(page.getByTestId("own-sentence")).toHaveText(
    /^(The (pairwise|unary) part dominates|Both parts)/,
  );
});

test("outline, links and the reach of convolution are drawn where they were asked for", async ({ page }) => {
  await openLens(page);
  await clickCell(page, 16, 16);
  await expect(page.getByTestId("mass")).toHaveCount(0);
  await openTask(page, "display");
  await page.getByRole("slider", { name: "Weight outline" }).fill("0.5");
  await expect(page.getByTestId("mass")).toHaveCount(1);
  await page.getByRole("slider", { name: "Strongest links" }).fill("5");
  await expect(page.getByTestId("links").locator("> g")).toHaveCount(5);
  await page.getByRole("checkbox", { name: "Receptive field of convolution" }).check();
  const reach = page.getByTestId("reach").locator("text");
  await expect(reach).toHaveText(["32×32", "16×16", "8×8", "4×4"]);
});

test("the equation holds this query's numbers, and a key of its table is marked in the image", async ({
  page,
}) => {
  await openGoldenLatent(page, 0);
  const { x, y, row } = goldenRow(0, 17);
  await clickCell(page, x, y);
  await openTask(page, "read");
  const panel = page.getByTestId("equation");
  await panel.locator("> summary").click();
  const rows = page.getByTestId("top-keys").locator("tbody tr");
  await expect(rows).toHaveCount(8);
  const heaviest = row.indexOf(Math.max(...row));
  await expect(rows.first().locator("button")).toHaveText(
    `${heaviest % GRID}, ${Math.floor(heaviest / GRID)}`,
  );
  await expect(page.getByTestId("focus-key")).toHaveCount(0);
  await rows.nth(2).hover();
  await expect(page.getByTestId("focus-key")).toHaveCount(1);
  await rows.nth(2).locator("button").click();
  await expect(rows.nth(2).locator("button")).toHaveAttribute("aria-pressed", "true");
  const beta = Number(await rows.nth(2).locator("td").nth(1).textContent());
  await openTask(page, "read");
  await expect(panel.getByRole("math", { name: /^beta j i equals/ })).toContainText(String(beta));
  await panel.getByTestId("norm-o").hover();
  await expect(page.getByTestId("focus-query")).toHaveCount(1);
  await expect(page.getByTestId("focus-key")).toHaveCount(0);

  await panel.getByText(/^The vectors/).click();
  const numbers = async (at: number) =>
    (await page.getByTestId("vectors").locator(".vector").nth(at).locator("span").allTextContents()).map(
      Number,
    );
  const [o, x_, sum] = [await numbers(0), await numbers(1), await numbers(2)];
  const gamma = Number(await page.getByTestId("gamma").textContent());
  expect(sum).toHaveLength(64);
  sum.forEach((value, c) => {
    // Two decimals are shown of each.
    expect(Math.abs(value - (gamma * o[c] + x_[c]))).toBeLessThan(0.02);
  });
});

test("gamma off changes the image by what PyTorch says, shows the difference, and is undone", async ({
  page,
}) => {
  const faults = watchFaults(page);
  await openGoldenLatent(page, 0);
  const learned = await pictureBytes(page);
  await openTask(page, "what-if");
  const panel = page.getByTestId("what-if");
  await openTask(page, "what-if");
  await panel.getByTestId("attention-switch").click();
  await pictureSettled(page);
  const image = goldenValues("image", 0);
  const off = goldenValues("image.gamma0", 0);
  const change = image.reduce((total, value, at) => total + Math.abs(value - off[at]), 0) / image.length;
  await expect(page.getByTestId("mean-change")).toBeVisible();
  const shown = Number(await page.getByTestId("mean-change").getAttribute("data-value"));
  expect(Math.abs(shown - change)).toBeLessThan(1e-5);
  const without = await pictureBytes(page);
  expect(without).not.toBe(learned);

  await panel.getByText("Before", { exact: true }).click();
  expect(await pictureBytes(page)).toBe(learned);
  await panel.getByText("Difference", { exact: true }).click();
  await expect(page.getByTestId("difference-bar")).toHaveAttribute("data-top", /^0\.\d+$/);
  expect(await pictureBytes(page)).not.toBe(without);
  await panel.getByText("After", { exact: true }).click();
  expect(await pictureBytes(page)).toBe(without);

  await panel.getByRole("button", { name: "Undo all" }).click();
  await pictureSettled(page);
  expect(await pictureBytes(page)).toBe(learned);
  await expect(page.getByTestId("mean-change")).toHaveCount(0);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("a line on the image wipes from before to after, by pointer and by keys", async ({ page }) => {
  const faults = watchFaults(page);
  await openGoldenLatent(page, 0);
  const before = (await canvasPixels(page, "picture")).data;
  await openTask(page, "what-if");
  await page.getByTestId("attention-switch").click();
  await pictureSettled(page);
  const { data: after, width } = await canvasPixels(page, "picture");
  /** The image with the given number of columns of the one before. */
  const expectedAt = (columns: number) =>
    after.map((value, at) => ((at >> 2) % width < columns ? before[at] : value));
  const shown = async () => (await canvasPixels(page, "picture")).data;
  await page.getByTestId("what-if").getByText("Wipe", { exact: true }).click();
  const line = page.getByRole("slider", { name: "Line between before and after" });
  await expect(line).toHaveAttribute("aria-valuetext", "50 % before");
  expect(pixelDifference(await shown(), expectedAt(width / 2))).toBe(SAME);

  const stage = await page.getByTestId("stage").boundingBox();
  if (!stage) throw new Error("the stage has no box");
  const middle = stage.y + stage.height / 2;
  await page.mouse.move(stage.x + stage.width / 2, middle);
  await page.mouse.down();
  await page.mouse.move(stage.x + stage.width / 4, middle, { steps: 4 });
  await page.mouse.up();
  await expect(line).toHaveAttribute("aria-valuenow", "25");
  expect(pixelDifference(await shown(), expectedAt(width / 4))).toBe(SAME);
  // The drag pins nothing.
  expect(new URL(page.url()).hash).not.toContain("pins=");

  await line.focus();
  await page.keyboard.press("End");
  expect(pixelDifference(await shown(), before)).toBe(SAME);
  await page.keyboard.press("Home");
  expect(pixelDifference(await shown(), after)).toBe(SAME);
  await page.keyboard.press("PageUp");
  await expect(line).toHaveAttribute("aria-valuenow", "10");

  await page.getByRole("button", { name: "Undo: Before and after" }).click();
  await expect(line).toHaveCount(0);
  expect(pixelDifference(await shown(), after)).toBe(SAME);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("temperature flattens the row; masked keys get nothing and are freed again by painting", async ({
  page,
}) => {
  await openLens(page);
  await clickCell(page, 16, 26);
  const entropy = async () => {
    await openTask(page, "read");
    return Number((await page.getByTestId("entropy").textContent())?.split(" ")[0]);
  };
  const learned = await entropy();
  await openTask(page, "what-if");
  const temperature = page.getByTestId("what-if").getByRole("slider", { name: "Temperature" });
  await temperature.fill("0.5");
  await pictureSettled(page);
  expect(await entropy()).toBeGreaterThan(learned);
  await openTask(page, "what-if");
  await temperature.fill("0");
  await pictureSettled(page);
  expect(await entropy()).toBeCloseTo(learned, 3);

  await chooseTool(page, "Mask keys");
  await dragCells(page, [4, 12], [4, 12]);
  await pictureSettled(page);
  await openTask(page, "what-if");
  await expect(page.getByTestId("maskedKeys")).toHaveText("9");
  await expect(page.getByTestId("masked-keys")).toHaveCount(1);
  await stage(page).hover({ position: { x: 1, y: 1 } });
  const box = await stage(page).boundingBox();
  if (!box) throw new Error("no stage");
  await page.mouse.move(box.x + (4.5 * box.width) / GRID, box.y + (12.5 * box.height) / GRID);
  await expect(page.getByTestId("hint")).toHaveText(/^key 4, 12: β = 0$/);
  await openTask(page, "read");
  await expect(page.getByTestId("row-sum")).toHaveText("1.000");
  await dragCells(page, [4, 12], [4, 12]);
  await openTask(page, "what-if");
  await expect(page.getByTestId("maskedKeys")).toHaveText("0");

  await chooseTool(page, "Mask queries");
  await dragCells(page, [16, 26], [16, 26]);
  await pictureSettled(page);
  await expect(page.getByTestId("maskedQueries")).toHaveText("9");
  await expect(page.getByTestId("mean-change")).toBeVisible();
});

test("the strip shows a channel of every stage, and another one when asked", async ({ page }) => {
  await openLens(page);
  await openTask(page, "network");
  const inside = page.getByTestId("inside");
  await inside.locator("> summary").click();
  const maps = page.getByTestId("feature-map");
  await expect(maps).toHaveCount(6);
  await expect(inside.locator("[data-site='g.attn']")).toHaveCount(1);
  const bytes = () =>
    maps
      .nth(3)
      .locator("canvas")
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const before = await bytes();
  await maps.nth(3).getByRole("spinbutton").fill("9");
  await expect.poll(bytes).not.toBe(before);
});

test("the keyboard alone masks, undoes and reads the change", async ({ page }) => {
  await openLens(page);
  await page.locator(".tools").getByRole("radio", { name: "Mask keys" }).focus();
  await page.keyboard.press("Space");
  await stage(page).focus();
  await page.keyboard.press("Enter");
  await openTask(page, "what-if");
  await expect(page.getByTestId("maskedKeys")).toHaveText("9");
  await pictureSettled(page);
  await expect(page.getByTestId("mean-change")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByTestId("maskedKeys")).toHaveText("0");
  await expect(page.getByTestId("mean-change")).toHaveCount(0);
});
