/** A SAGAN that learns in the page: real networks, real steps, in a real worker. */
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { readSafetensors } from "../../src/model/formats/safetensors";
import { SITE_PATH } from "../support/addresses";
import { canvasPixels, clickCell, openMenu, waitForMark, watchFaults } from "../support/lens-page";
import { begun, breakLoudly, endSilently, workerCalled } from "../support/workers";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const stepsDone = async (page: Page) => Number(await page.getByTestId("standing").getAttribute("data-step"));
const learningWorker = async (page: Page) => begun(await workerCalled(page, "training.worker"));
const resumed = (page: Page) => page.locator("[data-testid=notice][data-code=run-resumed]");

async function learn(page: Page, steps: number, search = ""): Promise<void> {
  await page.goto(`${SITE_PATH}learn.html${search}`);
  await button(page, "Start").click();
  await expect.poll(() => stepsDone(page)).toBeGreaterThanOrEqual(steps);
}

test("a run starts, is watched, paused, stepped, saved, and resumes from its file", async ({ page }) => {
  const faults = watchFaults(page);
  await learn(page, 3);
  await button(page, "Pause").click();
  await expect(button(page, "Continue")).toBeVisible();
  await expect(page.getByTestId("spectra").locator("tbody tr")).not.toHaveCount(0);
  const paused = await stepsDone(page);
  await button(page, "One step").click();
  await expect.poll(() => stepsDone(page)).toBe(paused + 1);
  await expect(button(page, "Continue")).toBeVisible();

  // After normalisation no weight stretches by much more than 1; one iteration a step lags a little.
  const after = await page.getByTestId("spectra").locator("tbody tr td:last-child").allTextContents();
  expect(after.length).toBeGreaterThan(10);
  for (const value of after.map(Number)) expect(value).toBeLessThan(1.2);
  await expect(page.getByTestId("score-histogram").locator("rect")).not.toHaveCount(0);

  const samples = page.getByTestId("samples");
  await samples.focus();
  await page.keyboard.press("ArrowRight");
  await expect(samples.locator("svg rect")).toHaveCount(12);

  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save the run").click()]);
  const step = await stepsDone(page);
  expect(download.suggestedFilename()).toBe(`sagan-faces-seed1-step${step}.safetensors`);
  const path = await download.path();
  expect(readSafetensors(readFileSync(path), "run").metadata.format).toBe("sagan-lens-learning");

  // The next visit begins with the run that was saved by itself; a file takes its place.
  await button(page, "One step").click();
  await expect(page.getByTestId("run-saving")).toHaveAttribute("data-step", `${step + 1}`);
  await page.goto(`${SITE_PATH}learn.html`);
  await expect(button(page, "Continue")).toBeVisible();
  expect(await stepsDone(page)).toBe(step + 1);
  await page.locator("input[type=file]").setInputFiles(path);
  await expect.poll(() => stepsDone(page)).toBe(step);
  await button(page, "One step").click();
  await expect.poll(() => stepsDone(page)).toBe(step + 1);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("a run opens in the lens like any model, and is still there after a reload", async ({ page }) => {
  const faults = watchFaults(page);
  await learn(page, 2);
  await button(page, "Pause").click();
  await expect(button(page, "Continue")).toBeVisible();
  await button(page, "Open in the lens").click();
  await waitForMark(page, "lens:first-picture");
  const [, model] = /model=(learned-faces-1-\d+)/.exec(page.url()) ?? [];
  await expect(page.getByTestId("model-choice")).toHaveValue(model);
  expect((await canvasPixels(page, "picture")).data).toHaveLength(16 * 16 * 4);
  // An attention layer of 8 x 8 cells, pointed at like any other.
  // The helper counts in cells of 32 x 32.
  await clickCell(page, 9, 21);
  await expect(page.getByTestId("query-cell")).toHaveText("2, 5");
  await expect(page.getByTestId("row-sum")).toHaveText("1.000");
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("a run is there again after Back and after a reload, continues where it was, and is removed with the stored data", async ({
  page,
}) => {
  const faults = watchFaults(page);
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.type());
    void dialog.accept();
  });
  await learn(page, 3, "?lang=en#attention");
  await button(page, "Pause").click();
  await expect(button(page, "Continue")).toBeVisible();
  await button(page, "Open in the lens").click();
  await waitForMark(page, "lens:first-picture");
  const [, step] = (/model=learned-faces-1-(\d+)/.exec(page.url()) ?? []).map(Number);

  await page.goBack();
  await expect(button(page, "Continue")).toBeVisible();
  expect(await stepsDone(page)).toBe(step);
  await expect(page.getByTestId("this-run")).toContainText("Faces");
  await expect(page.locator(".learning-figures path.chart-line-0").first()).toHaveAttribute("d", /^M.*L/);
  await button(page, "One step").click();
  await expect(page.getByTestId("run-saving")).toHaveAttribute("data-step", `${step + 1}`);
  await page.reload();
  await expect(button(page, "Continue")).toBeVisible();
  expect(await stepsDone(page)).toBe(step + 1);
  await expect(page.getByTestId("saved-run")).toHaveCount(1);
  expect(dialogs).toEqual([]);

  // A run in progress is asked about.
  await button(page, "Continue").click();
  await expect.poll(() => stepsDone(page)).toBeGreaterThan(step + 2);
  await page.goto(SITE_PATH);
  expect(dialogs).toEqual(["beforeunload"]);
  await waitForMark(page, "lens:first-picture");
  await openMenu(page, "model-menu");
  await page.getByTestId("stored-data").locator("> summary").click();
  const row = page.getByTestId("stored-run");
  await expect(row).toContainText(/Training run: faces, seed 1, step \d+.*\d MB/);
  await row.getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
  await page.goto(`${SITE_PATH}learn.html`);
  await expect(page.getByText("No runs are saved yet.")).toBeVisible();
  await expect(page.getByTestId("standing")).toHaveAttribute("data-step", "0");
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("the ingredients of the next run are chosen while one continues", async ({ page }) => {
  await learn(page, 1);
  await expect(page.getByTestId("config-changed")).toHaveCount(0);
  await page.getByText("Off", { exact: true }).click();
  await page.getByText("None", { exact: true }).click();
  await expect(page.getByTestId("config-changed")).toBeVisible();
  // What the run itself has stays said, and is marked among the choices.
  await expect(page.getByTestId("this-run")).toContainText("Self-attention: On");
  await expect(page.getByText("On (this run)", { exact: true })).toBeVisible();
  await expect(page.getByTestId("time-left")).toContainText(/About .* left/);
  await button(page, "Restart").click();
  await expect.poll(() => stepsDone(page)).toBeGreaterThanOrEqual(1);
  await expect(page.getByTestId("config-changed")).toHaveCount(0);
  await button(page, "Pause").click();
  // Without attention no weight of such a layer is there, and nothing is normalised.
  const rows = page.getByTestId("spectra").locator("tbody tr");
  await expect(rows).not.toHaveCount(0);
  await expect(rows.filter({ hasText: "attn" })).toHaveCount(0);
  const [first] = await rows.first().locator("td").allTextContents();
  expect(await rows.first().locator("td").last().textContent()).toBe(first);
});

test("each ingredient has a page with the numbers of the run, and the run continues meanwhile", async ({
  page,
}) => {
  const faults = watchFaults(page);
  await learn(page, 6, "#hinge");
  const turnTo = (name: string) =>
    page
      .getByRole("navigation", { name: "The ingredients" })
      .getByRole("link", { name, exact: true })
      .click();
  const live = (id: string) => page.getByTestId(`live-${id}`);
  const said = async (id: string) => (await live(id).textContent()) ?? "";
  await expect(page.getByRole("heading", { name: "Hinge loss", level: 2 })).toBeVisible();
  await expect(live("real-beyond")).toContainText("of 16 in the last batch");
  // The parts that the scores give are the loss that the step took.
  const [real, made, sum] = (await said("hinge-sum")).split(/[+=]/).map(Number);
  expect(Math.abs(real + made - sum)).toBeLessThan(0.02);

  await turnTo("Two learning rates");
  await expect(page).toHaveURL(/#rates$/);
  const before = await stepsDone(page);
  await expect.poll(() => stepsDone(page)).toBeGreaterThan(before);
  const ratio = Number((await said("move-ratio")).split(" ")[0]);
  expect(ratio).toBeGreaterThan(2);
  expect(ratio).toBeLessThan(6);

  await turnTo("Spectral normalisation");
  await expect(page.getByTestId("spectrum-discriminator").locator("circle")).not.toHaveCount(0);
  const [raw, normalised] = (await said("stretch-discriminator")).split(", normalised: ").map(Number);
  expect(normalised).toBeLessThan(1.5);
  expect(raw).toBeGreaterThan(normalised);

  await turnTo("Averaged weights");
  const pixels = (id: string) =>
    page
      .getByTestId(id)
      .locator("canvas")
      .first()
      .evaluate((canvas: HTMLCanvasElement) =>
        Array.from(canvas.getContext("2d")?.getImageData(0, 0, 16, 16).data ?? []),
      );
  await button(page, "Pause").click();
  await expect(button(page, "Continue")).toBeVisible();
  expect(await pixels("averaged")).not.toEqual(await pixels("last-weights"));

  await turnTo("Self-attention");
  // After a pause the rule is read from many samples.
  await expect(live("rule")).toHaveText(/by chance|not clear yet/);
  await expect(page.getByTestId("rule")).toHaveAttribute("data-samples", "256");
  await button(page, "Without attention").click();
  await expect.poll(() => stepsDone(page)).toBeGreaterThanOrEqual(2);
  await expect(live("gamma")).toHaveText("–");
  await expect(page.getByText("previous run (Self-attention: On)").first()).toBeVisible();
  await expect(live("rule-past")).toHaveText(/by chance|not clear yet/);
  await expect(page.locator("path.chart-line-past").first()).toHaveAttribute("d", /^M/);
  expect(faults).toEqual({ console: [], foreign: [] });
});

for (const page of ["attention", "spectral", "hinge", "rates", "average"]) {
  test(`${page}: its address opens it, in both languages, and nothing overflows at 360 pixels`, async ({
    page: tab,
  }) => {
    await tab.setViewportSize({ width: 360, height: 740 });
    for (const language of ["en", "ko"]) {
      await tab.goto(`${SITE_PATH}learn.html?lang=${language}#${page}`);
      await expect(tab.locator("html")).toHaveAttribute("lang", language);
      await expect(tab.locator(".explained math").first()).toBeVisible();
      expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    }
  });
}

test("a run whose worker ends in the middle resumes from its last checkpoint by itself, and says so", async ({
  page,
}) => {
  const faults = watchFaults(page);
  await learn(page, 2);
  await button(page, "Pause").click();
  await button(page, "One step").click();
  await expect(button(page, "Continue")).toBeVisible();
  const kept = await stepsDone(page);
  await button(page, "Continue").click();
  await expect.poll(() => stepsDone(page)).toBeGreaterThan(kept);
  // Of the next run, which is not to be touched by what happens to this one.
  const seed = page.getByRole("spinbutton", { name: "Seed" });
  await seed.fill("5");
  await endSilently(await learningWorker(page));
  const notice = resumed(page);
  await expect(notice).toContainText(/resumed from step \d+ on wasm/);
  const [, from] = /from step (\d+)/.exec(`${await notice.textContent()}`) ?? [];
  expect(Number(from)).toBeGreaterThanOrEqual(kept);
  await expect.poll(() => stepsDone(page)).toBeGreaterThan(Number(from));
  await expect(button(page, "Pause")).toBeVisible();
  await expect(page.getByTestId("learning-fault")).toHaveCount(0);
  await expect(seed).toHaveValue("5");
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("a run that stands still is brought to where it was; one that is lost again and again says so, and has a way on", async ({
  page,
}) => {
  await learn(page, 1);
  await button(page, "Pause").click();
  // Read once the step that was under way is over.
  await expect(page.getByTestId("rule")).toBeVisible();
  const stood = await stepsDone(page);
  await endSilently(await learningWorker(page));
  await expect(resumed(page)).toContainText(`from step ${stood} `);
  await expect(resumed(page)).toHaveCount(1);
  await expect(button(page, "Continue")).toBeVisible();
  expect(await stepsDone(page)).toBe(stood);

  await breakLoudly(await learningWorker(page), "the worker broke");
  await expect(page.getByTestId("learning-fault")).toContainText("the worker broke");
  await page.getByRole("button", { name: `Continue from step ${stood}` }).click();
  await expect(button(page, "Pause")).toBeVisible();
  await expect.poll(() => stepsDone(page)).toBeGreaterThan(stood);
});

test("a file that is no run gets a sentence", async ({ page }) => {
  await page.goto(`${SITE_PATH}learn.html`);
  const buffer = Buffer.from("no run");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "notes.safetensors", mimeType: "text/plain", buffer });
  await expect(page.getByTestId("notice")).toContainText("notes.safetensors");
  await expect(button(page, "Start")).toBeEnabled();
});

for (const language of ["en", "ko"]) {
  test(`${language}: at 360 pixels nothing overflows`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${SITE_PATH}learn.html?lang=${language}`);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await page.getByRole("button").first().click();
    await expect.poll(() => stepsDone(page)).toBeGreaterThanOrEqual(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
}
