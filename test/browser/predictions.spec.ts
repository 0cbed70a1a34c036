/** A step of a tour asks where its query looks: marked by pointer, keys and touch, scored, told to a page around, summed up. */
import { readFileSync } from "node:fs";
import { expect, type FrameLocator, type Page, test } from "@playwright/test";
import type { AnswerMessage } from "../../src/element/frame/messages";
import { FOREIGN_PORT, SITE_PATH } from "../support/addresses";
import { dropFile } from "../support/drag-file";
import { entry, floats, readWeights } from "../support/files";
import {
  goldenRow,
  openLens,
  openTask,
  pictureSettled,
  waitForMark,
  watchFaults,
} from "../support/lens-page";

const GRID = 32;
/** A row that PyTorch computed, and its image's latent. */
const { x, y, row } = goldenRow(0, 17);
const latent = entry(floats(readWeights("test/golden/cats64.safetensors"), "z"), 0);
const edits = Array.from(latent, (value, index) => `${index}:${value}`).join(",");
const state = `v=1&model=cats64&seed=1&psi=1&q=${x}.${y}&z=${edits}`;

/** A tour that asks at its first step. */
const ASKING = {
  format: "sagan-lens-tour",
  version: 1,
  title: { en: "Where does it look?" },
  steps: [
    { state, caption: { en: "Before you see the row." }, ask: "row" },
    { state, caption: { en: "The row." } },
  ],
};

/** Three cells: those with the largest, the third largest and the tenth largest weight. */
const heaviest = Array.from(row.keys()).sort((a, b) => row[b] - row[a]);
const cells = [heaviest[0], heaviest[2], heaviest[9]].map((key) => ({
  x: key % GRID,
  y: Math.floor(key / GRID),
}));
const [w1, w2, w3] = heaviest.map((key) => row[key]);
const covered = w1 + w3 + row[heaviest[9]];
/** What three cells can cover at most is w1 + w2 + w3; three of 1,024 cells at random cover 3 / 1,024 of a row that sums to 1. */
const SCORE = covered / (w1 + w2 + w3);
const CHANCE = 3 / 1024 / (w1 + w2 + w3);

const caption = (page: Page | FrameLocator) => page.getByTestId("tour-caption");
const button = (page: Page | FrameLocator, name: string) => page.getByRole("button", { name, exact: true });

async function playAsking(page: Page): Promise<void> {
  await openLens(page);
  await dropFile(page, { name: "asking.json", bytes: Buffer.from(JSON.stringify(ASKING)) });
  await expect(caption(page)).toHaveText("Before you see the row.");
  await pictureSettled(page);
}

/** What shows or says the row. */
const ROW = ["overlay", "plain-map", "task-panel", "spoken"];

async function expectRow(page: Page | FrameLocator, isShown: boolean): Promise<void> {
  for (const id of ROW) await expect(page.getByTestId(id), id).toBeVisible({ visible: isShown });
}

/** Points at the middle of a cell. */
async function place(page: Page | FrameLocator, { x, y }: { x: number; y: number }) {
  const box = await page.getByTestId("prediction-grid").boundingBox();
  if (!box) throw new Error("the cells to mark are not shown");
  return { x: ((x + 0.5) * box.width) / GRID, y: ((y + 0.5) * box.height) / GRID };
}

async function markByPointer(page: Page | FrameLocator): Promise<void> {
  for (const cell of cells)
    await page.getByTestId("prediction-grid").click({ position: await place(page, cell) });
}

async function markByKeys(page: Page): Promise<void> {
  await expect(page.getByTestId("prediction-grid")).toBeFocused();
  let [column, line] = [GRID / 2, GRID / 2];
  // The first arrow shows where the keys begin: in the middle.
  await page.keyboard.press("ArrowLeft");
  for (const [at, cell] of cells.entries()) {
    for (; column < cell.x; column++) await page.keyboard.press("ArrowRight");
    for (; column > cell.x; column--) await page.keyboard.press("ArrowLeft");
    for (; line < cell.y; line++) await page.keyboard.press("ArrowDown");
    for (; line > cell.y; line--) await page.keyboard.press("ArrowUp");
    await page.keyboard.press(at === 0 ? "Enter" : "Space");
  }
}

/** The numbers of the sentence with the score. */
async function expectResult(page: Page | FrameLocator): Promise<void> {
  const text = (await page.getByTestId("prediction-result").textContent()) ?? "";
  const found = [...text.matchAll(/\d+\.\d+/g)].map(([number]) => Number(number));
  expect(found).toHaveLength(3);
  // Rounded to as many decimals as are shown.
  expect(Math.abs(found[0] - 100 * covered), text).toBeLessThan(0.06);
  expect(Math.abs(found[1] - SCORE), text).toBeLessThan(0.006);
  expect(Math.abs(found[2] - CHANCE), text).toBeLessThan(0.006);
}

const markedCells = (page: Page) =>
  page.getByTestId("marked-cell").evaluateAll((all) => all.map((one) => one.getAttribute("data-cell")));
const CELLS = cells.map((cell) => `${cell.x},${cell.y}`);

async function expectCsv(page: Page, save: string, inOrder = cells): Promise<void> {
  const [file] = await Promise.all([page.waitForEvent("download"), button(page, save).click()]);
  expect(file.suggestedFilename()).toBe("sagan-lens-predictions.csv");
  const lines = readFileSync(await file.path(), "utf8")
    .trim()
    .split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe("step,cells,score,chance");
  const [step, marked, score, chance] = lines[1].split(",");
  expect([step, marked]).toEqual(["1", inOrder.map((cell) => `${cell.x}.${cell.y}`).join(" ")]);
  expect(Number(score)).toBeCloseTo(SCORE, 4);
  expect(Number(chance)).toBeCloseTo(CHANCE, 5);
}

test("by pointer: the row is hidden until the cells are scored, and the summary is saved as CSV", async ({
  page,
}) => {
  const faults = watchFaults(page);
  await playAsking(page);
  await expectRow(page, false);
  await expect(button(page, "Show the row")).toBeDisabled();
  await markByPointer(page);
  expect(await markedCells(page)).toEqual(CELLS);
  await expect(page.getByText("3 of 5 marked")).toBeVisible();
  // A second click takes a mark away; the query stays where the step has it.
  const first = await place(page, cells[0]);
  await page.getByTestId("prediction-grid").click({ position: first });
  expect(await markedCells(page)).toEqual(CELLS.slice(1));
  await page.getByTestId("prediction-grid").click({ position: first });
  await expect(page).toHaveURL(new RegExp(`q=${x}\\.${y}(?:&.*)?&tour=file\\.1$`));
  await button(page, "Show the row").click();
  await expectRow(page, true);
  await expectResult(page);
  await expect(button(page, "Next")).toBeFocused();
  // What is marked is lost with the step, and it asks again.
  await button(page, "Next").click();
  await expect(page.getByTestId("marked-cell")).toHaveCount(0);
  await button(page, "Back").click();
  await expectRow(page, false);
  await button(page, "Next").click();
  await button(page, "Finish").click();
  const summary = page.getByTestId("prediction-summary");
  await expect(summary.locator("tbody tr")).toHaveText([`13${SCORE.toFixed(2)}${CHANCE.toFixed(2)}`]);
  // The cell that was taken out and marked again is the last.
  await expectCsv(page, "Save as CSV", [...cells.slice(1), cells[0]]);
  await button(page, "Close").click();
  await expect(page.getByTestId("tour")).toHaveCount(0);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("more than five cells are not taken", async ({ page }) => {
  await playAsking(page);
  for (let column = 2; column < 8; column++) {
    const position = await place(page, { x: column, y: 3 });
    await page.getByTestId("prediction-grid").click({ position });
  }
  expect(await markedCells(page)).toEqual(["2,3", "3,3", "4,3", "5,3", "6,3"]);
});

test.describe("in Korean", () => {
  test.use({ locale: "ko-KR" });
  test("by keys alone: marked, scored, summed up", async ({ page }) => {
    await playAsking(page);
    await expectRow(page, false);
    await markByKeys(page);
    expect(await markedCells(page)).toEqual(CELLS);
    await expect(page.getByText("5개 중 3개 표시")).toBeVisible();
    await button(page, "행 보기").press("Enter");
    await expectRow(page, true);
    await expectResult(page);
    await expect(button(page, "다음")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(caption(page)).toHaveText("The row.");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "나의 예측" })).toBeVisible();
    await expectCsv(page, "CSV로 저장");
    await page.keyboard.press("Escape");
    await expect(page.getByTestId("tour")).toHaveCount(0);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });
  test("fingers mark cells", async ({ page }) => {
    await playAsking(page);
    for (const cell of cells) {
      await page.getByTestId("prediction-grid").tap({ position: await place(page, cell) });
    }
    expect(await markedCells(page)).toEqual(CELLS);
    await button(page, "Show the row").tap();
    await expectResult(page);
  });
});

test("a page around is told the answer, and no summary is shown", async ({ page }) => {
  await page.route("**/tours/asking.json", (route) => route.fulfill({ json: ASKING }));
  await page.goto(`http://127.0.0.1:${FOREIGN_PORT}/course.html`);
  const lens = page.frameLocator("#lens");
  await expect(caption(lens)).toHaveText("Before you see the row.");
  // The address names the step alone, which brings its state.
  await expect(lens.getByTestId("query-cell")).toHaveText(`${x}, ${y}`);
  await expect(lens.getByTestId("stage")).toHaveAttribute("aria-busy", "false");
  await expectRow(lens, false);
  await markByPointer(lens);
  await button(lens, "Show the row").click();
  await expectResult(lens);
  const answers = () =>
    page.evaluate(() =>
      (window as unknown as { messages: { type: string }[] }).messages.filter(
        ({ type }) => type === "answer",
      ),
    );
  await expect.poll(answers).toHaveLength(1);
  const [answer] = (await answers()) as unknown as AnswerMessage[];
  expect(answer).toMatchObject({ source: "sagan-lens", version: 1, type: "answer", step: 1, cells });
  expect(answer.score).toBeCloseTo(SCORE, 4);
  expect(answer.chance).toBeCloseTo(CHANCE, 5);
  await button(lens, "Next").click();
  await button(lens, "Finish").click();
  await expect(lens.getByTestId("tour")).toHaveCount(0);
});

test("a step that asks is written in the page", async ({ page }) => {
  await page.goto(`${SITE_PATH}#v=1&model=cats64&seed=7&q=3.4`);
  await waitForMark(page, "lens:first-picture");
  await openTask(page, "export");
  const editor = page.getByTestId("tour-editor");
  await editor.locator("> summary").click();
  await editor.getByRole("button", { name: "Add this view as a step" }).click();
  await editor.getByRole("checkbox", { name: "Step 1 asks where its query looks" }).check();
  await editor.getByRole("button", { name: "Preview from step 1" }).click();
  await expect(page.getByTestId("prediction-grid")).toBeVisible();
  await button(page, "Leave the tour").click();
  await expectRow(page, true);
  const [file] = await Promise.all([page.waitForEvent("download"), button(page, "Save the tour").click()]);
  expect(JSON.parse(readFileSync(await file.path(), "utf8")).steps[0].ask).toBe("row");
});
