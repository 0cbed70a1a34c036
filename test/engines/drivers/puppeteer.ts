/** Chromium by its own protocol, Firefox by WebDriver BiDi. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type ElementHandle, type LaunchOptions } from "puppeteer-core";
import { FLAGS } from "../../support/chromium-flags";
import type { Driver, RunningBrowser } from "./driver";
import { WINDOW } from "./window";

export const startChromium = (executablePath: string): Promise<RunningBrowser> =>
  start({ browser: "chrome", executablePath, args: [...FLAGS.plain] });

export const startFirefox = (executablePath: string): Promise<RunningBrowser> =>
  start({ browser: "firefox", executablePath });

async function start(options: LaunchOptions): Promise<RunningBrowser> {
  const browser = await puppeteer.launch({ ...options, headless: true, defaultViewport: WINDOW });
  return {
    version: (await browser.version()).replace(/^\D+/, ""),
    newWindow: () => newWindow(browser),
    close: () => browser.close(),
  };
}

async function newWindow(browser: Browser): Promise<Driver> {
  const downloads = mkdtempSync(join(tmpdir(), "lens-downloads-"));
  const context = await browser.createBrowserContext({
    downloadBehavior: { policy: "allow", downloadPath: downloads },
  });
  const page = await context.newPage();
  // The test's own limit ends what hangs.
  page.setDefaultTimeout(0);
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error instanceof Error ? error.message : String(error)));
  return {
    downloads,
    errors,
    open: async (address) => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    evaluate: (expression) => page.evaluate(expression),
    move: ({ x, y }) => page.mouse.move(x, y),
    async click({ x, y }, held) {
      if (held) await page.keyboard.down(held);
      await page.mouse.click(x, y);
      if (held) await page.keyboard.up(held);
    },
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    async chooseFiles(field, paths) {
      const input = (await page.$(field)) as ElementHandle<HTMLInputElement> | null;
      if (!input) throw new Error(`There is no file field ${field}.`);
      await input.uploadFile(...paths);
    },
    screenshot: () => page.screenshot(),
    async close() {
      await context.close();
      rmSync(downloads, { recursive: true, force: true });
    },
  };
}
