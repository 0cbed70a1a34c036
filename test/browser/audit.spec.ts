/** Every page in every state, as `npm run audit:page` sees it; here in English alone. */
import { expect, test } from "@playwright/test";
import { TEST_PORT } from "../support/addresses";
import { findings, listenTo } from "../support/audit/findings";
import { AUDITED, auditedAddress } from "../support/audit/states";

for (const subject of AUDITED) {
  test(`${subject.name}: axe finds nothing, nobody else is asked, nothing is refused`, async ({ page }) => {
    const heard = await listenTo(page);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(auditedAddress(`http://127.0.0.1:${TEST_PORT}`, subject, "en"));
    for (const { name, enter, within } of subject.states) {
      await test.step(name, async () => {
        await enter(page);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          const found = await findings(page, heard, within);
          const errors = found.console.filter((line) => !subject.causes?.test(line));
          expect({ ...found, console: errors }, colorScheme).toEqual({
            axe: [],
            foreign: [],
            console: [],
            policy: [],
          });
        }
        await page.emulateMedia({ colorScheme: "light" });
      });
    }
  });
}
