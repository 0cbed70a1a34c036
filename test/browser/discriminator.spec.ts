/** The discriminator on the page: its score, its attention by the same tools, and a person's own image before it. */
import { expect, type Page, test } from "@playwright/test";
import { decode, encode } from "fast-png";
import { queryAt } from "../../src/attention/grid";
import { attentionRow } from "../../src/attention/row";
import { createEngine, type Engine, latentOf, modelFolder } from "../../src/index.node";
import { resized, valuesOf } from "../../src/model/images/square-image";
import { pixelNorms } from "../../src/render/saliency";
import { SITE_PATH } from "../support/addresses";
import { projectPath, readBytes } from "../support/files";
import {
  canvasPixels,
  openLens,
  openTask,
  pictureSettled,
  pixelDifference,
  SAME,
  watchFaults,
} from "../support/lens-page";
import { endSilently, workerCalled } from "../support/workers";

/** Two runs of one backend on one machine may still round apart. */
const CLOSE = 1e-4;
const PATTERN = "test/fixtures/pictures/pattern-90.png";

let engine: Engine;
test.beforeAll(async () => {
  engine = await createEngine({ source: modelFolder("cats64") });
});
test.afterAll(() => engine.dispose());

const panel = (page: Page) => page.getByTestId("discriminator");
async function openPanel(page: Page): Promise<void> {
  await openTask(page, "network");
  await panel(page).locator("> summary").click();
  await expect(page.getByTestId("score")).toBeVisible();
}
const score = async (page: Page) => Number(await page.getByTestId("score").getAttribute("data-value"));

/** As the page says it, to three digits. */
const largestWeight = async (page: Page) =>
  Number.parseFloat((await page.getByTestId("top-weight").textContent()) ?? "");

/** The image of a seed and what the discriminator says of it, computed in Node. */
async function judged(seed: number) {
  const { image } = await engine.preview({ z: latentOf({ seed, psi: 0.8 }, 128) });
  const found = await engine.discriminate({ image: image, withGradient: true });
  if (!found?.gradient) throw new Error("nothing was judged");
  return { ...found, gradient: found.gradient };
}

test("score, gradient and rows are those of the engine, and the tools work on either layer", async ({
  page,
}) => {
  const faults = watchFaults(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await openLens(page, "#v=1&seed=13");
  await pictureSettled(page);
  expect(asked.filter((path) => path.includes("discriminator"))).toEqual([]);
  await openPanel(page);
  const wanted = await judged(13);
  expect(Math.abs((await score(page)) - wanted.score)).toBeLessThan(CLOSE);
  const norms = pixelNorms(wanted.gradient, 64);
  const top = Number(await page.getByTestId("gradient").getAttribute("data-top"));
  expect(Math.abs(top - Math.max(...norms))).toBeLessThan(CLOSE);
  await openTask(page, "network");
  await expect(page.getByTestId("verdict")).toContainText(
    wanted.score > 0 ? "takes this generated image for real" : "recognises this image as generated",
  );

  await panel(page).getByText("Discriminator", { exact: true }).click();
  await expect(page).toHaveURL(/site=d\.attn/);
  await openTask(page, "what-if");
  await expect(page.getByTestId("what-if")).toContainText("Switch to the generator");
  const [site] = wanted.sites;
  expect([site.name, site.queryGrid.width, site.keyGrid.width]).toEqual(["d.attn", 32, 16]);
  await page.getByTestId("stage").focus();
  await page.keyboard.press("ArrowRight");
  await openTask(page, "read");
  const cell = ((await page.getByTestId("query-cell").textContent()) ?? "").split(", ").map(Number);
  const row = attentionRow(site, queryAt(site.queryGrid, { x: cell[0], y: cell[1] }));
  const largest = await largestWeight(page);
  expect(largest / Math.max(...row)).toBeCloseTo(1, 2);

  // Another image is scored again, and the layer stays chosen.
  await openTask(page, "network");
  await page.getByRole("textbox", { name: "Seed" }).fill("7");
  await pictureSettled(page);
  const next = await judged(7);
  await expect.poll(async () => Math.abs((await score(page)) - next.score)).toBeLessThan(CLOSE);
  // The gradient comes last; until it is there, the panel may still move under the pointer.
  const nextTop = Math.max(...pixelNorms(next.gradient, 64));
  const shownTop = async () => Number(await page.getByTestId("gradient").getAttribute("data-top"));
  await expect.poll(async () => Math.abs((await shownTop()) - nextTop)).toBeLessThan(CLOSE);
  await expect(page).toHaveURL(/site=d\.attn/);
  await panel(page).getByText("Generator", { exact: true }).click();
  await openTask(page, "what-if");
  await expect(page.getByTestId("what-if").getByRole("slider").first()).toBeVisible();
  expect(asked.filter((path) => path.endsWith("discriminator.safetensors"))).toHaveLength(1);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("when the engine's worker has ended, the next image is scored by the next engine", async ({ page }) => {
  await openLens(page, "#v=1&seed=13");
  await pictureSettled(page);
  await openPanel(page);
  await endSilently(await workerCalled(page, "engine.worker"));
  await expect(page.locator("[data-testid=notice][data-code=engine-restarted]")).toBeVisible();
  await page.getByRole("textbox", { name: "Seed" }).fill("7");
  await pictureSettled(page);
  const wanted = await judged(7);
  await expect.poll(async () => Math.abs((await score(page)) - wanted.score)).toBeLessThan(CLOSE);
  const top = Math.max(...pixelNorms(wanted.gradient, 64));
  const shownTop = async () => Number(await page.getByTestId("gradient").getAttribute("data-top"));
  await expect.poll(async () => Math.abs((await shownTop()) - top)).toBeLessThan(CLOSE);
});

test("a link to the discriminator's layer opens on it, with the panel closed", async ({ page }) => {
  await openLens(page, "#v=1&seed=13&site=d.attn&q=20.9");
  await expect(page.getByTestId("site-choice")).toHaveValue("d.attn");
  const { sites } = await judged(13);
  const row = attentionRow(sites[0], queryAt(sites[0].queryGrid, { x: 20, y: 9 }));
  const largest = await largestWeight(page);
  expect(largest / Math.max(...row)).toBeCloseTo(1, 2);
});

test("a user image is cropped, resized and scored, and never leaves the page", async ({ page }) => {
  const faults = watchFaults(page);
  await openLens(page);
  await openPanel(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  // A wide image, of which the middle is taken.
  const { data } = decode(readBytes(PATTERN));
  const wide = new Uint8Array(130 * 90 * 3).fill(9);
  for (let y = 0; y < 90; y++) wide.set(data.subarray(y * 270, (y + 1) * 270), (y * 130 + 20) * 3);
  const file = Buffer.from(encode({ width: 130, height: 90, data: wide, channels: 3, depth: 8 }));
  const input = panel(page).locator("input[type=file]");
  await input.setInputFiles({ name: "holiday.png", mimeType: "image/png", buffer: file });

  const pixels = new Uint8ClampedArray(90 * 90 * 4).fill(255);
  for (let at = 0; at < 90 * 90; at++) for (let c = 0; c < 3; c++) pixels[at * 4 + c] = data[at * 3 + c];
  const small = await resized(pixels, 90, 64);
  await expect
    .poll(async () => pixelDifference((await canvasPixels(page, "picture")).data, [...small]))
    .toBe(SAME);
  const wanted = await engine.discriminate({ image: valuesOf(small, 3) });
  expect(Math.abs((await score(page)) - (wanted?.score ?? Number.NaN))).toBeLessThan(CLOSE);
  await openTask(page, "network");
  await expect(page.getByTestId("verdict")).toContainText("your image");
  await expect(page.getByTestId("own-score-note")).toContainText("means little");
  await expect(page.getByTestId("hint")).not.toContainText("other eye");
  await openTask(page, "what-if");
  await expect(page.getByTestId("stage")).toHaveAttribute("aria-label", /^Your image/);
  await expect(page.getByTestId("what-if")).toContainText("Your own image was not drawn by it");
  // Code may still be loaded from this site; nothing of the image goes anywhere.
  expect(
    asked.filter((address) => !/\/(assets\/[\w.-]+\.(js|css)|icon\.svg)$|^(blob|data):/.test(address)),
  ).toEqual([]);

  // Figures say whose it is, and have no link that could not lead to it.
  await openTask(page, "export");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByTestId("takeaway").getByRole("button", { name: "SVG", exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^own-picture-cats64-d\.attn-q/);
  await expect(page.getByRole("button", { name: "Save a still" })).toBeDisabled();

  await openTask(page, "network");
  await panel(page).getByRole("button", { name: "Back to the generated image" }).click();
  await expect(page.getByTestId("verdict")).toContainText("generated");
  await expect(page).not.toHaveURL(/site=/);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("images that are pasted or dropped, and images with problems", async ({ page }) => {
  await openLens(page);
  await openPanel(page);
  const before = await canvasPixels(page, "picture");
  const input = panel(page).locator("input[type=file]");
  const notice = page.getByTestId("notice");
  const give = async (name: string, buffer: Uint8Array, code: string, words: string) => {
    await input.setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(buffer) });
    await expect(notice).toHaveAttribute("data-code", code);
    await expect(notice).toContainText(words);
    await notice.getByRole("button").click();
  };
  const png = (width: number, height: number) =>
    encode({ width, height, data: new Uint8Array(width * height * 3).fill(99), channels: 3, depth: 8 });
  const broken = readBytes(PATTERN).slice(0, 400);
  await give("broken.png", broken, "image-unreadable", "broken.png cannot be read as an image");
  await give("long.png", png(20_000, 1), "image-huge", "20000 × 1 pixels");
  await give("notes.txt", Buffer.from("no picture"), "file-unknown", "notes.txt");
  await give("empty.jpg", new Uint8Array(), "file-unknown", "empty.jpg");
  expect(pixelDifference((await canvasPixels(page, "picture")).data, before.data)).toBe(SAME);

  // Shown all the same, with a word about it.
  await give("dot.png", png(1, 1), "image-small", "1 × 1 pixels");
  await give(
    "moving.gif",
    readBytes("test/fixtures/pictures/moving.gif"),
    "image-moves",
    "moving.gif is animated",
  );
  expect(pixelDifference((await canvasPixels(page, "picture")).data, before.data)).not.toBe(SAME);

  // A new seed is a new generated image.
  await page.getByRole("button", { name: "New seed" }).click();
  await expect(panel(page).getByRole("button", { name: "Back to the generated image" })).toHaveCount(0);
  // With the generator's layer, as there was before.
  await expect(page.getByTestId("site-choice")).toHaveValue("g.attn");

  const letters = Buffer.from(readBytes(PATTERN)).toString("base64");
  await page.evaluate((base64) => {
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], "pasted.png", { type: "image/png" }));
    window.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer }));
  }, letters);
  await expect(panel(page).getByRole("button", { name: "Back to the generated image" })).toBeVisible();
});

test("without its weights the panel says so, and can try again", async ({ page }) => {
  let there = false;
  await page.route("**/discriminator.safetensors", (route) =>
    there ? route.continue() : route.fulfill({ status: 404, body: "Not found" }),
  );
  await page.goto(`${SITE_PATH}`);
  await openTask(page, "network");
  await panel(page).locator("> summary").click();
  const failed = panel(page).getByRole("alert");
  await expect(failed).toContainText("discriminator.safetensors was not found");
  there = true;
  await failed.getByRole("button", { name: "Try again" }).click();
  await openTask(page, "network");
  await expect(page.getByTestId("score")).toBeVisible();
});

test("on a narrow page nothing overflows with the panel open", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openLens(page);
  await openPanel(page);
  await panel(page).locator("input[type=file]").setInputFiles(projectPath(PATTERN));
  await expect(panel(page).getByRole("button", { name: "Back to the generated image" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
