/** What is lost while the lens runs: it comes back by itself, with all that a person chose. */
import { expect, type Page, test } from "@playwright/test";
import { HARNESS_PATH } from "../support/addresses";
import { projectPath } from "../support/files";
import {
  canvasPixels,
  engineDetail,
  engineOf,
  openLens,
  openMenu,
  openTask,
  pictureSettled,
  watchFaults,
} from "../support/lens-page";
import { begun, breakLoudly, endSilently, workerCalled } from "../support/workers";

/** An image, a query, pins and an intervention of a person's own. */
const CHOSEN = "#v=1&model=cats64&seed=19&psi=0.6&z=3:1.5&q=20.9&pins=20.9,4.4&gamma=g.attn:2";
const SITE = "stage";

const badge = engineOf;
const engineWorker = (page: Page) => workerCalled(page, "engine.worker");

async function openChosen(page: Page, search = ""): Promise<void> {
  await openLens(page, `${search}${CHOSEN}`);
  await pictureSettled(page);
}

/** The same address, the same image, painted again by another engine. */
async function whatIsThere(page: Page) {
  const pins = await page.getByTestId(SITE).getByTestId("pin").count();
  return { hash: new URL(page.url()).hash, pins, image: (await canvasPixels(page, "picture")).data };
}

async function expectNotice(page: Page, code: string, sentence: RegExp): Promise<void> {
  const notice = page.locator(`[data-testid=notice][data-code=${code}]`);
  await expect(notice).toHaveCount(1);
  await expect(notice).toContainText(sentence);
}

test("a worker that ends without a word comes back with everything as it was", async ({ page }) => {
  const faults = watchFaults(page);
  await openChosen(page);
  const before = await whatIsThere(page);
  await endSilently(await engineWorker(page));
  await expectNotice(page, "engine-restarted", /restarted on wasm\. Nothing you did was lost/);
  await expect(badge(page)).toHaveAttribute("data-backend", "wasm");
  expect(await whatIsThere(page)).toEqual(before);

  // The new one makes the next image, and the one before alike.
  const seed = page.getByRole("textbox", { name: "Seed" });
  await seed.fill("20");
  await pictureSettled(page);
  expect((await whatIsThere(page)).image).not.toEqual(before.image);
  await seed.fill("19");
  await expect(page).toHaveURL(/seed=19/);
  await pictureSettled(page);
  expect(await whatIsThere(page)).toEqual(before);
  expect(page.workers().filter((worker) => worker.url().includes("engine.worker"))).toHaveLength(1);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("what is asked for while the engine is gone is made by the next one", async ({ page }) => {
  await openChosen(page);
  await endSilently(await engineWorker(page));
  const seed = page.getByRole("textbox", { name: "Seed" });
  for (const next of ["31", "32", "33"]) await seed.fill(next);
  await pictureSettled(page);
  await expectNotice(page, "engine-restarted", /wasm/);
  const recovered = await whatIsThere(page);
  await openLens(page, CHOSEN.replace("seed=19", "seed=33"));
  await pictureSettled(page);
  expect((await whatIsThere(page)).image).toEqual(recovered.image);
});

test("a walk continues when its engine has come back", async ({ page }) => {
  await openLens(page);
  await openTask(page, "image");
  const walk = page.getByTestId("walk");
  await walk.locator("> summary").click();
  await openTask(page, "image");
  await walk.getByRole("button", { name: "Four random images" }).click();
  await walk.getByRole("button", { name: "Play", exact: true }).click();
  const painted = async () => (await canvasPixels(page, "picture")).data;
  const before = await painted();
  await expect.poll(painted).not.toEqual(before);
  await endSilently(await engineWorker(page));
  await expectNotice(page, "engine-restarted", /wasm/);
  await expect(walk.getByRole("button", { name: "Stop", exact: true })).toBeVisible();
  const after = await painted();
  await expect.poll(painted).not.toEqual(after);
});

test("a worker that breaks twice costs a backend, and that is reported in both languages", async ({
  page,
}) => {
  await openChosen(page, "?backend=wasm");
  const before = await whatIsThere(page);
  await breakLoudly(await engineWorker(page), "first fault");
  await expectNotice(page, "engine-restarted", /wasm/);
  await expect(badge(page)).toHaveAttribute("data-backend", "wasm");
  await breakLoudly(await engineWorker(page), "second fault");
  await expectNotice(page, "engine-stepped-down", /failed on wasm and now runs on cpu/);
  await expect(page.locator("[data-code=engine-restarted]")).toHaveCount(0);
  await expect(badge(page)).toHaveAttribute("data-backend", "cpu");
  await expect(await engineDetail(page)).toContainText("second fault");
  await (await openMenu(page, "more")).getByText("한국어").click();
  await expectNotice(page, "engine-stepped-down", /wasm 백엔드를 잃어 이제 cpu 백엔드에서/);
  expect((await whatIsThere(page)).pins).toBe(before.pins);
});

test("the worker of the whole-matrix views ends while idle, and the next views come", async ({ page }) => {
  await openChosen(page);
  await page.getByTestId("map-choice").selectOption("entropy");
  await expect(page.getByTestId("summary-progress")).toHaveCount(0);
  await endSilently(await workerCalled(page, "summary.worker"));
  await page.getByRole("textbox", { name: "Seed" }).fill("23");
  await pictureSettled(page);
  await workerCalled(page, "summary.worker");
  await expect(page.getByTestId("summary-progress")).toHaveCount(0);
  await expect(page.getByTestId("notice")).toHaveCount(0);
});

test("the worker of the whole-matrix views ends at work: that is a fault by name, and the next views come", async ({
  page,
}) => {
  await page.goto(HARNESS_PATH);
  expect(await page.evaluate(() => window.harness.summaryOutcome(256))).toBe("done");
  const long = page.evaluate(() => window.harness.summaryOutcome(160 * 160));
  await endSilently(await workerCalled(page, "summary.worker"));
  expect(await long).toBe("worker-lost");
  expect(await page.evaluate(() => window.harness.summaryOutcome(256))).toBe("done");
});

test("the worker of a film ends: a fault of the film, and the next one is made", async ({ page }) => {
  await page.goto(HARNESS_PATH);
  const colors = Array.from({ length: 4000 }, (_, at): [number, number, number] => [at % 256, 0, 0]);
  const made = page.evaluate(
    (frames) => window.harness.film("gif", frames).catch((error) => error.code),
    colors,
  );
  await endSilently(await begun(await workerCalled(page, "gif.worker")));
  expect(await made).toBe("film-failed");
  const next = await page.evaluate(() => window.harness.film("gif", [[0, 0, 0]]));
  expect(next.type).toBe("image/gif");
});

test("the worker of an import ends: a sentence, the model before stays, and the next import works", async ({
  page,
}) => {
  await openLens(page);
  const file = projectPath("test/peers/heykeetae/1000_G.pth");
  // Reading never ends, so that the worker ends at work.
  const addresses = "**/import.worker*";
  await page.route(addresses, async (route) => {
    const response = await route.fetch();
    const body = `Blob.prototype.arrayBuffer = () => new Promise(() => undefined);\n${await response.text()}`;
    await route.fulfill({ response, body });
  });
  const input = page.getByLabel("Open your own generator");
  await openMenu(page, "model-menu");
  await input.setInputFiles(file);
  await endSilently(await begun(await workerCalled(page, "import.worker")));
  await expect(page.getByText("A background process of the lens stopped")).toBeVisible();
  await expect(page.getByTestId("model-choice")).toHaveValue("cats64");
  await page.unroute(addresses);
  await openMenu(page, "model-menu");
  await input.setInputFiles(file);
  await expect(page.getByTestId("import-family")).toContainText("heykeetae");
});

test("the worker of an import ends before its first word: the same sentence, and the next import works", async ({
  page,
}) => {
  await openLens(page);
  const file = projectPath("test/peers/heykeetae/1000_G.pth");
  const addresses = "**/import.worker*";
  await page.route(addresses, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `self.close();\n${await response.text()}` });
  });
  const input = page.getByLabel("Open your own generator");
  await openMenu(page, "model-menu");
  await input.setInputFiles(file);
  // No lock reports it, so a time limit has to.
  await expect(
    page.getByText("A background process of the lens stopped: its worker did not begin"),
  ).toBeVisible();
  await page.unroute(addresses);
  await openMenu(page, "model-menu");
  await input.setInputFiles(file);
  await expect(page.getByTestId("import-family")).toContainText("heykeetae");
});
