/** Files of statistics that are opened again, links to them, and a page that is hidden or frozen meanwhile. */
import { readFileSync } from "node:fs";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { begunWith, button, downloaded, openAtlas, phase, seeds, seedsDone } from "../support/atlas-page";
import { dropFile, type NamedFile } from "../support/drag-file";
import { readBytes } from "../support/files";
import { watchFaults } from "../support/lens-page";

const TEN = "#v=1&model=cats64&psi=0.8&seeds=0-9&q=12.8";
const CANVASES = ["mean-image", "mean-row", "row-deviation", "layer-map", "displacements"];
const origin = (page: Page) => page.getByTestId("atlas-origin");
const fault = (page: Page) => page.getByTestId("atlas-file-fault");

/** Of a canvas's pixels. */
const digestOf = (canvas: Locator) =>
  canvas.evaluate(async (element) => {
    const { width, height } = element as HTMLCanvasElement;
    const data = (element as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data;
    const digest = await crypto.subtle.digest("SHA-256", data ?? new Uint8Array());
    return `${width} x ${height}: ${new Uint8Array(digest)}`;
  });

/** Everything that is shown of the statistics. */
async function shown(page: Page) {
  const pixels: Record<string, string> = {};
  for (const id of CANVASES) pixels[id] = await digestOf(page.getByTestId(id).locator("canvas"));
  const texts: Record<string, string | null> = {};
  for (const id of [
    "atlas-position",
    "atlas-content",
    "atlas-total",
    "row-help",
    "map-value",
    "effects",
    "shares",
  ])
    texts[id] = await page.getByTestId(id).textContent();
  const ranked = await page
    .locator("[data-seed]")
    .evaluateAll((links) => links.map((link) => link.textContent));
  return { pixels, texts, ranked };
}

/** Of cats64's first ten seeds. */
async function saved(page: Page): Promise<NamedFile & { readonly bytes: Buffer }> {
  await openAtlas(page, TEN);
  await phase(page, "done");
  await expect(page.getByTestId("row-help")).toHaveAttribute("data-query", `${8 * 32 + 12}`);
  return downloaded(page, "Everything, NPZ");
}

/** The same file with other letters in its provenance. */
function changed({ name, bytes }: NamedFile, from: string, to: string): NamedFile {
  const at = Buffer.from(bytes).indexOf(from);
  expect(at, from).toBeGreaterThan(0);
  const copy = Buffer.from(bytes);
  copy.write(to, at);
  return { name, bytes: copy };
}

const choose = (page: Page, { name, bytes }: NamedFile) =>
  page.getByLabel("Open a file").setInputFiles({ name, mimeType: "", buffer: Buffer.from(bytes) });

test("a saved file shows all that was shown, without a generator; what is saved from it is the same", async ({
  page,
  browser,
  baseURL,
}) => {
  const file = await saved(page);
  const before = await shown(page);
  const table = await downloaded(page, "Maps, CSV");

  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  // Nothing can be computed.
  await context.route("**/generator.safetensors", (route) => route.abort());
  const fresh = await context.newPage();
  await openAtlas(fresh, "#v=1&model=eurosat64&seeds=0-199&q=12.8");
  await phase(fresh, "failed");
  await dropFile(fresh, file);
  await expect(fresh.getByTestId("drop-target")).toHaveCount(0);
  await phase(fresh, "done");
  await expect(origin(fresh)).toContainText(`From the file ${file.name}; nothing of it was computed here.`);
  await expect(origin(fresh)).toContainText(/cats64, seeds 0–9 \(10\), ψ 0\.8, weights [0-9a-f]{12}/);
  await expect(origin(fresh)).toHaveAttribute("data-basis", "10");
  await expect(origin(fresh)).toHaveAttribute("data-weights", "missing");
  await expect(origin(fresh)).toContainText("could not be opened here");
  await expect(fresh.getByTestId("row-help")).toHaveAttribute("data-query", `${8 * 32 + 12}`);
  expect(await shown(fresh)).toEqual(before);
  await expect(fresh).toHaveURL(/model=cats64&psi=0\.8&seeds=0-9/);

  // Any row of it, as on the page that computed it.
  for (const one of [page, fresh]) {
    await one.getByTestId("mean-image").focus();
    await one.keyboard.press("Shift+ArrowRight");
    await expect(one.getByTestId("row-help")).toHaveAttribute("data-query", `${8 * 32 + 16}`);
  }
  expect((await shown(fresh)).pixels).toEqual((await shown(page)).pixels);
  expect((await downloaded(fresh, "Maps, CSV")).bytes.toString()).toBe(table.bytes.toString());
  const again = await downloaded(fresh, "Everything, NPZ");
  expect([again.name, again.bytes.length]).toEqual([file.name, file.bytes.length]);
  await context.close();
});

test("a file's weights are compared with the model's: images of seeds with the same ones alone", async ({
  page,
}) => {
  const faults = watchFaults(page);
  const file = await saved(page);
  await button(page, "Compute").click();
  await choose(page, file);
  await expect(origin(page)).toHaveAttribute("data-weights", "same");
  await expect(page.locator("[data-seed]")).toHaveCount(10);
  await expect(page.locator("[data-seed][data-ready=false]")).toHaveCount(0);

  const { weights } = JSON.parse(readFileSync("public/models/cats64/model.json", "utf8")).generator;
  await choose(page, changed(file, weights.sha256, "0".repeat(64)));
  await expect(origin(page)).toHaveAttribute("data-weights", "other");
  await expect(origin(page)).toContainText("The model of this name has other weights here");
  await expect(page.locator("[data-seed]")).toHaveCount(10);
  await expect(page.locator("[data-seed][data-ready=true]")).toHaveCount(0);
  const painted = await page.locator("[data-seed] canvas").evaluateAll((canvases) =>
    canvases.map((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const pixels = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height);
      return pixels?.data.some((byte) => byte > 0);
    }),
  );
  expect(painted).toEqual(new Array(10).fill(false));

  // Computed again, they are this page's own again.
  await button(page, "Compute").click();
  await phase(page, "done");
  await expect(origin(page)).toHaveCount(0);
  await expect(seeds(page)).toHaveAttribute("data-basis", "10");
  await expect(page.locator("[data-seed][data-ready=false]")).toHaveCount(0);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("a file that is damaged, or of something else, is refused; what was on show stays and continues", async ({
  page,
}) => {
  const file = await saved(page);
  await begunWith(page, 1);
  await choose(page, { name: "half.npz", bytes: file.bytes.subarray(0, file.bytes.length >> 1) });
  await expect(fault(page)).toHaveAttribute("data-fault", "damaged");
  await expect(fault(page)).toContainText("The file half.npz is damaged or incomplete");
  await choose(page, { name: "still.npz", bytes: readBytes("public/stills/cats64-13.safetensors") });
  await expect(fault(page)).toHaveAttribute("data-fault", "format");
  await expect(fault(page)).toContainText("The file still.npz is no file of these statistics");
  await expect(seeds(page)).toHaveAttribute("data-basis", "10");
  await phase(page, "running");
  await choose(page, file);
  await expect(origin(page)).toBeVisible();
  await expect(fault(page)).toHaveCount(0);
  // What ran was ended: its reports change nothing.
  await phase(page, "done");
  await page.goBack();
  await phase(page, "running");
  await expect(origin(page)).toHaveCount(0);
});

test("the link that is copied shows the same", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openAtlas(page, "#v=1&model=eurosat64&class=River:1&psi=0.7&seeds=2-11&q=12.8&map=content");
  await phase(page, "done");
  await button(page, "Copy link").click();
  await expect(button(page, "Copied")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(page.url());
  const before = await shown(page);
  await page.goto("about:blank");
  await page.goto(link);
  await phase(page, "done");
  await expect(page.getByTestId("row-help")).toHaveAttribute("data-query", `${8 * 32 + 12}`);
  await expect(page.getByTestId("row-help")).toHaveAttribute("data-count", "10");
  expect(await shown(page)).toEqual(before);
});

test("a page that is frozen while it computes, as hidden ones are, finishes when it is thawed", async ({
  page,
}) => {
  const session = await page.context().newCDPSession(page);
  const freeze = async () => {
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    await session.send("Page.setWebLifecycleState", { state: "active" });
  };
  await openAtlas(page, "#v=1&model=cats64&seeds=0-11");
  await expect(page.getByTestId("atlas-opening")).toBeVisible();
  await freeze();
  await phase(page, "running");
  await expect.poll(() => seedsDone(page)).toBeGreaterThanOrEqual(2);
  await freeze();
  await phase(page, "done");
  await expect(seeds(page)).toHaveAttribute("data-basis", "12");
  await expect(page.getByTestId("notice")).toHaveCount(0);
});
