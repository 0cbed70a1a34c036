/** The page in Korean, and the way from one language to the other. */
import { expect, type Page, test } from "@playwright/test";
import { SITE_PATH } from "../support/addresses";
import { layoutFindings } from "../support/audit/layout";
import {
  framesPass,
  openLens,
  openMenu,
  openTask,
  pictureSettled,
  waitForMark,
  watchFaults,
} from "../support/lens-page";

test.use({ locale: "ko-KR" });

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true });
/** The menu stays open: its switch says which language is chosen. */
const choose = async (page: Page, name: string) =>
  (await openMenu(page, "more")).getByTestId("language").getByText(name, { exact: true }).click();

async function expectLanguage(page: Page, language: "en" | "ko"): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  await expect(heading(page, language === "ko" ? "어텐션 맵" : "Attention map")).toBeVisible();
  await expect(heading(page, language === "ko" ? "Attention map" : "어텐션 맵")).toHaveCount(0);
  await expect(
    (await openMenu(page, "more")).getByRole("radio", { name: language === "ko" ? "한국어" : "English" }),
  ).toBeChecked();
  await page.keyboard.press("Escape");
}

test("a Korean browser opens the page in Korean, names of models included", async ({ page }) => {
  const faults = watchFaults(page);
  await openLens(page);
  await expectLanguage(page, "ko");
  await expect(page).toHaveTitle("SAGAN Lens");
  await expect(page.getByTestId("model-choice").locator("option").first()).toHaveText("고양이 얼굴, 64 px");
  await page.getByTestId("stage").focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("spoken")).toHaveText(
    /^질의 13열 12행\. 가장 크게 주목하는 곳은 \d+열 \d+행/,
  );
  await openMenu(page, "model-menu");
  await page.getByTestId("model-card").locator("summary").click();
  await expect(page.getByTestId("model-card").locator("dd").first()).toHaveAttribute("lang", "en");
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("the classes of a model have Korean names", async ({ page }) => {
  await openLens(page);
  await page.getByTestId("model-choice").selectOption("eurosat64");
  await openTask(page, "image");
  await expect(
    page.getByTestId("class-strip").getByRole("button", { name: "강", exact: true }),
  ).toBeVisible();
  await choose(page, "English");
  await expect(
    page.getByTestId("class-strip").getByRole("button", { name: "River", exact: true }),
  ).toBeVisible();
});

test("another language is there at once, keeps the picture, and is remembered", async ({ page }) => {
  const faults = watchFaults(page);
  await openLens(page);
  await page.getByRole("textbox", { name: "시드" }).fill("7");
  await pictureSettled(page);
  await choose(page, "English");
  await expectLanguage(page, "en");
  await expect(page.getByRole("textbox", { name: "Seed" })).toHaveValue("7");
  await page.goto(SITE_PATH);
  await waitForMark(page, "lens:first-picture");
  await expectLanguage(page, "en");
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  await expectLanguage(page, "en");
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("the switch works by keyboard alone", async ({ page }) => {
  await openLens(page);
  await openMenu(page, "more");
  const group = page.getByRole("group", { name: "언어" });
  await group.getByRole("radio", { name: "한국어" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(
    page.getByRole("group", { name: "Language" }).getByRole("radio", { name: "English" }),
  ).toBeFocused();
  await expectLanguage(page, "en");
});

test("the address wins over what was remembered, outlives changes of the state, and yields to a choice", async ({
  page,
}) => {
  await openLens(page);
  await choose(page, "English");
  await expectLanguage(page, "en");
  await page.goto("about:blank");
  await openLens(page, "#lang=ko&seed=42");
  await expectLanguage(page, "ko");
  await expect(page.getByRole("textbox", { name: "시드" })).toHaveValue("42");
  await expect(page.getByTestId("notice")).toHaveCount(0);

  await page.getByRole("textbox", { name: "시드" }).fill("43");
  await page.waitForURL(/seed=43/);
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  await expectLanguage(page, "ko");
  await expect(page.getByRole("textbox", { name: "시드" })).toHaveValue("43");

  await choose(page, "English");
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  await expectLanguage(page, "en");
});

test("without the Korean text the page goes on in English and says so", async ({ page }) => {
  await page.route("**/assets/page-*.js", (route) => route.abort());
  await openLens(page);
  await expectLanguage(page, "en");
  await expect(page.getByTestId("notice")).toHaveAttribute("data-code", "file-unreachable");
});

for (const width of [360, 1440]) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 740 }, hasTouch: width < 700 });
    test("in Korean nothing is cut off, too wide or over something else, with every fold open", async ({
      page,
    }) => {
      for (const task of ["read", "what-if", "image", "network", "export", "display"] as const) {
        await openLens(page, `#tab=${task}`);
        await expect(page.locator("html")).toHaveAttribute("lang", "ko");
        await openTask(page, task);
        // Folds within folds are there once the outer ones are open: until none is closed, and the page has stopped growing.
        await expect
          .poll(async () => {
            const open = () =>
              page.evaluate(() => {
                const closed = document.querySelectorAll<HTMLDetailsElement>("details:not([open])");
                for (const fold of closed) fold.open = true;
                return { closed: closed.length, elements: document.querySelectorAll("*").length };
              });
            const before = await open();
            await framesPass(page, 20);
            const after = await open();
            return before.closed + after.closed + after.elements - before.elements;
          })
          .toBe(0);
        const { cut, wide, overlaps } = await layoutFindings(page);
        expect({ cut, wide, overlaps }, task).toEqual({ cut: [], wide: [], overlaps: [] });
      }
    });
  });
}

test("a part of the page that is loaded later waits for its Korean text", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const asked = page.waitForRequest(/training-history-[^/]*\.js$/);
  await page.route(/training-history-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await openLens(page);
  await page.locator("#tab-network").click();
  await asked;
  await framesPass(page, 20);
  const training = page.getByTestId("training");
  await expect(training).toHaveCount(0);
  release();
  await training.locator("> summary").click();
  await expect(training).toContainText("같은 잠재 벡터");
});
