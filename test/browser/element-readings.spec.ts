/** What `<sagan-lens>` says under its image: each view of the map by its own quantity, as on the page. */
import { expect, test } from "@playwright/test";
import { elementEn } from "../../src/locales/en/element";
import { MAPS } from "../../src/viewer/state/lens-state";
import { SITE_PATH } from "../support/addresses";
import { elementReady } from "../support/element";
import { watchFaults } from "../support/lens-page";

test("every view of the map is read out by its own quantity, at the query", async ({ page }) => {
  const faults = watchFaults(page);
  await page.goto(`${SITE_PATH}embed.html?controls=map sentence#model=cats64&seed=4&q=12.9`);
  const lens = page.locator("sagan-lens");
  await elementReady(lens);
  const sentence = lens.locator(".sentence");
  const choice = lens.getByRole("combobox");
  const said = new Set<string>();
  for (const map of MAPS) {
    await choice.selectOption(map);
    const words =
      map === "row"
        ? /^Query 12, 9 reads /
        : // The value is the engine's; everything around it is the view's own sentence.
          new RegExp(
            `^${elementEn.readings[map](12, 9, "VALUE")
              .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
              .replace("VALUE", "[\\d.]+(e-?\\d+)?.*")}`,
          );
    await expect(sentence, map).toHaveText(words);
    said.add(((await sentence.textContent()) ?? "").replace(/[\d.]+(e-?\d+)?/g, "#"));
  }
  expect(said.size).toBe(MAPS.length);
  expect(faults).toEqual({ console: [], foreign: [] });
});
