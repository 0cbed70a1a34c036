/**
 * Every row of the table of controls, used on the page by keys: while it has the focus and has been changed, the image and the map are
 * in sight. The list is the table itself, so that no new control is left out.
 */
import { expect, type Page, test } from "@playwright/test";
import { en } from "../../src/locales/en/page";
import type { Manifest } from "../../src/model/formats/manifest";
import { type LinkState, readHash } from "../../src/viewer/address/address";
import { changeByKeys, reachControl, unplaced } from "../support/controls-on-page";
import { CONTROLS } from "../support/controls-table";
import { focusHiddenBy, shareInSight } from "../support/in-sight";
import { openLens, pictureSettled, watchFaults } from "../support/lens-page";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 360, height: 740 },
];
/** Of the image and of the map. */
const LEAST_SHARE = 0.9;

/** A model with classes, directions and moments of its training: every control has something to do. */
const ADDRESS = "#v=1&model=eurosat64&seed=4&q=12.12";

const VIEWS = {
  image: ["[data-testid=picture]", ".stage"],
  map: ["[data-testid=plain-map]", ".plain-map"],
} as const;

/** The model as one of a code base that truncates the noise: its choice is then there, too. */
async function asBigGan(page: Page): Promise<void> {
  await page.route("**/models/eurosat64/model.json", async (route) => {
    const response = await route.fetch();
    const manifest = (await response.json()) as Manifest;
    const latent = { ...manifest.latent, truncated: true };
    await route.fulfill({ response, json: { ...manifest, latent } });
  });
}

/** The state as a link carries it; the address itself is written only after a rest. The focus stays where it is. */
async function stateOf(page: Page): Promise<LinkState> {
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page
    .getByRole("button", { name: en.link.copy, exact: true })
    .or(page.getByRole("button", { name: en.link.copied, exact: true }))
    .evaluate((button: HTMLElement) => button.click());
  const link = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(link).not.toBe("");
  return readHash(new URL(await link()).hash).state;
}

/** The part of the state where a row's value lives. Steps along a direction of one's own are worked into the latent. */
function partOf(state: LinkState, field: string): string {
  const [root] = field.split(/[.[]/);
  return JSON.stringify(state[(root === "own" ? "edits" : root) as keyof LinkState]);
}

test("every row of the table of controls has its place on the page", () => {
  expect(unplaced()).toEqual([]);
});

for (const viewport of SIZES) {
  test.describe(`at ${viewport.width} x ${viewport.height}`, () => {
    test.use({
      viewport,
      hasTouch: viewport.width < 700,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    test("image and map are in sight with each control focused and changed", async ({ page }) => {
      page.setDefaultTimeout(30_000);
      const faults = watchFaults(page);
      await asBigGan(page);
      await openLens(page, ADDRESS);
      await pictureSettled(page);
      const wrong: string[] = [];
      for (const [name, row] of CONTROLS) {
        await test.step(name, async () => {
          const control = await reachControl(page, name, row);
          const before = partOf(await stateOf(page), row.field);
          await control.focus();
          await changeByKeys(page, name, control);
          await expect
            .poll(async () => partOf(await stateOf(page), row.field), `${name} reaches the state`)
            .not.toBe(before);
          await pictureSettled(page);
          const shares = await shareInSight(page, VIEWS);
          for (const [view, share] of Object.entries(shares)) {
            if (share < LEAST_SHARE) wrong.push(`${name}: ${(100 * share).toFixed(1)} % of the ${view}`);
          }
          const over = await focusHiddenBy(page);
          if (over) wrong.push(`${name}: the control itself is hidden by ${over}`);
        });
      }
      expect(wrong).toEqual([]);
      expect(faults).toEqual({ console: [], foreign: [] });
    });
  });
}
