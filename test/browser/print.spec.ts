/** What goes to a printer: a handout of the view on one page, and the article without what only a screen can use. */
import { expect, type Page, test } from "@playwright/test";
import jsQR from "jsqr";
import { SITE_PATH } from "../support/addresses";
import { openLens, openTask, watchFaults } from "../support/lens-page";

const EIGHT_PINS = "0.0,31.0,0.31,31.31,12.8,18.8,15.20,15.28";
const handout = (page: Page) => page.getByTestId("handout");

/** A browser under a test has no dialog to print; what the page shows while it is open can be looked at here. */
async function withoutDialog(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.print = () => performance.mark("printed");
  });
}

async function printHandout(page: Page, name = "Print a handout"): Promise<void> {
  await openTask(page, "export");
  await page.evaluate(() => performance.clearMarks("printed"));
  await page.getByRole("button", { name, exact: true }).click();
  await page.waitForFunction(() => performance.getEntriesByName("printed").length === 1);
  await page.emulateMedia({ media: "print" });
  await expect(handout(page)).toBeVisible();
}

/** Chromium writes each page of a PDF as an object of its own. The handout leaves when it is printed. */
async function pagesOf(page: Page, format: "A4" | "Letter"): Promise<number> {
  const pdf = await page.pdf({ format, preferCSSPageSize: false });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** What a phone reads from the code on paper, whose squares are at least a third of a millimetre. */
async function scanned(page: Page): Promise<string | undefined> {
  const { side, values } = await page.locator(".handout-code").evaluate(async (svg: SVGSVGElement) => {
    const squares = svg.viewBox.baseVal.width;
    const size = squares * 4;
    const canvas = new OffscreenCanvas(size, size);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no 2d canvas");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, size, size);
    context.scale(4, 4);
    context.fillStyle = getComputedStyle(svg).color;
    context.fill(new Path2D(svg.querySelector("path")?.getAttribute("d") ?? ""));
    return { side: size, values: Array.from(context.getImageData(0, 0, size, size).data) };
  });
  return jsQR(new Uint8ClampedArray(values), side, side)?.data;
}

test("a handout of eight pins is one page of A4 and of Letter, with the numbers of the page and its address", async ({
  page,
}) => {
  const faults = watchFaults(page);
  await withoutDialog(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await openLens(page, `#v=1&model=cats64&seed=4&q=12.8&pins=${EIGHT_PINS}`);
  await openTask(page, "read");
  const numbers: Record<string, string> = {};
  for (const id of ["entropy", "top-weight", "distance"]) {
    numbers[id] = (await page.getByTestId(id).textContent()) ?? "";
  }
  await printHandout(page);
  const rows = handout(page).locator("tbody tr");
  await expect(rows).toHaveCount(8);
  const [query, entropy, top, key, distance] = await rows.nth(4).locator("th, td").allInnerTexts();
  expect(query).toBe("12, 8");
  expect(numbers.entropy).toContain(entropy);
  expect(numbers["top-weight"]).toContain(top);
  expect(numbers["top-weight"]).toContain(key);
  expect(numbers.distance).toContain(distance);
  await expect(handout(page).locator("img")).toHaveAttribute("alt", /^Self-attention of /);
  const address = await page.locator(".handout-address").textContent();
  expect(address).toContain(`pins=${EIGHT_PINS}`);
  expect(await scanned(page)).toBe(address);
  // Black on white, whatever the theme of the screen.
  expect(await handout(page).evaluate((node) => getComputedStyle(node).color)).toBe("rgb(0, 0, 0)");
  await expect(page.getByTestId("stage")).toBeHidden();

  expect(await pagesOf(page, "A4")).toBe(1);
  await page.emulateMedia({ media: "screen" });
  await expect(handout(page)).toHaveCount(0);
  await expect(page.getByTestId("stage")).toBeVisible();
  await printHandout(page);
  expect(await pagesOf(page, "Letter")).toBe(1);
  await page.emulateMedia({ media: "screen" });
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("an address that is too long for a code is printed as text, in Korean too", async ({ page }) => {
  await withoutDialog(page);
  const edits = Array.from({ length: 128 }, (_, entry) => `${entry}:${(entry / 64 - 1).toFixed(4)}`);
  await openLens(page, `#lang=ko&v=1&model=cats64&seed=4&q=12.8&z=${edits.join(",")}`);
  await printHandout(page, "유인물 인쇄");
  await expect(handout(page)).toContainText("이 화면의 주소는 QR 코드로 만들기에는 너무 깁니다.");
  await expect(page.locator(".handout-code")).toHaveCount(0);
  expect(await pagesOf(page, "A4")).toBe(1);
});

test("the page itself is printed as its image and its map, on one page", async ({ page }) => {
  await openLens(page);
  await openTask(page, "read");
  await page.emulateMedia({ media: "print" });
  for (const id of ["stage", "plain-map"]) await expect(page.getByTestId(id)).toBeVisible();
  for (const id of ["task-panel", "more"]) await expect(page.getByTestId(id)).toBeHidden();
  expect(await pagesOf(page, "A4")).toBe(1);
});

test("the article is printed without its controls, on white", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(`${SITE_PATH}article.html`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("article, main").getByRole("slider").first()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  for (const role of ["slider", "radio", "combobox"] as const) {
    for (const control of await page.getByRole(role).all()) await expect(control).toBeHidden();
  }
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(ground).toBe("rgb(255, 255, 255)");
});
