/** Every page in every state, as `npm run audit:page` sees it; here in English alone, at two sizes. */
import { expect, type Page, test } from "@playwright/test";
import { TEST_PORT } from "../support/addresses";
import {
  type Findings,
  findings,
  LISTS,
  type Looking,
  listenTo,
  MOST_SHIFT,
} from "../support/audit/findings";
import { AUDITED, type AuditedPage, auditedAddress } from "../support/audit/states";

const NOTHING = Object.fromEntries(LISTS.map((kind) => [kind, []]));

/** Opens a page and goes through its states. @param look what is looked at in each */
async function throughStates(
  page: Page,
  subject: AuditedPage,
  look: (find: (axe: Looking["axe"]) => Promise<Findings>) => Promise<void>,
): Promise<void> {
  const heard = await listenTo(page);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(auditedAddress(`http://127.0.0.1:${TEST_PORT}`, subject, "en"));
  for (const { name, enter, within } of subject.states) {
    await test.step(name, async () => {
      await enter(page);
      await look(async (axe) => {
        const found = await findings(page, heard, { within, axe });
        return { ...found, console: found.console.filter((line) => !subject.causes?.test(line)) };
      });
    });
  }
}

function expectClean({ layoutShift, shifts, ...found }: Findings, where: string): void {
  expect(found, where).toEqual(NOTHING);
  expect(layoutShift, `${where}: ${JSON.stringify(shifts)}`).toBeLessThanOrEqual(MOST_SHIFT);
}

test.describe("at 1440 x 900", () => {
  test.use({ viewport: { width: 1440, height: 900 } });
  for (const subject of AUDITED) {
    test(`${subject.name}: axe finds nothing, nothing jumps or overlaps, nobody else is asked`, async ({
      page,
    }) => {
      await throughStates(page, subject, async (find) => {
        for (const [colorScheme, rules] of [["light", "all"] as const, ["dark", "colours"] as const]) {
          await page.emulateMedia({ colorScheme });
          expectClean(await find(rules), colorScheme);
        }
        await page.emulateMedia({ colorScheme: "light" });
      });
    });
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });
  for (const subject of AUDITED) {
    test(`${subject.name}, on a phone: nothing jumps, overlaps or is too small`, async ({ page }) => {
      await throughStates(page, subject, async (find) => expectClean(await find("none"), "light"));
    });
  }
});
