/** Using the page as a person does, for the browser tests. */
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { colorTable } from "../../src/render/colormap";
import { colorStep } from "../../src/render/heat-map";
import { SITE_PATH } from "./addresses";
import { expect, HANGS_MS } from "./expect";
import { entry, floats, projectPath, readWeights } from "./files";

const golden = readWeights("test/golden/cats64.safetensors");
const GRID = 32;

/** What the page must never do, collected while a test runs. */
export interface PageFaults {
  readonly console: string[];
  readonly foreign: string[];
}

/** Watches for errors on the console, uncaught exceptions and requests to other hosts. */
export function watchFaults(page: Page): PageFaults {
  const faults: PageFaults = { console: [], foreign: [] };
  page.on("console", (message) => {
    if (message.type() === "error") faults.console.push(message.text());
  });
  page.on("pageerror", (error) => faults.console.push(error.message));
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") faults.foreign.push(request.url());
  });
  return faults;
}

/** The first image, its maps shown as they are where an address says nothing of them: a first visit has its links drawn. */
const FIRST = "#v=1&model=cats64&seed=4&q=12.12";

/** Opens the lens and waits for the engine's first image. */
export async function openLens(page: Page, search = ""): Promise<void> {
  await page.goto(`${SITE_PATH}${search}${search.includes("#") ? "" : FIRST}`);
  await waitForMark(page, "lens:first-picture");
}

export type Task = "read" | "what-if" | "image" | "network" | "export" | "display";

/** Shows the controls of a task, where they are not on show. */
export async function openTask(page: Page, task: Task): Promise<void> {
  const panel = page.getByTestId("task-panel");
  await panel.waitFor({ state: "attached" });
  const isOpen = (await panel.getAttribute("data-task")) === task && (await panel.isVisible());
  if (!isOpen) {
    await (task === "display" ? page.getByTestId("display-settings") : page.locator(`#tab-${task}`)).click();
  }
  await expect(panel).toHaveAttribute("data-task", task);
  await expect(panel).toBeVisible();
}

/** Opens a menu of the page's head, where it is closed. */
export async function openMenu(page: Page, name: "model-menu" | "more"): Promise<Locator> {
  const menu = page.getByTestId(name);
  const button = menu.locator("> button");
  if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
  // Its content is loaded when it is opened.
  await expect(menu.locator("> .menu-panel > *").first()).toBeVisible();
  return menu;
}

/** What the page says of its engine, in its menu. */
export async function engineDetail(page: Page): Promise<Locator> {
  return (await openMenu(page, "more")).getByTestId("engine-detail");
}

/** What says by `data-backend` on which backend the engine runs, once it does. */
export const engineOf = (page: Page) => page.getByTestId("more").locator("> button");

export async function waitForMark(page: Page, mark: string): Promise<void> {
  await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, mark, {
    timeout: HANGS_MS,
  });
}

/** Waits until the page has drawn so many frames: what does not change in them stands still. */
export async function framesPass(page: Page, count: number): Promise<void> {
  await page.evaluate(async (frames) => {
    for (let frame = 0; frame < frames; frame++) await new Promise(requestAnimationFrame);
  }, count);
}

/** Waits until no newer image is on its way. */
export async function pictureSettled(page: Page): Promise<void> {
  await expect(page.getByTestId("stage")).toHaveAttribute("aria-busy", "false", { timeout: HANGS_MS });
}

/** Types a golden latent into the 128 fields, without truncation. */
export async function typeGoldenLatent(page: Page, latent: number): Promise<void> {
  await openTask(page, "image");
  await page.getByRole("slider", { name: "Truncation" }).fill("1");
  for (const group of await page.locator("details.latent-group").all()) {
    await group.locator("summary").click();
  }
  const values = entry(floats(golden, "z"), latent);
  for (const [index, value] of values.entries()) {
    await page
      .getByRole("spinbutton", { name: `Value of latent entry ${index}`, exact: true })
      .fill(String(value));
  }
  await pictureSettled(page);
}

/**
 * Opens the lens on a golden latent, by a link that names every entry: one image, where typing makes 128 of them, for which a GPU in
 * software takes minutes.
 */
export async function openGoldenLatent(page: Page, latent: number, search = ""): Promise<void> {
  const edits = Array.from(entry(floats(golden, "z"), latent), (value, index) => `${index}:${value}`);
  await openLens(page, `${search}#v=1&model=cats64&seed=1&psi=1&q=0.0&z=${edits.join(",")}`);
  await pictureSettled(page);
}

/** A query whose row is among the golden ones, and that row. */
export function goldenRow(latent: number, which: number): { x: number; y: number; row: Float32Array } {
  const query = floats(golden, "rows").data[which];
  const row = entry(floats(golden, "attn.beta"), latent).subarray(
    which * GRID * GRID,
    (which + 1) * GRID * GRID,
  );
  return { x: query % GRID, y: Math.floor(query / GRID), row };
}

/** Clicks the middle of a query cell. */
export async function clickCell(page: Page, x: number, y: number, modifiers: "Shift"[] = []): Promise<void> {
  const stage = page.getByTestId("stage");
  await stage.scrollIntoViewIfNeeded();
  const box = await stage.boundingBox();
  if (!box) throw new Error("the stage is not shown");
  const position = { x: ((x + 0.5) * box.width) / GRID, y: ((y + 0.5) * box.height) / GRID };
  await stage.click({ position, modifiers });
}

/** RGBA of a canvas, at its own size. */
export async function canvasPixels(
  page: Page,
  testId: string,
): Promise<{ width: number; height: number; data: number[] }> {
  return page.getByTestId(testId).evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no 2d canvas");
    const { width, height } = canvas;
    return { width, height, data: Array.from(context.getImageData(0, 0, width, height).data) };
  });
}

/** What `pixelDifference` says of equal bytes. */
export const SAME = "no byte differs";

/** How some bytes differ from those wanted, in a sentence instead of thousands of numbers. */
export function pixelDifference(found: ArrayLike<number>, wanted: ArrayLike<number>): string {
  if (found.length !== wanted.length) return `${found.length} bytes instead of ${wanted.length}`;
  const off = Array.from(found, (byte, at) => Math.abs(byte - wanted[at]));
  const first = off.findIndex((step) => step > 0);
  if (first < 0) return SAME;
  const count = off.filter((step) => step > 0).length;
  const most = off.reduce((a, b) => Math.max(a, b));
  return `${count} of ${off.length} bytes differ, by up to ${most}; the first, at ${first}, is ${found[first]} instead of ${wanted[first]}`;
}

/** Drags from the middle of one query cell to that of another, with a stop on the way. */
export async function dragCells(page: Page, from: readonly [number, number], to: readonly [number, number]) {
  const stage = page.getByTestId("stage");
  await stage.scrollIntoViewIfNeeded();
  const box = await stage.boundingBox();
  if (!box) throw new Error("the stage is not shown");
  const at = ([x, y]: readonly [number, number]) =>
    [box.x + ((x + 0.5) * box.width) / GRID, box.y + ((y + 0.5) * box.height) / GRID] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

/** One of the tests' golden tensors, for a latent where it has them. */
export function goldenValues(name: string, latent?: number): Float32Array {
  const tensor = floats(golden, name);
  return latent === undefined ? tensor.data : entry(tensor, latent);
}

/**
 * Compares every painted cell of both maps with golden values, by default on the scale that runs to their own largest. A
 * cell may be one colour step of 255 off: single precision on another machine.
 */
export async function expectPaintedRow(
  page: Page,
  row: Float32Array,
  opacity: number,
  scale: { top: number; curve: "root" | "linear" } = { top: Math.max(...row), curve: "root" },
): Promise<void> {
  const table = colorTable("viridis");
  const plain = await canvasPixels(page, "plain-map");
  const overlay = await canvasPixels(page, "overlay");
  expect([plain.width, plain.height, overlay.width, overlay.height]).toEqual([GRID, GRID, GRID, GRID]);
  const wrong: string[] = [];
  row.forEach((weight, cell) => {
    const step = colorStep(weight, scale);
    const near = [step - 1, step, step + 1].filter((s) => s >= 0 && s <= 255);
    const painted = plain.data.slice(cell * 4, cell * 4 + 4);
    const colourFits = near.some(
      (s) => [0, 1, 2].every((c) => painted[c] === table[s * 3 + c]) && painted[3] === 255,
    );
    const alpha = overlay.data[cell * 4 + 3];
    const alphaFits = near.some((s) => alpha === Math.round((1 - s / 255) * opacity * 255));
    if (!colourFits || !alphaFits)
      wrong.push(`cell ${cell}: step ${step}, painted ${painted}, alpha ${alpha}`);
  });
  expect(wrong).toEqual([]);
}

const FIXTURE = "test/fixtures/two-sites";

/** Opens the fixture with two sites and three classes, as if the site shipped it too. @param change fields of its model.json */
export async function openWithFixture(page: Page, change: object = {}): Promise<void> {
  const index = JSON.parse(readFileSync(projectPath("public/models/index.json"), "utf8"));
  index.models.push({ id: "two-sites", name: { en: "Two sites" } });
  await page.route("**/models/index.json", (route) => route.fulfill({ json: index }));
  await page.route("**/models/two-sites/**", (route) => {
    const file = new URL(route.request().url()).pathname.split("/two-sites/").at(-1);
    const path = projectPath(`${FIXTURE}/${file}`);
    if (file !== "model.json") return route.fulfill({ path });
    return route.fulfill({ json: { ...JSON.parse(readFileSync(path, "utf8")), ...change } });
  });
  await openLens(page);
  await page.getByTestId("model-choice").selectOption("two-sites");
  await openTask(page, "image");
  await expect(page.getByTestId("class-choice")).toBeVisible();
  await pictureSettled(page);
}
