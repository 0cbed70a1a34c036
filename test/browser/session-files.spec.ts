/** Sessions and stills as a person uses them: saved on one page, dropped on a fresh one. */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { decode } from "fast-png";
import { queryAt } from "../../src/attention/grid";
import { attentionRow } from "../../src/attention/row";
import type { SaganLensElement } from "../../src/element/types";
import { readStill } from "../../src/model/formats/still";
import { SITE_PATH } from "../support/addresses";
import { dragFile } from "../support/drag-file";
import { readBytes } from "../support/files";
import {
  canvasPixels,
  openLens,
  openTask,
  pictureSettled,
  pixelDifference,
  SAME,
  waitForMark,
  watchFaults,
} from "../support/lens-page";

const EDITED = "#v=1&model=cats64&seed=7&z=3:1.5&dir=0:2&q=20.9&pins=12.8,20.9&cmap=magma";
const WEIGHTS = "**/models/cats64/generator.safetensors";

async function save(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByTestId("session-files").getByRole("button", { name: button, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** A browser that was never here: nothing is kept in it, no file is cached. */
async function freshPage(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  return context.newPage();
}

const openPanel = (page: Page) => openTask(page, "export");

/** Largest difference of any byte. */
async function expectAlike(page: Page, testId: string, wanted: { data: number[] }, tolerance = 1) {
  await expect
    .poll(async () => {
      const { data } = await canvasPixels(page, testId);
      if (data.length !== wanted.data.length) return 255;
      return data.reduce((most, byte, at) => Math.max(most, Math.abs(byte - wanted.data[at])), 0);
    })
    .toBeLessThanOrEqual(tolerance);
}

const pinsOf = (page: Page) =>
  page
    .getByTestId("stage")
    .getByTestId("pin")
    .evaluateAll((pins) => pins.map((pin) => pin.getAttribute("data-cell")));

test("a session dropped on a fresh page brings image, pins and changes back; undo leads to what was there", async ({
  page,
  browser,
  baseURL,
}) => {
  const faults = watchFaults(page);
  await openLens(page, `${EDITED}&gamma=g.attn:0.25`);
  await pictureSettled(page);
  await page.getByRole("button", { name: "Save this image" }).click();
  await openPanel(page);
  const file = await save(page, "Save the session");
  expect(file.name).toBe("cats64-seed7-q12.8-20.9-session.json");
  const [image, map] = [await canvasPixels(page, "picture"), await canvasPixels(page, "plain-map")];

  const fresh = await freshPage(browser, baseURL);
  const freshFaults = watchFaults(fresh);
  await openLens(fresh);
  const first = await canvasPixels(fresh, "picture");
  await dragFile(fresh, "drop", file);
  await pictureSettled(fresh);
  await expectAlike(fresh, "picture", image);
  await expectAlike(fresh, "plain-map", map);
  expect(await pinsOf(fresh)).toEqual(["12,8", "20,9"]);
  await openTask(fresh, "image");
  await expect(fresh.getByTestId("saved-strip").getByRole("button")).toHaveCount(1);
  await expect(fresh).toHaveURL(/seed=7.*gamma=g\.attn:0\.25/);

  await fresh.getByRole("button", { name: "Undo", exact: true }).click();
  await pictureSettled(fresh);
  await expectAlike(fresh, "picture", first);
  expect(await pinsOf(fresh)).toEqual([]);
  await expect(fresh.getByTestId("saved-strip")).toHaveCount(0);
  expect([faults, freshFaults]).toEqual([
    { console: [], foreign: [] },
    { console: [], foreign: [] },
  ]);
});

test("a still of an edited image can be looked into where no generator is", async ({
  page,
  browser,
  baseURL,
}) => {
  await openLens(page, EDITED);
  await pictureSettled(page);
  await openPanel(page);
  await openTask(page, "export");
  const file = await save(page, "Save a still");
  expect(file.name).toBe("cats64-seed7-q12.8-20.9-still.safetensors");
  const [image, map] = [await canvasPixels(page, "picture"), await canvasPixels(page, "plain-map")];

  const fresh = await freshPage(browser, baseURL);
  await fresh.route(WEIGHTS, (route) => route.fulfill({ status: 404, body: "Not found" }));
  await fresh.goto(SITE_PATH);
  await waitForMark(fresh, "lens:first-hover");
  await expect(fresh.getByTestId("engine-error")).toBeVisible();
  const first = await canvasPixels(fresh, "picture");
  await dragFile(fresh, "drop", file);
  // The still's own bytes: nothing was computed.
  await expectAlike(fresh, "picture", image, 0);
  await expectAlike(fresh, "plain-map", map);
  expect(await pinsOf(fresh)).toEqual(["12,8", "20,9"]);
  await expect(fresh.getByTestId("stage")).toHaveAttribute("aria-busy", "false");
  await fresh.getByTestId("stage").focus();
  await fresh.keyboard.press("ArrowRight");
  await openTask(page, "read");
  await expect(fresh.getByTestId("query-cell")).toHaveText("21, 9");

  // The way back leads to the image, not only to its name.
  await fresh.keyboard.press("Control+z");
  await fresh.keyboard.press("Control+z");
  await expectAlike(fresh, "picture", first, 0);
});

test("a still dropped beside a running generator is made again by it", async ({ page }) => {
  await openLens(page);
  await dragFile(page, "drop", { name: "a.bin", bytes: readBytes("public/stills/cats64-13.safetensors") });
  await pictureSettled(page);
  await expect(page).toHaveURL(/seed=13/);
  await expect(page.getByTestId("notice")).toHaveCount(0);
  await expect(page.getByTestId("engine-error")).toHaveCount(0);
});

test("a saved page hovers from a disk, offline, and asks for nothing", async ({
  page,
  browser,
}, testInfo) => {
  await openLens(page, `${EDITED}&part=pairwise`);
  await pictureSettled(page);
  await openPanel(page);
  await openTask(page, "export");
  const still = await save(page, "Save a still");
  const file = await save(page, "Save a page");
  expect(file.name).toBe("cats64-seed7-q12.8-20.9.html");
  const path = testInfo.outputPath(file.name);
  writeFileSync(path, file.bytes);
  const image = await canvasPixels(page, "picture");

  const context = await browser.newContext({ offline: true });
  const saved = await context.newPage();
  const faults = watchFaults(saved);
  const requests: string[] = [];
  saved.on("request", (request) => requests.push(request.url()));
  await saved.goto(pathToFileURL(path).href);
  const lens = saved.locator("sagan-lens");
  await expect(lens.locator("[data-mark=pin]")).toHaveCount(2);
  const shown = await lens.locator("canvas.picture").evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    return [...data];
  });
  expect(pixelDifference(shown, image.data)).toBe(SAME);
  const state = await lens.evaluate((element: SaganLensElement) => element.state);
  expect(state).toMatchObject({ seed: 7, part: "pairwise", colormap: "magma", query: { x: 20, y: 9 } });

  // Hovering follows the pointer once nothing is pinned, and each row is the still's own.
  const stage = lens.getByRole("application");
  await stage.focus();
  await saved.keyboard.press("Escape");
  await saved.keyboard.press("Escape");
  const { width = 0, height = 0 } = (await stage.boundingBox()) ?? {};
  await stage.hover({ position: { x: (5.5 / 32) * width, y: (30.5 / 32) * height } });
  await expect(lens.locator(".sentence")).toContainText("Query 5, 30 reads");
  const { row, query } = await lens.evaluate((element: SaganLensElement) => {
    const found = element.attentionRow();
    return { ...found, row: [...found.row] };
  });
  expect(query).toEqual({ x: 5, y: 30 });
  const [site] = readStill(still.bytes, still.name).sites;
  expect(row).toEqual([...attentionRow(site, queryAt(site.queryGrid, query))]);

  await lens.locator("[data-control=map] select").selectOption("entropy");
  await expect(lens.locator(".bar")).toHaveAttribute("aria-label", /entropy, nats/);
  const others = requests.filter((address) => !/^(file|data|blob):/.test(address));
  expect([others, faults]).toEqual([[], { console: [], foreign: [] }]);
  await context.close();
});

test("a bad file gets a sentence and changes nothing", async ({ page }) => {
  const faults = watchFaults(page);
  await openLens(page);
  const before = await canvasPixels(page, "picture");
  await openPanel(page);
  const input = page.getByTestId("session-files").locator("input[type=file]");
  await input.setInputFiles({
    name: "holiday.jpg",
    mimeType: "image/jpeg",
    buffer: Buffer.from([0xff, 0xd8, 0xff]),
  });
  const notice = page.getByTestId("notice");
  await expect(notice).toHaveAttribute("data-code", "image-unreadable");
  await expect(notice).toContainText("holiday.jpg cannot be read as an image");
  await notice.getByRole("button").click();
  await input.setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("cats") });
  await expect(notice).toHaveAttribute("data-code", "file-unknown");
  await expect(notice).toContainText("notes.txt is not a file of the lens");
  const text = '{"format":"sagan-lens-session","version":1,"psi":"much"}';
  await input.setInputFiles({ name: "s.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(notice.nth(1)).toContainText("s.json is a session with a wrong field, psi");
  await expectAlike(page, "picture", before, 0);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("while a file is held over the page, the page says that it takes it", async ({ page }) => {
  await openLens(page);
  const target = page.getByTestId("drop-target");
  const file = { name: "x.json", bytes: Buffer.from("{}") };
  await expect(target).toHaveCount(0);
  await dragFile(page, "dragenter", file);
  await expect(target).toBeVisible();
  await dragFile(page, "dragleave", file);
  await expect(target).toHaveCount(0);
  // A word that is dragged about is no file.
  const words = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.setData("text/plain", "a word");
    return transfer;
  });
  await page.dispatchEvent("body", "dragenter", { dataTransfer: words });
  await expect(target).toHaveCount(0);
});

test("the figure can be copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openLens(page);
  await openPanel(page);
  const preview = page.getByTestId("figure-preview");
  await expect(preview).toBeVisible();
  await openTask(page, "export");
  await page.getByTestId("takeaway").getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByTestId("takeaway").getByRole("button", { name: "Copied" })).toBeVisible();
  const bytes = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return Array.from(new Uint8Array(await (await item.getType("image/png")).arrayBuffer()));
  });
  const png = decode(Uint8Array.from(bytes));
  // At twice its size, as the preview is painted.
  expect(png.width).toBe(Number(await preview.getAttribute("width")));
});
