/** The whole matrix of a layer as an image: its blocks are those of PyTorch's features, and pointing at one shows it on the image. */
import { expect, type Page, test } from "@playwright/test";
import { colorTable } from "../../src/render/colormap";
import { colorStep } from "../../src/render/heat-map";
import {
  canvasPixels,
  clickCell,
  goldenValues,
  openGoldenLatent,
  openLens,
  openTask,
  watchFaults,
} from "../support/lens-page";

const N = 1024;
const DEPTH = 8;
const BLOCKS = 256;
const SIDE = N / BLOCKS;

/** beta of a golden latent, [N, N], from PyTorch's query and key features. */
function goldenBeta(latent: number): Float64Array[] {
  const [queries, keys] = [goldenValues("attn.q", latent), goldenValues("attn.k", latent)];
  return Array.from({ length: N }, (_, j) => {
    const weights = new Float64Array(N);
    let sum = 0;
    for (let i = 0; i < N; i++) {
      let score = 0;
      for (let c = 0; c < DEPTH; c++) score += queries[DEPTH * j + c] * keys[DEPTH * i + c];
      weights[i] = Math.exp(score);
      sum += weights[i];
    }
    return weights.map((weight) => weight / sum);
  });
}

/** Mean and largest of each block of 4 x 4 entries. */
function blocksOf(beta: readonly Float64Array[]) {
  const mean = new Float64Array(BLOCKS * BLOCKS);
  const largest = new Float64Array(BLOCKS * BLOCKS);
  beta.forEach((row, j) => {
    row.forEach((weight, i) => {
      const at = Math.floor(j / SIDE) * BLOCKS + Math.floor(i / SIDE);
      mean[at] += weight / (SIDE * SIDE);
      largest[at] = Math.max(largest[at], weight);
    });
  });
  return { mean, largest };
}

const image = (page: Page) => page.getByTestId("matrix-image");
const entry = (page: Page) => page.getByTestId("matrix-entry");
const top = async (page: Page) => Number(await page.getByTestId("matrix-bar").getAttribute("data-top"));
const choose = (page: Page, name: string) =>
  page.getByTestId("matrix").getByText(name, { exact: true }).click();

/** Opens the fold, and waits for the image. */
async function openMatrix(page: Page): Promise<void> {
  await openTask(page, "read");
  await page.getByTestId("matrix").locator("> summary").click();
  await isDone(page);
}

const isDone = (page: Page) => expect(page.getByTestId("matrix-place")).toHaveAttribute("data-phase", "done");

async function pointAtBlock(page: Page, row: number, column: number): Promise<void> {
  await image(page).scrollIntoViewIfNeeded();
  const box = await image(page).boundingBox();
  if (!box) throw new Error("the matrix is not shown");
  await page.mouse.move(
    box.x + ((column + 0.5) * box.width) / BLOCKS,
    box.y + ((row + 0.5) * box.height) / BLOCKS,
  );
  await expect(image(page)).toHaveAttribute("data-block", `${row},${column}`);
}

/** The key that is marked on the image, as `x,y`: the mark stands a little around its cell. */
const markedKey = (page: Page) =>
  page
    .getByTestId("focus-key")
    .locator("rect")
    .first()
    .evaluate((mark) => ["x", "y"].map((name) => Math.round(Number(mark.getAttribute(name)))).join());

/** Where the painted blocks differ from values by more than one colour. */
async function misPainted(page: Page, values: Float64Array): Promise<number> {
  const { width, height, data } = await canvasPixels(page, "matrix-canvas");
  expect([width, height]).toEqual([BLOCKS, BLOCKS]);
  const table = colorTable("viridis");
  const scale = { top: await top(page), curve: "root" as const };
  let wrong = 0;
  values.forEach((value, at) => {
    const step = colorStep(value, scale);
    const found = data.slice(4 * at, 4 * at + 3).join();
    const near = [step - 1, step, step + 1].map((one) => table.slice(3 * one, 3 * one + 3).join());
    if (!near.includes(found)) wrong++;
  });
  return wrong;
}

test("blocks are the mean and the largest of PyTorch's weights, and a block names its strongest entry", async ({
  page,
}) => {
  const faults = watchFaults(page);
  const beta = goldenBeta(0);
  const { mean, largest } = blocksOf(beta);
  await openGoldenLatent(page, 0);
  await openMatrix(page);
  await expect(page.getByTestId("matrix-size")).toHaveText(
    "1,024 queries × 1,024 keys, reduced to 256 × 256 blocks.",
  );
  expect(await top(page)).toBeCloseTo(Math.max(...mean), 4);
  await expect(page.getByTestId("matrix-bar")).toHaveAttribute(
    "aria-label",
    /^mean weight β of a block: 0 – /,
  );
  expect(await misPainted(page, mean)).toBe(0);

  await choose(page, "Largest");
  await expect(page.getByTestId("matrix-bar")).toHaveAttribute("aria-label", /^largest weight β/);
  expect(await top(page)).toBeCloseTo(Math.max(...largest), 4);
  expect(await misPainted(page, largest)).toBe(0);

  // The strongest entry of the strongest block, and of a weak one.
  for (const at of [largest.indexOf(Math.max(...largest)), 100 * BLOCKS + 37]) {
    const [row, column] = [Math.floor(at / BLOCKS), at % BLOCKS];
    await pointAtBlock(page, row, column);
    let best = { j: 0, i: 0, weight: -1 };
    for (let j = SIDE * row; j < SIDE * (row + 1); j++) {
      for (let i = SIDE * column; i < SIDE * (column + 1); i++) {
        if (beta[j][i] > best.weight) best = { j, i, weight: beta[j][i] };
      }
    }
    const place = (cell: number) => `${cell % 32},${Math.floor(cell / 32)}`;
    await expect(entry(page)).toHaveAttribute("data-query", place(best.j));
    await expect(entry(page)).toHaveAttribute("data-key", place(best.i));
    expect(Number(await entry(page).getAttribute("data-weight"))).toBeCloseTo(best.weight, 4);
    expect(Number(await entry(page).getAttribute("data-mean"))).toBeCloseTo(mean[at], 5);
    // Query and key show on the image itself.
    await expect(page.getByTestId("query-cell")).toHaveText(place(best.j).replace(",", ", "));
    await expect.poll(() => markedKey(page)).toBe(place(best.i));
  }
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("ordered by similarity the same blocks stand elsewhere: the sum stays, and queries are named by their place", async ({
  page,
}) => {
  await openGoldenLatent(page, 0);
  await openMatrix(page);
  const before = (await canvasPixels(page, "matrix-canvas")).data.join();
  await choose(page, "Similarity");
  await isDone(page);
  await expect
    .poll(async () => (await canvasPixels(page, "matrix-canvas")).data.join() === before)
    .toBe(false);
  // Whatever the order, the entry that a block names is beta's.
  const beta = goldenBeta(0);
  await pointAtBlock(page, 0, 0);
  const cell = async (name: string) => {
    const [x, y] = ((await entry(page).getAttribute(name)) ?? "").split(",").map(Number);
    return 32 * y + x;
  };
  const weight = Number(await entry(page).getAttribute("data-weight"));
  expect(beta[await cell("data-query")][await cell("data-key")]).toBeCloseTo(weight, 4);
  await choose(page, "Position");
  await isDone(page);
  await expect
    .poll(async () => (await canvasPixels(page, "matrix-canvas")).data.join() === before)
    .toBe(true);
});

test("arrow keys move the block, Enter pins its query, a screen reader hears both; in Korean, too", async ({
  page,
}) => {
  await openLens(page);
  await openMatrix(page);
  await image(page).focus();
  // It begins at the query on show and the key that it reads most.
  const [row, column] = ((await image(page).getAttribute("data-block")) ?? "").split(",").map(Number);
  expect(row).toBe(Math.floor((32 * 12 + 12) / SIDE));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(image(page)).toHaveAttribute("data-block", `${row + 1},${column - 4}`);
  await expect(page.getByTestId("matrix-spoken")).toHaveText(
    /^Query \d+, \d+ reads key \d+, \d+ with weight [\d.e-]+\. The strongest of 4 × 4 entries/,
  );
  const query = await entry(page).getAttribute("data-query");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("pin").first()).toHaveAttribute("data-cell", query ?? "");
  await expect(page.getByRole("application", { name: "Whole attention matrix" })).toBeFocused();
  // To the corner and no further.
  for (let press = 0; press < 70; press++) await page.keyboard.press("Shift+ArrowUp");
  await expect(image(page)).toHaveAttribute("data-block", /^0,/);

  await page.goto("about:blank");
  await openLens(page, "?lang=ko");
  await openTask(page, "read");
  const fold = page.getByTestId("matrix");
  await expect(fold.locator("> summary")).toHaveText("전체 행렬");
  await isDone(page);
  await expect(page.getByTestId("matrix-size")).toContainText("질의 1,024개 × 키 1,024개");
});

test("another image brings its own matrix, and a click on the image marks nothing of the old one", async ({
  page,
}) => {
  await openLens(page);
  await openMatrix(page);
  const before = (await canvasPixels(page, "matrix-canvas")).data.join();
  await page.getByLabel("Seed", { exact: true }).first().fill("77");
  await expect
    .poll(async () => {
      const canvas = page.getByTestId("matrix-canvas");
      return (await canvas.count()) > 0 && (await canvasPixels(page, "matrix-canvas")).data.join() !== before;
    })
    .toBe(true);
  await clickCell(page, 3, 3);
  await expect(page.getByTestId("query-cell")).toHaveText("3, 3");
});
