/** Choosing among models, classes and attention sites: with the fixture that has two sites and three classes. */
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { projectPath } from "../support/files";
import { canvasPixels, openLens, pictureSettled, watchFaults } from "../support/lens-page";

const FIXTURE = "test/fixtures/two-sites";

/** The site as if it shipped the fixture too. */
async function openWithFixture(page: Page): Promise<void> {
  const index = JSON.parse(readFileSync(projectPath("public/models/index.json"), "utf8"));
  index.models.push({ id: "two-sites", name: { en: "Two sites" } });
  await page.route("**/models/index.json", (route) => route.fulfill({ json: index }));
  await page.route("**/models/two-sites/**", (route) => {
    const file = new URL(route.request().url()).pathname.split("/").at(-1);
    return route.fulfill({ path: projectPath(`${FIXTURE}/${file}`) });
  });
  await openLens(page);
  await page.getByTestId("model-choice").selectOption("two-sites");
  await expect(page.getByTestId("class-choice")).toBeVisible();
  await pictureSettled(page);
}

test("another model brings its own size, classes, sites and card", async ({ page }) => {
  const faults = watchFaults(page);
  await openWithFixture(page);
  const river = await canvasPixels(page, "picture");
  expect(river.width).toBe(16);
  await page.getByTestId("class-choice").selectOption("road");
  await pictureSettled(page);
  expect((await canvasPixels(page, "picture")).data).not.toEqual(river.data);
  await page.getByTestId("model-card").locator("summary").click();
  await expect(page.getByTestId("model-card")).toContainText("Random weights; never trained.");
  await page.getByTestId("model-choice").selectOption("cats64");
  await pictureSettled(page);
  expect((await canvasPixels(page, "picture")).width).toBe(64);
  await expect(page.getByTestId("class-choice")).toHaveCount(0);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("each attention site has its own maps and its own changes; pooled keys are patches", async ({
  page,
}) => {
  await openWithFixture(page);
  const choice = page.getByTestId("site-choice");
  await expect(choice.locator("option")).toHaveText(["g.pooled, 8 × 8", "g.full, 16 × 16"]);
  expect((await canvasPixels(page, "plain-map")).width).toBe(4);
  await expect(page.getByText("Keys and values are max-pooled")).toBeVisible();
  await expect(page.getByTestId("gamma")).toHaveText("0.750");
  const before = await canvasPixels(page, "picture");
  await page.getByTestId("what-if").getByRole("button", { name: "Off", exact: true }).click();
  await pictureSettled(page);
  const off = await canvasPixels(page, "picture");
  expect(off.data).not.toEqual(before.data);

  await choice.selectOption("g.full");
  expect((await canvasPixels(page, "plain-map")).width).toBe(16);
  await expect(page.getByTestId("gamma")).toHaveText("−0.500");
  // The change at the other site stays until it is undone there.
  expect((await canvasPixels(page, "picture")).data).toEqual(off.data);
  await choice.selectOption("g.pooled");
  await page.getByTestId("what-if").getByRole("button", { name: "Undo all" }).click();
  await pictureSettled(page);
  expect((await canvasPixels(page, "picture")).data).toEqual(before.data);
});
