/** Steering the image: putting images aside, mixing them, walking between them, comparing, films. */
import { readFileSync } from "node:fs";
import { expect, type Locator, type Page, test } from "@playwright/test";
import {
  canvasPixels,
  clickCell,
  framesPass,
  openLens,
  openTask,
  openWithFixture,
  pictureSettled,
  pixelDifference,
  SAME,
  watchFaults,
} from "../support/lens-page";

const image = async (page: Page) => (await canvasPixels(page, "picture")).data;
const button = (page: Page | Locator, name: string) => page.getByRole("button", { name, exact: true });
const seed = (page: Page) => page.getByRole("textbox", { name: "Seed" });
const kept = (page: Page) => page.getByTestId("saved-strip").getByRole("button");

/** Sum of absolute differences of two images' bytes. */
const distance = (a: number[], b: number[]) => a.reduce((sum, byte, at) => sum + Math.abs(byte - b[at]), 0);
const largestStep = (a: number[], b: number[]) =>
  a.reduce((most, byte, at) => Math.max(most, Math.abs(byte - b[at])), 0);

async function takeSeed(page: Page, number: string): Promise<number[]> {
  await seed(page).fill(number);
  await pictureSettled(page);
  return image(page);
}

/** Keeps the images of two seeds and ends on the second, with the first chosen. */
async function keepTwo(page: Page): Promise<{ first: number[]; second: number[] }> {
  const first = await takeSeed(page, "7");
  await button(page, "Save this image").click();
  const second = await takeSeed(page, "12");
  await button(page, "Save this image").click();
  await openTask(page, "image");
  await kept(page).first().click();
  return { first, second };
}

test("saved images are there on the next visit, and one can be shown and removed, and brought back", async ({
  page,
}) => {
  const faults = watchFaults(page);
  await openLens(page);
  const { first, second } = await keepTwo(page);
  await expect(button(page, "Save this image")).toBeDisabled();
  await page.reload();
  await openTask(page, "image");
  await expect(page.getByTestId("saved-strip").locator("canvas[data-ready='true']")).toHaveCount(2);
  await kept(page).first().click();
  await button(page, "Show").click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), first)).toBe(SAME);
  await expect(seed(page)).toHaveValue("7");
  await kept(page).nth(1).click();
  await button(page.getByTestId("saved"), "Remove").click();
  await expect(kept(page)).toHaveCount(1);
  await button(page, "Undo").click();
  await expect(kept(page)).toHaveCount(2);
  await kept(page).nth(1).click();
  await button(page, "Show").click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), second)).toBe(SAME);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("a damaged collection is reported, left alone, and does not stop the page", async ({ page }) => {
  await openLens(page);
  const damage = '{"kept":[{"id":"<b>"}],"ownDirections":[],"walk":{}}';
  await page.evaluate((text) => localStorage.setItem("sagan-lens:collection:1", text), damage);
  await page.reload();
  await expect(page.getByTestId("notice")).toContainText("could not be read");
  await button(page, "Save this image").click();
  await openTask(page, "image");
  await expect(kept(page)).toHaveCount(1);
  expect(await page.evaluate(() => localStorage.getItem("sagan-lens:collection:1"))).toBe(damage);
});

test("two images are mixed: at both ends they are themselves, between them neither", async ({ page }) => {
  await openLens(page);
  const { first, second } = await keepTwo(page);
  await button(page, "Mix with it").click();
  await pictureSettled(page);
  const half = await image(page);
  expect(pixelDifference(half, first)).not.toBe(SAME);
  expect(pixelDifference(half, second)).not.toBe(SAME);
  await openTask(page, "image");
  const breed = page.getByTestId("mix");
  const share = breed.getByRole("slider", { name: "Share of the other image" });
  await share.fill("1");
  await pictureSettled(page);
  // The arc's weights are sines: the latent at its end is the other one but for rounding.
  expect(largestStep(await image(page), first)).toBeLessThanOrEqual(1);
  await share.fill("0");
  await pictureSettled(page);
  expect(largestStep(await image(page), second)).toBeLessThanOrEqual(1);
  await share.fill("0.5");
  await breed.getByText("Straight", { exact: true }).click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), half)).not.toBe(SAME);
  await breed.getByText("Spherical", { exact: true }).click();
  await button(breed, "Keep this blend").click();
  await pictureSettled(page);
  await expect(breed).toHaveCount(0);
  expect(pixelDifference(await image(page), half)).toBe(SAME);
  await button(page, "Undo").click();
  await button(breed, "Undo the mix").click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), second)).toBe(SAME);
});

test("the difference of two images becomes a direction: named, used, exported, opened again", async ({
  page,
}) => {
  await openLens(page);
  const { first, second } = await keepTwo(page);
  await button(page, "Save as direction").click();
  await openTask(page, "image");
  const own = page.getByTestId("own-direction");
  await page.getByRole("textbox", { name: "Name of the direction Towards seed 7" }).fill("lighter");
  await page.keyboard.press("Enter");
  const slider = own.getByRole("slider", { name: "lighter" });
  await openTask(page, "image");
  await expect(page.getByTestId("own-filmstrip").locator("canvas[data-ready='true']")).toHaveCount(5);
  await page.getByTestId("own-filmstrip").getByRole("button").last().click();
  await pictureSettled(page);
  // One iterationing of the vector on the way.
  expect(largestStep(await image(page), first)).toBeLessThanOrEqual(1);
  expect(Number(await slider.inputValue())).toBeCloseTo(Number(await slider.getAttribute("max")), 6);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    button(page, "Export lighter as a file").click(),
  ]);
  expect(download.suggestedFilename()).toBe("lighter.json");
  const text = readFileSync(await download.path(), "utf8");
  const file = JSON.parse(text);
  expect([file.format, file.model, file.name, file.vector.length]).toEqual([
    "sagan-lens-direction",
    "cats64",
    "lighter",
    128,
  ]);
  expect(Math.hypot(...file.vector)).toBeCloseTo(1, 5);

  await button(page, "Remove lighter").click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), second)).toBe(SAME);
  await expect(own).toHaveCount(0);
  const open = page.getByLabel("Open a direction file");
  await open.setInputFiles({ name: "lighter.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(own).toHaveCount(1);
  await page.getByTestId("own-filmstrip").getByRole("button").last().click();
  await pictureSettled(page);
  expect(largestStep(await image(page), first)).toBeLessThanOrEqual(1);

  const foreign = JSON.stringify({ ...file, model: "dogs64" });
  await open.setInputFiles({ name: "dogs.json", mimeType: "application/json", buffer: Buffer.from(foreign) });
  await expect(page.getByTestId("notice")).toContainText("dogs.json contains a direction of dogs64");
  await open.setInputFiles({ name: "no.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await expect(page.getByTestId("notice").last()).toContainText("no.json has a wrong field, format");
  await expect(own).toHaveCount(1);
});

/** A walk of four key frames, the fold open. */
async function openWalk(page: Page): Promise<void> {
  await openTask(page, "image");
  await page.getByTestId("walk").locator("> summary").click();
  await button(page, "Four random images").click();
  await expect(page.getByTestId("key-frames").locator("canvas[data-ready='true']")).toHaveCount(4);
}

const position = async (page: Page) =>
  Number(await page.getByRole("slider", { name: "Position on the walk" }).inputValue());

test("a walk plays, the pin and its map stay with it, and undo goes back to where it began", async ({
  page,
}) => {
  const faults = watchFaults(page);
  await openLens(page);
  await clickCell(page, 8, 8);
  const before = await image(page);
  const map = await canvasPixels(page, "plain-map");
  await openWalk(page);
  await button(page, "Play").click();
  await expect.poll(() => position(page)).toBeGreaterThan(0.5);
  await button(page, "Stop").click();
  await pictureSettled(page);
  const stoppedAt = await position(page);
  expect(pixelDifference(await image(page), before)).not.toBe(SAME);
  expect(pixelDifference((await canvasPixels(page, "plain-map")).data, map.data)).not.toBe(SAME);
  await expect(page.getByTestId("stage").getByTestId("pin")).toHaveAttribute("data-cell", "8,8");
  await openTask(page, "read");
  await expect(page.getByTestId("query-cell")).toHaveText("8, 8");
  await openTask(page, "image");
  // Stopped, it stands still.
  await framesPass(page, 20);
  expect(await position(page)).toBe(stoppedAt);
  await button(page, "Undo").click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), before)).toBe(SAME);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("the timeline is scrubbed: a key frame's place shows its image; frames are moved and removed", async ({
  page,
}) => {
  await openLens(page);
  await openWalk(page);
  await openTask(page, "image");
  const frames = page.getByTestId("key-frames").getByRole("button");
  const names = () => frames.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
  const seeds = async () => (await names()).map((name) => Number(name.split("seed ")[1]));
  const [a, b, c, d] = await seeds();
  const place = page.getByRole("slider", { name: "Position on the walk" });
  await place.fill("2");
  await pictureSettled(page);
  await openTask(page, "image");
  await expect(page.getByTestId("walk-place")).toHaveText("at key frame 3");
  await expect(seed(page)).toHaveValue(String(c));
  const third = await image(page);
  await place.fill("1.5");
  await pictureSettled(page);
  await expect(page.getByTestId("walk-place")).toHaveText("50 % of the way from 2 to 3");
  const between = await image(page);
  expect(pixelDifference(between, third)).not.toBe(SAME);
  await frames.nth(2).click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), third)).toBe(SAME);
  await button(page.getByTestId("walk"), "Earlier").click();
  expect(await seeds()).toEqual([a, c, b, d]);
  await button(page.getByTestId("walk"), "Remove").click();
  expect(await seeds()).toEqual([a, b, d]);
  await button(page, "Add this image").click();
  expect(await seeds()).toEqual([a, b, d, c]);
  // Not a loop, the walk ends at its last image and stays there.
  await page.getByText("Loop", { exact: true }).click();
  await page.getByRole("slider", { name: "Seconds per image" }).fill("0.5");
  await place.fill("2.5");
  await button(page, "Play").click();
  await expect(button(page, "Play")).toBeVisible();
  await pictureSettled(page);
  await expect(page.getByTestId("walk-place")).toHaveText("at key frame 4");
  expect(pixelDifference(await image(page), third)).toBe(SAME);
});

test("a changed image ends the walk and stays shown", async ({ page }) => {
  await openLens(page);
  await openWalk(page);
  await button(page, "Play").click();
  await expect.poll(() => position(page)).toBeGreaterThan(0.1);
  await seed(page).fill("7");
  await expect(button(page, "Play")).toBeVisible();
  await pictureSettled(page);
  await expect(seed(page)).toHaveValue("7");
});

for (const [format, name, magic] of [
  ["webm", "Video (WebM)", "1a45dfa3"],
  ["gif", "Animation (GIF)", "474946383961"],
] as const) {
  test(`a walk is recorded as ${format}, with its progress, and the recording can be cancelled`, async ({
    page,
  }) => {
    await openLens(page);
    await openWalk(page);
    await openTask(page, "image");
    await page.getByRole("slider", { name: "Seconds per image" }).fill("0.5");
    const recorder = page.getByTestId("recorder");
    await button(recorder, name).click();
    await expect(recorder.getByRole("progressbar")).toBeVisible();
    await expect(recorder).toContainText(/Frame \d+ of (60|50)/);
    await button(recorder, "Cancel").click();
    await expect(recorder.getByRole("progressbar")).toHaveCount(0);
    await page.getByRole("slider", { name: "Position on the walk" }).fill("1.25");
    await pictureSettled(page);
    const shown = await image(page);
    const [download] = await Promise.all([page.waitForEvent("download"), button(recorder, name).click()]);
    expect(download.suggestedFilename()).toBe(`cats64-walk.${format}`);
    const bytes = readFileSync(await download.path());
    expect(bytes.subarray(0, magic.length / 2).toString("hex")).toBe(magic);
    expect(bytes.length).toBeGreaterThan(20_000);
    // The page was not moved by it.
    expect(pixelDifference(await image(page), shown)).toBe(SAME);
    await expect(page.getByTestId("notice")).toHaveCount(0);
  });
}

test("a pinned state is compared with the present one, and exchanged for it", async ({ page }) => {
  await openLens(page);
  const before = await image(page);
  await openTask(page, "what-if");
  await button(page, "Set as baseline").click();
  await openTask(page, "what-if");
  const compare = page.getByTestId("compare");
  await expect(page.getByTestId("pinned-change")).toHaveAttribute("data-value", "0");
  await page.getByTestId("what-if").getByTestId("attention-switch").click();
  await pictureSettled(page);
  const off = await image(page);
  const change = async () => Number(await page.getByTestId("pinned-change").getAttribute("data-value"));
  await expect.poll(change).toBeGreaterThan(0.001);
  // The same as what the intervention's own panel shows.
  expect(await change()).toBe(Number(await page.getByTestId("mean-change").getAttribute("data-value")));
  expect(pixelDifference((await canvasPixels(page, "pinned-picture")).data, before)).toBe(SAME);
  await expect(compare).toContainText("→ 0.000");
  await button(compare, "Return to the baseline").click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), before)).toBe(SAME);
  await expect
    .poll(async () => pixelDifference((await canvasPixels(page, "pinned-picture")).data, off))
    .toBe(SAME);
  await button(compare, "Clear the baseline").click();
  await expect(compare).toHaveCount(0);
});

test("undo, redo and reset go through seeds and sliders", async ({ page }) => {
  await openLens(page);
  const opening = await image(page);
  const seven = await takeSeed(page, "7");
  await openTask(page, "image");
  await page.getByRole("button", { name: "Vary a little" }).click();
  await pictureSettled(page);
  const varied = await image(page);
  expect(pixelDifference(varied, seven)).not.toBe(SAME);
  await button(page, "Undo").click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), seven)).toBe(SAME);
  await button(page, "Redo").click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), varied)).toBe(SAME);
  await button(page, "Reset").click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), opening)).toBe(SAME);
});

test("layers take another class one by one; with all of them crossed it is that class's image", async ({
  page,
}) => {
  await openWithFixture(page);
  const river = await image(page);
  await openTask(page, "image");
  await page.getByTestId("class-choice").getByRole("button", { name: "Road" }).click();
  await pictureSettled(page);
  const road = await image(page);
  await button(page, "Save this image").click();
  await page.getByTestId("class-choice").getByRole("button", { name: "River" }).click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), river)).toBe(SAME);
  await kept(page).first().click();
  await openTask(page, "image");
  const layers = page.getByTestId("crossing").getByRole("checkbox");
  const count = await layers.count();
  expect(count).toBeGreaterThan(1);
  await layers.first().check();
  await pictureSettled(page);
  const crossed = await image(page);
  expect(distance(crossed, river)).toBeGreaterThan(0);
  expect(distance(crossed, road)).toBeGreaterThan(0);
  for (let layer = 1; layer < count; layer++) await layers.nth(layer).check();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), road)).toBe(SAME);
  for (let layer = 0; layer < count; layer++) await layers.nth(layer).uncheck();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), river)).toBe(SAME);
});

test("classes are chosen by their images", async ({ page }) => {
  await openWithFixture(page);
  await openTask(page, "image");
  const strip = page.getByTestId("class-strip");
  await expect(strip.locator("canvas[data-ready='true']")).toHaveCount(3);
  const road = strip.getByRole("button", { name: "Road" });
  const thumb = await road.locator("canvas").evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
    return Array.from(data ?? []);
  });
  await road.click();
  await pictureSettled(page);
  expect(pixelDifference(await image(page), thumb)).toBe(SAME);
  await expect(road).toHaveAttribute("aria-pressed", "true");
});

test("a model without directions has them found in the worker, with progress; cancelled, nothing is left", async ({
  page,
}) => {
  await openWithFixture(page, { directions: null });
  await openTask(page, "image");
  const panel = page.getByTestId("directions");
  await expect(panel.getByRole("slider")).toHaveCount(0);
  await button(panel, "Find directions").click();
  await openTask(page, "image");
  await expect(page.getByTestId("finding-directions").getByRole("progressbar")).toBeVisible();
  await button(panel, "Cancel").click();
  await expect(page.getByTestId("finding-directions")).toHaveCount(0);
  await button(panel, "Find directions").click();
  await expect(panel.getByRole("slider")).toHaveCount(4);
  const before = await image(page);
  await panel.getByRole("slider").first().fill("6");
  await pictureSettled(page);
  expect(pixelDifference(await image(page), before)).not.toBe(SAME);
  await expect(page.getByTestId("notice")).toHaveCount(0);
});
