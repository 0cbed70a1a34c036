/** The whole state in the address. */
import { expect, type Page, test } from "@playwright/test";
import { SITE_PATH } from "../support/addresses";
import { projectPath } from "../support/files";
import {
  canvasPixels,
  clickCell,
  openLens,
  openMenu,
  openTask,
  pictureSettled,
  pixelDifference,
  SAME,
  waitForMark,
  watchFaults,
} from "../support/lens-page";

const image = async (page: Page) => (await canvasPixels(page, "picture")).data;
const hash = (page: Page) => new URL(page.url()).hash;
const seed = (page: Page) => page.getByRole("textbox", { name: "Seed" });

async function openLink(page: Page, link: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(link);
  await waitForMark(page, "lens:first-picture");
  await pictureSettled(page);
}

test("a first visit has its links drawn and its map on its own range; its address says nothing until something changes", async ({
  page,
}) => {
  await page.goto(SITE_PATH);
  await waitForMark(page, "lens:first-picture");
  expect(hash(page)).toBe("");
  await expect(page.getByTestId("links").locator("> g")).toHaveCount(5);
  await expect(page.getByTestId("scale-note")).toContainText("This map");
  await seed(page).fill("7");
  await expect.poll(() => hash(page)).toMatch(/seed=7&.*links=5&scale=map&opacity=0\.5/);
});

test("the address names the task whose controls are open, and opens it", async ({ page }) => {
  await openLens(page);
  await openTask(page, "network");
  await expect.poll(() => hash(page)).toMatch(/&tab=network$/);
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  await expect(page.getByRole("tab", { name: "Network" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByTestId("inside")).toBeVisible();
  await page.getByRole("tab", { name: "Network" }).focus();
  await page.keyboard.press("Home");
  await expect(page.getByTestId("task-panel")).toHaveAttribute("data-task", "read");
  await expect.poll(() => hash(page)).not.toContain("tab=");
});

test("what is not as usual stands on the image, and its cross undoes it", async ({ page }) => {
  await openLens(
    page,
    "#v=1&model=cats64&seed=13&q=12.12&gamma=g.attn:0&mask=g.attn:0-3&compare=difference&step=6400",
  );
  const chips = page.getByTestId("chips").getByRole("button");
  await expect(chips).toHaveText(["Step 6,400×", "Attention off×", "4 keys masked×", "Difference×"]);
  for (const name of ["Difference", "4 keys masked", "Attention off", "Step 6,400"]) {
    await page.getByRole("button", { name: `Undo: ${name}` }).click();
    await expect(page.getByRole("button", { name: `Undo: ${name}` })).toHaveCount(0);
  }
  await expect(chips).toHaveCount(0);
  await expect.poll(() => hash(page)).toBe("#v=1&model=cats64&seed=13&q=12.12");
});

test("a link opens exactly what was shown: image, pins, map, change and walk", async ({ page }) => {
  const faults = watchFaults(page);
  await openLens(page);
  await seed(page).fill("7");
  await clickCell(page, 8, 8);
  await clickCell(page, 20, 9, ["Shift"]);
  await openTask(page, "image");
  await page.getByRole("button", { name: "Vary a little" }).click();
  await openTask(page, "display");
  await page.getByText("This map", { exact: true }).click();
  await openTask(page, "what-if");
  await page.getByTestId("what-if").getByTestId("attention-switch").click();
  await openTask(page, "image");
  await page.getByTestId("walk").locator("> summary").click();
  await page.getByRole("button", { name: "Four random images" }).click();
  await page.getByRole("slider", { name: "Position on the walk" }).fill("1.5");
  await pictureSettled(page);
  const before = await image(page);
  const map = await canvasPixels(page, "plain-map");
  // The address follows a little later; between two key frames, the image is a mix of both.
  await expect.poll(() => hash(page)).toMatch(/&mix=.*&walk=/);
  const link = page.url();
  expect(hash(page)).toContain("gamma=g.attn:0");
  await page.evaluate(() => localStorage.clear());
  await openLink(page, link);
  expect(pixelDifference(await image(page), before)).toBe(SAME);
  expect(pixelDifference((await canvasPixels(page, "plain-map")).data, map.data)).toBe(SAME);
  await expect(page.getByTestId("stage").getByTestId("pin")).toHaveCount(2);
  // The link names the task, and what was unfolded there still is.
  await expect(page.getByTestId("key-frames").getByRole("button")).toHaveCount(4);
  await expect(page.getByTestId("walk-place")).toHaveText("50 % of the way from 2 to 3");
  await expect(page.getByTestId("notice")).toHaveCount(0);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("a step along an own direction is in the link, though the direction stays here", async ({ page }) => {
  await openLens(page);
  await seed(page).fill("7");
  await page.getByRole("button", { name: "Save this image" }).click();
  await seed(page).fill("12");
  await openTask(page, "image");
  await page.getByTestId("saved-strip").getByRole("button").first().click();
  await page.getByRole("button", { name: "Save as direction" }).click();
  await page.getByTestId("own-filmstrip").getByRole("button").nth(3).click();
  await pictureSettled(page);
  const before = await image(page);
  await expect.poll(() => hash(page)).toContain("z=");
  const link = page.url();
  await page.evaluate(() => localStorage.clear());
  await openLink(page, link);
  expect(pixelDifference(await image(page), before)).toBe(SAME);
  await expect(page.getByTestId("own-direction")).toHaveCount(0);
});

test("the back button goes back, forward goes forward, and a look around makes no step", async ({ page }) => {
  await openLens(page);
  await seed(page).fill("7");
  await expect.poll(() => hash(page)).toContain("seed=7");
  await pictureSettled(page);
  const seven = await image(page);
  await seed(page).fill("12");
  await expect.poll(() => hash(page)).toContain("seed=12");
  await page.getByTestId("stage").hover({ position: { x: 5, y: 5 } });
  await expect.poll(() => hash(page)).toContain("q=0.0");
  await page.goBack();
  await pictureSettled(page);
  await expect(seed(page)).toHaveValue("7");
  expect(pixelDifference(await image(page), seven)).toBe(SAME);
  await page.goForward();
  await expect(seed(page)).toHaveValue("12");
});

test("a damaged or hostile link opens, says what it left out, and runs nothing", async ({ page }) => {
  const faults = watchFaults(page);
  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs++;
    void dialog.dismiss();
  });
  await openLink(
    page,
    `${SITE_PATH}#v=1&seed=7&psi=9&scale=<img src=x onerror=alert(1)>&nonsense=1&mask=g.attn:0-1023`,
  );
  await expect(page.getByTestId("notice").first()).toContainText("psi, scale, nonsense");
  // A mask of every key cannot be computed: it is reported and undone.
  await expect(page.getByTestId("notice").last()).toContainText("Every key of g.attn");
  await expect(seed(page)).toHaveValue("7");
  await openTask(page, "what-if");
  await expect(page.getByTestId("maskedKeys")).toHaveText("0");
  expect(dialogs).toBe(0);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("a link to a model that is not here falls back to the one that is", async ({ page }) => {
  await openLink(page, `${SITE_PATH}#model=dogs64&seed=7`);
  await expect(page.getByTestId("notice")).toContainText("dogs64/model.json, was not found");
  await expect(page.getByTestId("model-choice")).toHaveValue("cats64");
});

test("a link to a model of another browser names its file, and the file opens what the link asked for", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const file = projectPath("test/peers/heykeetae/1000_G.pth");
  await openLens(page);
  await openMenu(page, "model-menu");
  await page.getByLabel("Open your own generator").setInputFiles(file);
  await expect(page.getByTestId("model-choice")).toHaveValue(/^mine-1000-g-/);
  await pictureSettled(page);
  await seed(page).fill("7");
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByTestId("link-note")).toContainText("also needs the file 1000_G.pth");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain("file=1000_G.pth");

  // Another browser, and a host that answers every missing file with its own page.
  await page.evaluate(async () => {
    localStorage.clear();
    await caches.delete("sagan-lens-learned-1");
  });
  await context.route("**/models/mine-*/model.json", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Lens</title>" }),
  );
  await openLink(page, link);
  const notice = page.locator("[data-testid=notice][data-code=model-elsewhere]");
  await expect(notice).toContainText("imported from the file 1000_G.pth");
  await expect(page.getByTestId("model-choice")).toHaveValue("cats64");
  await notice.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByTestId("model-choice")).toHaveValue(/^mine-1000-g-/);
  await expect(seed(page)).toHaveValue("7");
  await expect(notice).toHaveCount(0);
});

test("the link is copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openLens(page);
  await clickCell(page, 3, 4);
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`${SITE_PATH}#v=1&model=cats64`);
  expect(copied).toContain("pins=3.4");
});

test("skipping to the controls leaves the address and the image alone", async ({ page }) => {
  await openLens(page);
  await seed(page).fill("7");
  await expect.poll(() => hash(page)).toContain("seed=7");
  const before = hash(page);
  await page.getByRole("link", { name: "Skip to the controls" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#controls")).toBeFocused();
  expect(hash(page)).toBe(before);
  await expect(seed(page)).toHaveValue("7");
});

test("a reload right after a change keeps it", async ({ page }) => {
  await openLens(page);
  // In one step: the address has had no time to rest.
  await seed(page).fill("12");
  await page.evaluate(() => window.location.reload());
  await waitForMark(page, "lens:first-picture");
  await expect(seed(page)).toHaveValue("12");
});

test("a reload that took the address of before keeps what was written since", async ({ page }) => {
  await openLens(page);
  const { href } = new URL(page.url());
  await seed(page).fill("77");
  await expect.poll(() => hash(page)).toContain("seed=77");
  // As a reload does that begins just before the address is written.
  await page.evaluate((before) => {
    window.history.replaceState(null, "", before);
    window.location.reload();
  }, href);
  await waitForMark(page, "lens:first-picture");
  await expect(seed(page)).toHaveValue("77");
  await expect.poll(() => hash(page)).toContain("seed=77");
});

test("a link along a direction opens on the image along it, though directions come after the first image", async ({
  page,
}) => {
  await openLens(page, "#v=1&model=cats64&seed=7&q=8.15");
  await pictureSettled(page);
  const seeded = await canvasPixels(page, "picture");
  await openTask(page, "image");
  await page.getByTestId("directions").getByRole("slider").first().fill("3");
  await pictureSettled(page);
  await expect
    .poll(async () => pixelDifference((await canvasPixels(page, "picture")).data, seeded.data))
    .not.toBe(SAME);
  const along = await canvasPixels(page, "picture");
  await expect(page).toHaveURL(/dir=0:3/);
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  await pictureSettled(page);
  expect(pixelDifference((await canvasPixels(page, "picture")).data, along.data)).toBe(SAME);
});

test("every part of an address that the model does not have is named, and what is said is what is shown", async ({
  page,
}) => {
  const parts = ["z=999:1", "class=Foo:1", "q=999.999", "dir=99:3", "site=nope", "pins=50.2", "region=5000"];
  const link = `${SITE_PATH}#v=1&model=cats64&seed=4&z=999:1&class=Foo:1&q=999.999&dir=99:3&site=nope&pins=1.1,50.2&region=5,5000`;
  await openLink(page, link);
  const notice = page.locator("[data-testid=notice][data-code=link-misfit]");
  for (const part of parts) await expect(notice).toContainText(part);
  await expect(notice).toHaveCount(1);
  await expect(page.getByTestId("spoken")).toContainText("Region of 1 query");
  // Corrected, not chosen.
  await expect(page.getByRole("button", { name: "Undo", exact: true })).toBeDisabled();
  await page.getByTestId("stage").focus();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("spoken")).toContainText("Query column 31, row 31.");
  await expect.poll(() => hash(page)).not.toMatch(/999|Foo|nope|50\.2/);
});
