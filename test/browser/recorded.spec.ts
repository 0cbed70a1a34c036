/** The recorded runs on the training page, by keys; then a run of one's own, which is found again after a reload. */
import { expect, type Page, test } from "@playwright/test";
import { SITE_PATH } from "../support/addresses";
import { watchFaults } from "../support/lens-page";

const slider = (page: Page) => page.getByTestId("recorded-step");
const kappa = async (page: Page, run: string) =>
  Number(await page.getByTestId(`recorded-rule-${run}`).getAttribute("data-kappa"));
/** How bright each map over an image is, in sum: the spotlight's veil alone. */
const veils = (page: Page) =>
  page
    .getByTestId("recorded-maps")
    .getByTestId("sample-map")
    .evaluateAll((maps) =>
      maps.map((map) => {
        const { width, height } = map as HTMLCanvasElement;
        const pixels = (map as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data;
        return pixels ? pixels.join() : "";
      }),
    );

test("two recorded runs are scrubbed by keys before anything is trained, then one is trained live and found again", async ({
  page,
}) => {
  const faults = watchFaults(page);
  await page.goto(`${SITE_PATH}learn.html`);
  await expect(slider(page)).toHaveAttribute("data-step", "600");
  await expect(page.getByTestId("standing")).toHaveAttribute("data-step", "0");
  expect(await kappa(page, "attention")).toBeGreaterThan(0.95);
  expect(await kappa(page, "convolution")).toBeLessThan(0.1);
  await slider(page).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(slider(page)).toHaveAttribute("data-step", "575");
  await expect(slider(page)).toHaveAttribute("aria-valuetext", "step 575 of 600");
  const late = await veils(page);
  expect(late).toHaveLength(4);
  await page.keyboard.press("Home");
  await expect(slider(page)).toHaveAttribute("data-step", "0");
  await expect(page.getByTestId("recorded-attention")).toContainText("γ = 0.00");
  expect(await veils(page)).not.toEqual(late);
  // The maps of another cell, by keys as well.
  await page.keyboard.press("End");
  await expect(slider(page)).toHaveAttribute("data-step", "600");
  const ofEye = await veils(page);
  await page.getByTestId("recorded-maps").focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => veils(page)).not.toEqual(ofEye);

  await page.getByRole("button", { name: "Train it live" }).press("Enter");
  await expect(page.locator(".learning-stage")).toBeFocused();
  await expect(slider(page)).toBeHidden();
  const standing = page.getByTestId("standing");
  const step = async () => Number(await standing.getAttribute("data-step"));
  await expect(page.getByTestId("time-left")).toContainText(/About .* left/);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByTestId("run-saving")).toHaveAttribute("data-step", /[1-9]/);
  await expect(page.getByRole("button", { name: "Continue", exact: true })).toBeVisible();
  await expect(page.getByTestId("saved-run")).toContainText("seed 2");
  await expect
    .poll(async () => page.getByTestId("run-saving").getAttribute("data-step"))
    .toBe(`${await step()}`);
  const paused = await step();
  await page.reload();
  await expect(page.getByRole("button", { name: "Continue", exact: true })).toBeVisible();
  expect(await step()).toBe(paused);
  // The recorded runs are still there to be opened.
  await expect(slider(page)).toBeHidden();
  await page.getByTestId("recorded").locator("> summary").click();
  await expect(slider(page)).toBeVisible();
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("without its file the page says so, and trains", async ({ page }) => {
  await page.route("**/learning/recorded.safetensors", (route) => route.fulfill({ status: 404 }));
  await page.goto(`${SITE_PATH}learn.html`);
  await expect(page.getByTestId("recorded").getByRole("alert")).toContainText("could not be loaded");
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeEnabled();
});
