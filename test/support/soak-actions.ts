/** What a person does on the lens in a soak test, one action at a time, in an order that a seed decides. */
import type { Locator, Page } from "@playwright/test";
import { clickCell, openMenu, openTask } from "./lens-page";

/** Numbers from 0 to 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  // Mulberry32.
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An action on a part that is hidden or disabled at the time is skipped instead of waited for. */
async function ifThere(locator: Locator, act: (one: Locator) => Promise<unknown>): Promise<void> {
  const one = locator.first();
  if (!(await one.isVisible())) return;
  try {
    if (await one.isEnabled({ timeout: 2000 })) await act(one);
  } catch (error) {
    // A model that comes meanwhile may have no such part.
    if (await one.isVisible()) throw error;
  }
}

export interface SoakSession {
  /** Does the next action. @returns its name */
  act(): Promise<string>;
  /** Two other engines later, the page as it was at first: what differs then has been left behind. */
  rest(): Promise<void>;
}

/** A session on a page that shows the lens. */
export function soakSession(page: Page, seed = 1): SoakSession {
  const random = numbers(seed);
  const below = (count: number) => Math.floor(random() * count);
  const cell = () => [below(32), below(32)] as const;
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const slider = (name: string | RegExp) => page.getByRole("slider", { name });
  const choose = (locator: Locator) =>
    ifThere(locator, async (select) => {
      const values = await select
        .locator("option")
        .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value));
      await select.selectOption(values[below(values.length)]);
    });

  const actions: Readonly<Record<string, () => Promise<unknown>>> = {
    hover: async () => {
      const box = await page.getByTestId("stage").boundingBox();
      for (let move = 0; box && move < 8; move++) {
        await page.mouse.move(box.x + random() * box.width, box.y + random() * box.height);
      }
    },
    pin: () => clickCell(page, ...cell()),
    pinMore: () => clickCell(page, ...cell(), ["Shift"]),
    release: async () => {
      await page.getByTestId("stage").focus();
      await page.keyboard.press("Escape");
    },
    seed: () => page.getByRole("textbox", { name: "Seed" }).fill(String(below(100_000))),
    truncation: () => ifThere(slider("Truncation"), (one) => one.fill((random() * 1.5).toFixed(2))),
    model: () => choose(page.getByTestId("model-choice")),
    className: () =>
      ifThere(page.getByTestId("class-choice").getByRole("button").nth(below(6)), (one) => one.click()),
    snapshot: () => ifThere(slider("Training step"), (one) => one.fill(String(below(3)))),
    temperature: () => ifThere(slider("Temperature"), (one) => one.fill((0.5 + random()).toFixed(1))),
    gamma: () => ifThere(slider(/^Attention strength/), (one) => one.fill((random() * 2).toFixed(1))),
    map: () => choose(page.getByTestId("map-choice")),
    panel: async () => {
      const summaries = page.locator("details > summary");
      await ifThere(summaries.nth(below(await summaries.count())), (one) => one.click());
    },
    keep: () => ifThere(button("Save this image"), (one) => one.click()),
    removeSaved: () =>
      ifThere(page.getByTestId("saved").getByRole("button", { name: "Remove" }), (one) => one.click()),
    keyFrames: () => ifThere(button("Four random images"), (one) => one.click()),
    play: () => ifThere(button("Play"), (one) => one.click()),
    stop: () => ifThere(button("Stop"), (one) => one.click()),
    undo: () => ifThere(button("Undo"), (one) => one.click()),
    redo: () => ifThere(button("Redo"), (one) => one.click()),
    language: async () => {
      const menu = await openMenu(page, "more");
      await menu.getByText("한국어").click();
      await page.locator("html[lang=ko]").waitFor();
      await menu.getByText("English").click();
      await page.locator("html[lang=en]").waitFor();
      await page.keyboard.press("Escape");
    },
    theme: async () => {
      await (await openMenu(page, "more")).locator("fieldset.theme label").nth(below(3)).click();
      await page.keyboard.press("Escape");
    },
    task: () => page.getByRole("tab").nth(below(5)).click(),
  };
  const names = Object.keys(actions);

  /** Opens a link in place; everything it does not name has its initial value. */
  async function open(model: string): Promise<void> {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#v=1&model=${model}&seed=1&q=5.5`);
    await page.waitForFunction(
      (wanted) =>
        (document.querySelector("[data-testid=model-choice]") as HTMLSelectElement | null)?.value ===
          wanted &&
        document.querySelector("[data-testid=more] > [data-backend]") !== null &&
        document.querySelector("[data-testid=stage]")?.getAttribute("aria-busy") === "false",
      model,
      { timeout: 60_000 },
    );
  }

  return {
    async act() {
      const name = names[below(names.length)];
      await actions[name]();
      return name;
    },
    async rest() {
      await ifThere(button("Stop"), (one) => one.click());
      await page.locator("details[open]:not(.film)").evaluateAll((all) => {
        for (const details of all) (details as HTMLDetailsElement).open = false;
      });
      await page.mouse.move(0, 0);
      // Images that a person saved are not a leak.
      await openTask(page, "image");
      const removals = page.getByTestId("saved").getByRole("button", { name: "Remove" });
      while ((await removals.count()) > 0) await removals.first().click();
      await open("eurosat64");
      await open("cats64");
    },
  };
}
