/** Tests in the engine that this run is for. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, inject } from "vitest";
import { SITE_PATH } from "../support/addresses";
import { projectPath } from "../support/files";
import type { Driver, RunningBrowser } from "./drivers/driver";
import { startChromium, startFirefox } from "./drivers/puppeteer";
import { startWebKit } from "./drivers/webkit";
import { Visit } from "./visit";

const { id, name, programs } = inject("engine");
const SCREENSHOTS = projectPath(`.cache/engines/${id}`);

const start: Readonly<Record<typeof id, () => Promise<RunningBrowser>>> = {
  chromium: () => startChromium(programs.Chromium),
  firefox: () => startFirefox(programs.Firefox),
  webkit: () =>
    startWebKit({
      WebKitWebDriver: programs.WebKitWebDriver,
      MiniBrowser: programs.MiniBrowser,
      Xvfb: programs.Xvfb,
    }),
};

/** The address of a page of the site. */
export const site = (rest = ""): string => `${inject("origin")}${SITE_PATH}${rest}`;
/** The same image, query and map wherever a test begins; a first visit would have links drawn. */
export const CHOSEN = "#v=1&model=cats64&seed=4&q=12.12";

/** Declares the tests of a file; each gets a window of its own. */
export function inEngine(declare: (visit: () => Visit) => void): void {
  describe(name, () => {
    let browser: RunningBrowser;
    let driver: Driver;
    let visit: Visit;
    beforeAll(async () => {
      browser = await start[id]();
      console.log(`${name} ${browser.version}`);
    });
    afterAll(() => browser?.close());
    beforeEach(async () => {
      driver = await browser.newWindow();
      visit = new Visit(driver);
    });
    afterEach(async ({ task }) => {
      if (!driver) return;
      // To be looked at, after a failure and after a change of the page.
      mkdirSync(SCREENSHOTS, { recursive: true });
      const file = `${task.name.replace(/\W+/g, "-").slice(0, 60)}.png`;
      writeFileSync(join(SCREENSHOTS, file), await driver.screenshot());
      await driver.close();
    });
    declare(() => visit);
  });
}
