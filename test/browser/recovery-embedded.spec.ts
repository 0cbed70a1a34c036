/** Engines that are lost on other people's pages, in a frame and under elements: they come back, and say so where sentences stand. */
import { expect, type Locator, type Page, test, type Worker } from "@playwright/test";
import type { SaganLensElement } from "../../src/element/types";
import { FOREIGN_PORT, SITE_PATH } from "../support/addresses";
import { elementReady } from "../support/element";
import { watchFaults } from "../support/lens-page";
import { begun, breakLoudly, endSilently } from "../support/workers";

type Lens = SaganLensElement;

const FOREIGN = `http://127.0.0.1:${FOREIGN_PORT}/`;
const RESTARTED = /restarted on wasm\. Nothing you did was lost/;

/** A worker from another origin is started by a few bytes of the page's own. */
const isEngine = (worker: Worker) => /engine\.worker|^blob:/.test(worker.url());
const engineWorker = async (page: Page) => {
  await expect.poll(() => page.workers().some(isEngine)).toBe(true);
  return begun(page.workers().findLast(isEngine) as Worker);
};

/** All that a person chose, and the image. */
const whatIsThere = (lens: Locator) =>
  lens.evaluate((element: Lens) => ({ hash: element.hash, pixels: Array.from(element.image().pixels) }));

/** Codes of the faults that an element reports to the page around it, from now on. */
const codesHeard = (lens: Locator) =>
  lens.evaluateHandle((element: Lens) => {
    const codes: string[] = [];
    element.addEventListener("error", ({ detail }) => codes.push(detail.code));
    return codes;
  });

/** Another image comes, and the one before again, the same. */
async function expectAlive(lens: Locator): Promise<void> {
  const { pixels } = await whatIsThere(lens);
  const show = (seed: number) =>
    lens.evaluate((element: Lens, wanted) => {
      element.state = { seed: wanted };
    }, seed);
  const now = async () => (await whatIsThere(lens)).pixels;
  const seed = await lens.evaluate((element: Lens) => element.state.seed);
  await show(seed + 1);
  await expect.poll(now).not.toEqual(pixels);
  await show(seed);
  await expect.poll(now).toEqual(pixels);
}

test("elements whose engine's worker ends come back with their state, and each says so in its language", async ({
  page,
}) => {
  const faults = watchFaults(page);
  await page.goto(`${FOREIGN}elements.html`);
  const [first, second, still] = ["#first", "#second", "#still"].map((id) => page.locator(id));
  await still.scrollIntoViewIfNeeded();
  await Promise.all([first, second, still].map(elementReady));
  const codes = await codesHeard(first);
  const before = await Promise.all([first, second].map(whatIsThere));
  await endSilently(await engineWorker(page));
  for (const lens of [first, second]) await expect(lens.locator(".problem")).toHaveText(RESTARTED);
  await expect(first.getByRole("alert")).toBeVisible();
  await expect(first.locator(".retry")).toBeHidden();
  // It has no engine that could be lost.
  await expect(still.locator(".problem")).toBeHidden();
  expect(await Promise.all([first, second].map(whatIsThere))).toEqual(before);
  expect(await codes.jsonValue()).toEqual(["engine-restarted"]);

  await first.evaluate((element: Lens) => element.setAttribute("lang", "ko"));
  await expect(first.locator(".problem")).toContainText("wasm 백엔드");
  // Reading on changes nothing of it; the next image has it done with.
  await first.evaluate((element: Lens) => element.setAttribute("query", "1,2"));
  await expect(first.locator(".problem")).toBeVisible();
  await expectAlive(first);
  await expect(first.locator(".problem")).toBeHidden();
  await expect(second.locator(".problem")).toBeVisible();
  expect(page.workers().filter(isEngine)).toHaveLength(1);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("an element whose engine's worker breaks twice steps down, and says on what it runs", async ({
  page,
}) => {
  await page.goto(`${FOREIGN}elements.html`);
  const lens = page.locator("#first");
  await lens.scrollIntoViewIfNeeded();
  await elementReady(lens);
  await breakLoudly(await engineWorker(page), "first fault");
  await expect(lens.locator(".problem")).toHaveText(RESTARTED);
  await breakLoudly(await engineWorker(page), "second fault");
  await expect(lens.locator(".problem")).toHaveText(/failed on wasm and now runs on cpu/);
});

test("a frame whose engine's worker ends while an image is made makes it, says so, and reports it to the page around it", async ({
  page,
}) => {
  const faults = watchFaults(page);
  await page.goto(`${FOREIGN}frames.html`);
  await page.locator("#first").scrollIntoViewIfNeeded();
  const lens = page.frameLocator("#first").locator("sagan-lens");
  await elementReady(lens);
  await lens.evaluate((element: Lens) => {
    element.state = { pins: [{ x: 3, y: 4 }], query: { x: 3, y: 4 } };
  });
  const { pixels } = await whatIsThere(lens);
  // No engine is there until the next image has been asked for.
  let letStart: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    letStart = resolve;
  });
  await page.route("**/engine.worker*", async (route) => {
    await asked;
    await route.continue();
  });
  // The other frame has an engine of its own.
  for (const worker of page.workers().filter(isEngine)) await endSilently(await begun(worker));
  const seed = page.frameLocator("#first").getByRole("spinbutton", { name: "Seed" });
  await seed.fill("7");
  await seed.press("Enter");
  await expect.poll(async () => (await whatIsThere(lens)).hash).toContain("seed=7");
  await expect(lens.locator(".problem")).toBeHidden();
  letStart();
  await expect(lens.locator(".problem")).toHaveText(RESTARTED);
  await expect.poll(async () => (await whatIsThere(lens)).pixels).not.toEqual(pixels);
  expect((await whatIsThere(lens)).hash).toMatch(/seed=7&.*q=3\.4.*pins=3\.4/);
  const messages = await page.evaluate(
    () => (window as unknown as { messages: { type: string; frame: string; code?: string }[] }).messages,
  );
  expect(messages.filter(({ type, frame }) => type === "error" && frame === "first")).toMatchObject([
    { code: "engine-restarted" },
  ]);
  await expectAlive(lens);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("the frame's page alone comes back by itself, with everything in its address", async ({ page }) => {
  await page.goto(`${SITE_PATH}embed.html?controls=bar,seed#v=1&model=cats64&seed=105&q=8.15&pins=8.15,2.3`);
  const lens = page.locator("sagan-lens");
  await elementReady(lens);
  const before = { ...(await whatIsThere(lens)), address: page.url() };
  await endSilently(await engineWorker(page));
  await expect(lens.locator(".problem")).toHaveText(RESTARTED);
  expect({ ...(await whatIsThere(lens)), address: page.url() }).toEqual(before);
  await expectAlive(lens);
});
