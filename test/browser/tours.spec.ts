/** Tours as a person takes them: offered on a first visit, by pointer, keys and touch, after a reload, from a file. */
import { readFileSync } from "node:fs";
import { type Browser, expect, type Page, test } from "@playwright/test";
import type { Tour } from "../../src/viewer/tour/tour";
import { SITE_PATH } from "../support/addresses";
import { dropFile } from "../support/drag-file";
import { projectPath } from "../support/files";
import { openLens, openMenu, openTask, pictureSettled, waitForMark, watchFaults } from "../support/lens-page";

const textOf = (id: string) => readFileSync(projectPath(`public/tours/${id}.json`), "utf8");
const lens = JSON.parse(textOf("lens")) as Tour;
/** A tour of another's, of two steps. */
const OTHER = {
  format: "sagan-lens-tour",
  version: 1,
  title: { en: "Two seeds" },
  steps: [
    { state: "model=cats64&seed=7&q=3.4", caption: { en: "Seed seven." } },
    { state: "model=cats64&seed=9&q=5.6&map=entropy", caption: { en: "Seed nine." }, highlight: "map" },
  ],
};

const tourFile = (name: string, tour: unknown) => ({ name, bytes: Buffer.from(JSON.stringify(tour)) });
const caption = (page: Page) => page.getByTestId("tour-caption");
const button = (page: Page, name: string) =>
  page.getByTestId("tour").getByRole("button", { name, exact: true });

/** A step is on show: its text, its place in the address, its state. */
async function expectStep(page: Page, at: number, language: "en" | "ko" = "en"): Promise<void> {
  const { state, caption: said } = lens.steps[at];
  await expect(caption(page)).toHaveText(said[language] ?? "");
  const [query] = /q=\d+\.\d+/.exec(state) ?? [];
  await expect(page).toHaveURL(new RegExp(`${query}(?:&.*)?&tour=lens\\.${at + 1}$`));
}

/** Image and map are in the window while a step is read. */
async function expectBothInSight(page: Page): Promise<void> {
  for (const id of ["stage", "plain-map"]) {
    await expect(page.getByTestId(id)).toBeInViewport({ ratio: 0.9 });
  }
}

test("a first visit offers the tour, and the pointer leads through it", async ({ page }) => {
  const faults = watchFaults(page);
  await page.goto(SITE_PATH);
  await waitForMark(page, "lens:first-picture");
  await page.getByTestId("take-tour").click();
  await expectStep(page, 0);
  await expect(page.getByTestId("take-tour")).toHaveCount(0);
  await expect(button(page, "Back")).toBeDisabled();
  for (let at = 1; at < lens.steps.length; at++) {
    await button(page, "Next").click();
    await expectStep(page, at);
    await expectBothInSight(page);
  }
  await pictureSettled(page);
  await expect(page.getByTestId("chips")).toContainText("Difference");
  // What is done in between is no part of the tour: the step comes back.
  await page.getByTestId("stage").click({ position: { x: 20, y: 150 } });
  await button(page, "Show this step again").click();
  await expectStep(page, lens.steps.length - 1);
  await button(page, "Back").click();
  await expectStep(page, lens.steps.length - 2);
  await button(page, "Next").click();
  await button(page, "Finish").click();
  await expect(page.getByTestId("tour")).toHaveCount(0);
  // What the last step showed stays, and undo leads back.
  await expect(page.getByTestId("chips")).toContainText("Difference");
  await expect(page).not.toHaveURL(/tour=/);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByTestId("chips")).toContainText("Attention off");
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("a reload and the back button keep the place in a tour", async ({ page }) => {
  await openLens(page, "#v=1&model=cats64&seed=4&q=12.12&tour=lens.1");
  await expectStep(page, 0);
  await button(page, "Next").click();
  await expectStep(page, 1);
  await page.reload();
  await expectStep(page, 1);
  await button(page, "Next").click();
  await expectStep(page, 2);
  await page.goBack();
  await expectStep(page, 1);
  await button(page, "Leave the tour").click();
  await expect(page).not.toHaveURL(/tour=/);
});

test.describe("in Korean", () => {
  test.use({ locale: "ko-KR" });
  test("the menu has the tours, and keys alone lead through one", async ({ page }) => {
    await openLens(page);
    await openMenu(page, "more");
    await page.getByTestId("tour-lens").focus();
    await page.keyboard.press("Enter");
    for (let at = 0; at < lens.steps.length; at++) {
      await expectStep(page, at, "ko");
      await expect(button(page, at < lens.steps.length - 1 ? "다음" : "마침")).toBeFocused();
      await page.keyboard.press("Enter");
    }
    await expect(page.getByTestId("tour")).toHaveCount(0);
    // The focus is not lost with the bar.
    await expect(page.getByTestId("stage")).toBeFocused();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });
  test("fingers lead through a tour, with the image in sight", async ({ page }) => {
    await page.goto(SITE_PATH);
    await waitForMark(page, "lens:first-picture");
    await page.getByTestId("take-tour").tap();
    for (let at = 0; at < lens.steps.length; at++) {
      await expectStep(page, at);
      await expect(page.getByTestId("stage")).toBeInViewport({ ratio: 0.9 });
      await button(page, at < lens.steps.length - 1 ? "Next" : "Finish").tap();
    }
    await expect(page.getByTestId("tour")).toHaveCount(0);
  });
});

test("a tour from a file is played, also after a reload; a damaged one is refused by name", async ({
  page,
}) => {
  await openLens(page);
  const damaged = { ...OTHER, steps: [OTHER.steps[0], { ...OTHER.steps[1], state: "sede=9" }] };
  await dropFile(page, tourFile("damaged.json", damaged));
  await expect(page.getByRole("alert")).toContainText(
    "damaged.json is a tour with a wrong field, steps.1.state",
  );
  await expect(page.getByTestId("tour")).toHaveCount(0);
  await dropFile(page, tourFile("other.json", OTHER));
  await expect(caption(page)).toHaveText("Seed seven.");
  await button(page, "Next").click();
  await expect(caption(page)).toHaveText("Seed nine.");
  await expect(page).toHaveURL(/seed=9.*tour=file\.2/);
  await page.reload();
  await expect(caption(page)).toHaveText("Seed nine.");
  await expect(page.getByTestId("query-cell")).toHaveText("5, 6");
});

test("a link to a step of a tour that is not here says which file it takes, and shows the rest", async ({
  page,
}) => {
  await openLens(page, "#v=1&model=cats64&seed=4&q=3.9&tour=file.2");
  await expect(page.getByRole("alert")).toContainText("a tour that was opened from a file");
  await expect(page.getByTestId("tour")).toHaveCount(0);
  await expect(page.getByTestId("query-cell")).toHaveText("3, 9");
});

/** In a browser that was never here: the whole tour from its link, over a reload; a link that was cut is refused. */
async function playLink(browser: Browser, link: string): Promise<void> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await expect(caption(page)).toHaveText("Seed nine.");
  await expect(page).toHaveURL(/seed=9&q=3\.4.*tour=file\.1$/);
  await button(page, "Next").click();
  await expect(page).toHaveURL(/seed=7&.*tour=file\.2$/);
  await page.reload();
  await expect(caption(page)).toHaveText("Seed seven.");
  await button(page, "Leave the tour").click();
  await page.goto(link.slice(0, -20));
  await expect(page.locator("[data-testid=notice][data-code=tour-link-malformed]")).toContainText(
    "cut or changed",
  );
  await expect(page.getByTestId("tour")).toHaveCount(0);
  await page.context().close();
}

test("a tour is written in the page, kept over a reload, saved, and played elsewhere", async ({
  page,
  browser,
}) => {
  const faults = watchFaults(page);
  await openLens(page, "#v=1&model=cats64&seed=7&q=3.4");
  await openTask(page, "export");
  const editor = page.getByTestId("tour-editor");
  await editor.locator("> summary").click();
  const act = (name: string) => editor.getByRole("button", { name, exact: true }).click();
  await act("Add this view as a step");
  await editor.getByRole("textbox", { name: "Title" }).fill("My tour");
  await editor.getByRole("textbox", { name: "Caption of step 1" }).fill("Seed seven.");
  await page.getByRole("textbox", { name: "Seed", exact: true }).fill("9");
  await pictureSettled(page);
  await act("Add this view as a step");
  await editor.getByRole("textbox", { name: "Caption of step 2" }).fill("Seed nine.");
  await editor.getByRole("combobox", { name: "Frame of step 2" }).selectOption("map");
  await act("Move step 2 up");
  const captions = () =>
    editor.locator("textarea").evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value));
  expect(await captions()).toEqual(["Seed nine.", "Seed seven."]);
  await act("Remove step 1");
  expect(await captions()).toEqual(["Seed seven."]);
  await act("Put the removed step back");
  expect(await captions()).toEqual(["Seed nine.", "Seed seven."]);
  await act("Preview from step 2");
  await expect(caption(page)).toHaveText("Seed seven.");
  await button(page, "Leave the tour").click();
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  await openTask(page, "export");
  if (!(await editor.locator("textarea").first().isVisible())) await editor.locator("> summary").click();
  expect(await captions()).toEqual(["Seed nine.", "Seed seven."]);
  const [file] = await Promise.all([page.waitForEvent("download"), act("Save the tour")]);
  expect(file.suggestedFilename()).toBe("my-tour.json");
  const text = readFileSync(await file.path(), "utf8");
  expect(faults).toEqual({ console: [], foreign: [] });
  // A browser that was never here.
  const elsewhere = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage();
  await openLens(elsewhere);
  await dropFile(elsewhere, { name: "my-tour.json", bytes: Buffer.from(text) });
  await expect(caption(elsewhere)).toHaveText("Seed nine.");
  await expect(elsewhere).toHaveURL(/seed=9&q=3\.4.*tour=file\.1$/);
  await expect(elsewhere.getByTestId("tour")).toHaveAttribute("data-highlight", "map");
  await button(elsewhere, "Next").click();
  await expect(elsewhere).toHaveURL(/seed=7&.*tour=file\.2$/);
  await elsewhere.context().close();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await act("Copy a link to the tour");
  await expect(editor.getByRole("button", { name: "Copied", exact: true })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await playLink(browser, link);
});
