/** Several tabs of the lens share what a person collects. */
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { openLens, openTask, pictureSettled, watchFaults } from "../support/lens-page";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const kept = (page: Page) => page.getByTestId("saved-strip").getByRole("button");
const seeds = (page: Page) =>
  kept(page).evaluateAll((all) => all.map(({ textContent }) => textContent?.trim()));
const stored = (page: Page) =>
  page.evaluate(() => {
    const { kept } = JSON.parse(localStorage.getItem("sagan-lens:collection:1") ?? '{"kept":[]}');
    return kept.map(({ recipe }: { recipe: { seed: number } }) => `${recipe.seed}`);
  });

async function openTab(context: BrowserContext, seed: number): Promise<Page> {
  const page = await context.newPage();
  await openLens(page, `#v=1&model=cats64&seed=${seed}&q=12.12`);
  await pictureSettled(page);
  await openTask(page, "image");
  return page;
}

async function save(page: Page, seed: number): Promise<void> {
  await page.getByRole("textbox", { name: "Seed" }).fill(`${seed}`);
  await pictureSettled(page);
  await button(page, "Save this image").click();
}

test("what one tab saves and removes, the other shows, and neither overwrites the other", async ({
  context,
}) => {
  const [first, second] = [await openTab(context, 7), await openTab(context, 12)];
  const faults = [first, second].map((page) => watchFaults(page));
  await save(first, 7);
  await expect.poll(() => seeds(second)).toEqual(["7"]);
  await save(second, 13);
  await expect.poll(() => seeds(first)).toEqual(["7", "13"]);
  expect(await stored(first)).toEqual(["7", "13"]);

  // An older state of this tab comes back: what the other one saved meanwhile stays.
  await save(first, 8);
  await expect.poll(() => seeds(second)).toEqual(["7", "13", "8"]);
  await save(second, 14);
  await expect.poll(() => seeds(first)).toEqual(["7", "13", "8", "14"]);
  await button(first, "Undo").click();
  await expect.poll(() => seeds(first)).toEqual(["7", "13", "14"]);
  await expect.poll(() => seeds(second)).toEqual(["7", "13", "14"]);
  await button(first, "Redo").click();
  await expect.poll(() => seeds(second)).toEqual(["7", "13", "14", "8"]);

  await kept(second).first().click();
  await button(second, "Remove").click();
  // A tab that undid and redid has them in another order until the next visit.
  await expect.poll(async () => (await seeds(first)).sort()).toEqual(["13", "14", "8"]);
  expect((await stored(second)).sort()).toEqual(["13", "14", "8"]);
  // The other tab's steps are none of this one's.
  await button(first, "Undo").click();
  await expect.poll(async () => (await seeds(second)).sort()).toEqual(["13", "14"]);
  expect(faults).toEqual([
    { console: [], foreign: [] },
    { console: [], foreign: [] },
  ]);
});

test("two writes that cross each other both stay", async ({ context }) => {
  const [first, second] = [await openTab(context, 7), await openTab(context, 12)];
  await Promise.all([button(first, "Save this image").click(), button(second, "Save this image").click()]);
  for (const page of [first, second]) {
    await expect.poll(async () => (await seeds(page)).sort()).toEqual(["12", "7"]);
    expect((await stored(page)).sort()).toEqual(["12", "7"]);
  }
});

test("a walk and a direction of one tab are in the other, and gone from it when they are removed", async ({
  context,
}) => {
  const [first, second] = [await openTab(context, 7), await openTab(context, 12)];
  await save(first, 7);
  await kept(second).first().click();
  await button(second, "Save as direction").click();
  const slider = (page: Page) => page.getByTestId("own-direction").getByRole("slider");
  await expect(slider(first)).toHaveCount(1);
  await second.getByTestId("own-direction").getByText("Remove", { exact: true }).click();
  await expect(slider(first)).toHaveCount(0);

  await second.getByTestId("walk").locator("> summary").click();
  await button(second, "Four random images").click();
  await first.getByTestId("walk").locator("> summary").click();
  await expect(first.getByTestId("key-frames").getByRole("button")).toHaveCount(4);
});
