/** The page by keys alone, in a person's own colours, without motion, in larger text, in a narrow window. */
import { expect, type Locator, type Page, test } from "@playwright/test";
import { SITE_PATH } from "../support/addresses";
import {
  canvasPixels,
  clickCell,
  openLens,
  openMenu,
  pictureSettled,
  pixelDifference,
  SAME,
  watchFaults,
} from "../support/lens-page";

const PAGES = ["index.html", "learn.html", "compare.html", "article.html", "atlas.html"];
const MOST_STOPS = 200;

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Presses Tab until a control has the focus, as a person does who cannot point. */
async function tabTo(page: Page, target: Locator, key = "Tab"): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await isFocused(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${MOST_STOPS} stops did not lead to ${target}`);
}

test("the whole journey by keys: read, pin, change, intervene, undo, take away, link", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const faults = watchFaults(page);
  await openLens(page);
  await pictureSettled(page);

  const stage = page.getByTestId("stage");
  await tabTo(page, stage);
  const before = await page.getByTestId("query-cell").textContent();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByTestId("query-cell")).not.toHaveText(before ?? "");
  await page.keyboard.press("Enter");
  await expect(stage.getByTestId("pin")).toHaveCount(1);
  await expect(page.getByTestId("spoken")).toContainText(/^Query column \d+, row \d+\. It reads most from/);

  const seed = page.getByRole("textbox", { name: "Seed" });
  const image = await canvasPixels(page, "picture");
  await tabTo(page, seed);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("31");
  await expect
    .poll(async () => pixelDifference((await canvasPixels(page, "picture")).data, image.data))
    .not.toBe(SAME);
  await pictureSettled(page);

  await tabTo(page, page.getByRole("tab", { name: "Read" }));
  for (const _ of ["What if", "Image"]) await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Image" })).toBeFocused();
  const truncation = page.getByRole("slider", { name: "Truncation" });
  await tabTo(page, truncation);
  const psi = await truncation.inputValue();
  await page.keyboard.press("ArrowLeft");
  expect(await truncation.inputValue()).not.toBe(psi);
  await pictureSettled(page);
  await page.keyboard.press("Control+z");
  await expect(truncation).toHaveValue(psi);

  await tabTo(page, page.getByRole("tab", { name: "Image" }), "Shift+Tab");
  await page.keyboard.press("End");
  const svg = page.getByTestId("takeaway").getByRole("button", { name: /SVG/ });
  await tabTo(page, svg);
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(download.suggestedFilename()).toMatch(/\.svg$/);

  await tabTo(page, page.getByRole("button", { name: "Copy link" }), "Shift+Tab");
  await page.keyboard.press("Space");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/seed=31&.*pins=/);
  expect(faults).toEqual({ console: [], foreign: [] });
});

for (const name of PAGES) {
  test(`${name}: every stop of the Tab key can be seen, and none holds it`, async ({ page }) => {
    await page.goto(`${SITE_PATH}${name}`);
    await expect(page.locator("h1")).toBeVisible();
    await page.waitForLoadState("networkidle");
    const hidden: string[] = [];
    const stops = new Set<string>();
    for (let stop = 0; stop < 60; stop++) {
      await page.keyboard.press("Tab");
      const { path, shown } = await page.evaluate(() => {
        let focused = document.activeElement ?? document.body;
        while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
        // A switch is drawn by the text beside its hidden input.
        const drawn = focused.matches(".visually-hidden") ? (focused.nextElementSibling ?? focused) : focused;
        const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
        const box = drawn.getBoundingClientRect();
        const isShown =
          outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0 && box.width > 0 && box.height > 0;
        const place = [...document.querySelectorAll("*")].indexOf(focused);
        return {
          path: `${place} ${focused.tagName} ${focused.textContent?.slice(0, 30)}`,
          shown: isShown || focused === document.body,
        };
      });
      stops.add(path);
      if (!shown) hidden.push(path);
    }
    expect(hidden).toEqual([]);
    expect(stops.size).toBeGreaterThan(8);
  });
}

/** Parts of the page, in the order in which the eye meets them. */
const PARTS = {
  header: ".header",
  image: ".layout-image",
  images: ".layout-film",
  map: ".layout-map",
  tabs: ".task-tabs",
  controls: ".task-panel",
};
type Part = keyof typeof PARTS;
const WIDE_ORDER: readonly Part[] = ["header", "image", "images", "map", "tabs", "controls"];
const TABLET_ORDER: readonly Part[] = ["header", "image", "map", "images", "tabs", "controls"];

for (const { viewport, order } of [
  { viewport: { width: 1440, height: 900 }, order: WIDE_ORDER },
  { viewport: { width: 768, height: 1024 }, order: TABLET_ORDER },
  // The sheet is closed.
  { viewport: { width: 360, height: 740 }, order: TABLET_ORDER.slice(0, -1) },
]) {
  test(`at ${viewport.width} pixels the Tab key goes through the page part by part, as the eye does`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport);
    await openLens(page);
    await pictureSettled(page);
    await expect(page.locator(".task-panel > *").last()).toBeAttached();
    await page.locator(".skip-link").focus();
    const met: string[] = [];
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      await page.keyboard.press("Tab");
      const part = await page.evaluate((parts) => {
        const focused = document.activeElement;
        if (!focused || focused === document.body) return undefined;
        const found = Object.entries(parts).find(([, selector]) => focused.closest(selector));
        return found ? found[0] : focused.className;
      }, PARTS);
      if (part === undefined) break;
      if (met.at(-1) !== part) met.push(part);
    }
    expect(met).toEqual(order);
  });
}

test("the spoken sentence is polite, and a pointer that crosses sixty cells does not flood it", async ({
  page,
}) => {
  await openLens(page);
  await pictureSettled(page);
  const spoken = page.getByTestId("spoken");
  await expect(spoken).toHaveAttribute("aria-live", "polite");
  await spoken.evaluate((element) => {
    const counted = window as unknown as { said: number };
    counted.said = 0;
    new MutationObserver(() => {
      counted.said += 1;
    }).observe(element, { childList: true, characterData: true, subtree: true });
  });
  const box = await page.getByTestId("stage").boundingBox();
  if (!box) throw new Error("the stage is not shown");
  await page.mouse.move(box.x + 5, box.y + 5);
  await page.mouse.move(box.x + box.width - 5, box.y + 5, { steps: 60 });
  await expect(spoken).toContainText("Query column 31, row 0.");
  expect(await page.evaluate(() => (window as unknown as { said: number }).said)).toBeLessThan(10);
});

/** Colours as they are painted, of what is chosen and of what is not beside it. */
const grounds = (choices: Locator) =>
  choices.evaluateAll((all) =>
    all.map((input) => ({
      checked: (input as HTMLInputElement).checked,
      ground: getComputedStyle(input.nextElementSibling ?? input).backgroundColor,
    })),
  );

test("in a person's own colours what is chosen still shows, and what is data keeps its colour", async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  await openLens(page);
  await openMenu(page, "more");
  for (const choices of ["[data-testid='language'] input", ".tools .choice input"]) {
    const all = await grounds(page.locator(choices));
    const chosen = new Set(all.filter(({ checked }) => checked).map(({ ground }) => ground));
    const others = new Set(all.filter(({ checked }) => !checked).map(({ ground }) => ground));
    expect(chosen.size).toBe(1);
    expect(others.size).toBe(1);
    expect(chosen).not.toEqual(others);
  }
  await page.keyboard.press("Escape");
  await clickCell(page, 8, 20);
  await clickCell(page, 20, 8, ["Shift"]);
  const pins = await page
    .getByTestId("pin-strip")
    .locator("li")
    .evaluateAll((all) => all.map((pin) => getComputedStyle(pin).borderTopColor));
  expect(new Set(pins).size).toBe(2);
  await page.goto(`${SITE_PATH}article.html`);
  const dots = await page
    .locator("[data-piece='query-toy'] .dot")
    .evaluateAll((all) => all.map((dot) => getComputedStyle(dot).backgroundColor));
  expect(dots.length).toBeGreaterThan(1);
  expect(new Set(dots).size).toBe(dots.length);
});

for (const name of [...PAGES, "embed.html"]) {
  test(`${name}: where less motion is wanted, nothing moves by itself`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(`${SITE_PATH}${name}`);
    await expect(page.locator("h1, sagan-lens").first()).toBeVisible();
    await page.waitForLoadState("networkidle");
    const moving = await page.evaluate(() =>
      document.getAnimations().map((animation) => (animation as CSSAnimation).animationName ?? animation.id),
    );
    expect(moving).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe("auto");
  });
}

/** Texts that are cut off by a box of their own, and whether the page is wider than its window. */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const host of document.querySelectorAll("sagan-lens"))
      if (host.shadowRoot) roots.push(host.shadowRoot);
    const clipped = roots
      .flatMap((root) => [
        ...root.querySelectorAll<HTMLElement>(
          "button, label, summary, p, h1, h2, h3, dt, dd, li, td, th, a, legend, select",
        ),
      ])
      .filter(
        (one) =>
          !one.closest(".visually-hidden, .hidden, .skip-link, .skip, [hidden]") &&
          one.checkVisibility() &&
          getComputedStyle(one).clipPath === "none",
      )
      .filter((one) => {
        const { overflowX, overflowY } = getComputedStyle(one);
        const hides = (how: string) => how === "hidden" || how === "clip";
        return (
          (hides(overflowX) && one.scrollWidth > one.clientWidth + 1) ||
          (hides(overflowY) && one.scrollHeight > one.clientHeight + 1)
        );
      })
      .map((one) => `${one.tagName}.${one.className} ${one.textContent?.slice(0, 40)}`);
    // What may be scrolled sideways within its own box is not too wide.
    const scrolls = (one: Element | null): boolean =>
      one !== null &&
      one !== document.body &&
      (["auto", "scroll"].includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
    const wide = [...document.querySelectorAll<HTMLElement>("body *")]
      .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden") && !scrolls(one))
      .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((one) => `${one.tagName}.${one.className}`);
    return { clipped, width: document.documentElement.scrollWidth, wide: wide.slice(0, 5) };
  });

async function everythingOpen(page: Page): Promise<void> {
  await expect(page.locator("h1, sagan-lens").first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  for (const summary of await page.locator("details:not([open]) > summary").all()) {
    if (await summary.isVisible()) await summary.evaluate((element) => (element as HTMLElement).click());
  }
}

for (const language of ["en", "ko"]) {
  for (const name of [...PAGES, "embed.html"]) {
    test(`${name}, ${language}: 320 pixels are wide enough, and so is a window with text twice as large`, async ({
      page,
    }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(`${SITE_PATH}${name}?lang=${language}`);
      await everythingOpen(page);
      expect(await overflow(page)).toEqual({ clipped: [], width: 320, wide: [] });

      await page.setViewportSize({ width: 1280, height: 800 });
      const body = page.locator("body");
      const size = () => body.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
      const usual = await size();
      // As a browser set to 32 pixels in place of 16 would: what the page says of its root is a share of that.
      await page.evaluate(() => {
        const share = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
        document.documentElement.style.fontSize = `${32 * share}px`;
      });
      expect(await size()).toBeCloseTo(2 * usual, 1);
      expect(await overflow(page)).toEqual({ clipped: [], width: 1280, wide: [] });
    });
  }
}
