/** Opens a checkpoint in the built site, in a Chromium whose profile lies on disk as a person's does, and measures. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { SITE_PATH } from "../../test/support/addresses";
import { chromiumPath } from "../../test/support/chromium";
import { FLAGS } from "../../test/support/chromium-flags";
import { openLens, openMenu, openTask, pictureSettled, waitForMark } from "../../test/support/lens-page";
import { rendererPeak, resetPeak } from "../bench/memory";
import { median } from "../bench/statistics";
import { installWatch, readKept } from "./in-page";

export interface FullFigures {
  /** From the choice of the file to its first image. */
  readonly firstImageMs: number;
  /** Just reading the file's bytes in the browser. */
  readonly readMs: number;
  /** The page's thread stands still for as long at most while the model opens. */
  readonly longestGapMs: number;
  /** Resident memory of the page's process. */
  readonly peakMB: number;
  /** Numbers of the kept generator in single precision. */
  readonly keptMB: number;
  readonly seedMs: number;
  /** From a reload to the model's image, and reading the kept bytes into a WebAssembly memory. */
  readonly reloadMs: number;
  readonly keptReadMs: number;
  readonly browser: string;
}

/** Ends what hangs; it measures nothing. */
const HANGS_MS = 900_000;
const SEEDS = 5;

/** @param checkpoint path of the file, @param origin of the server that has the site at its usual path */
export async function measureFull(checkpoint: string, origin: string): Promise<FullFigures> {
  const profile = mkdtempSync(join(tmpdir(), "lens-full-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await chromiumPath(),
    args: [...FLAGS.plain],
    baseURL: origin,
    viewport: { width: 1440, height: 1000 },
  });
  try {
    return await measureIn(context, checkpoint);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function measureIn(context: BrowserContext, checkpoint: string): Promise<FullFigures> {
  const [page = await context.newPage()] = context.pages();
  page.setDefaultTimeout(HANGS_MS);
  // The loader of TypeScript marks functions with a helper of its own, which the page lacks.
  await page.addInitScript("globalThis.__name = (value) => value");
  await page.addInitScript(installWatch);
  await openLens(page);
  const browser = context.browser();
  if (!browser) throw new Error("this Playwright does not give a persistent context's browser");
  await openMenu(page, "model-menu");
  const input = page.getByLabel("Open your own generator");
  const readMs = await fileReadMs(page, checkpoint);
  await page.evaluate(() => window.lensWatch.onFile());
  const reset = await resetPeak(browser);
  await input.setInputFiles(checkpoint);
  const opened = await page.evaluate(() => window.lensWatch.opened);
  const peakMB = reset ? await rendererPeak(browser) : Number.NaN;
  const seeds: number[] = [];
  await openTask(page, "image");
  for (let seed = 1; seed <= SEEDS; seed++) {
    await pictureSettled(page);
    seeds.push(await page.evaluate((value) => window.lensWatch.seed(value), 100 + seed));
  }
  await pictureSettled(page);
  const kept = await page.evaluate(readKept);
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  const reloadMs = await page.evaluate(
    () => performance.getEntriesByName("lens:first-picture")[0]?.startTime ?? Number.NaN,
  );
  return {
    firstImageMs: opened.ms,
    readMs,
    longestGapMs: opened.longestGapMs,
    peakMB,
    keptMB: kept.bytes / 1e6,
    seedMs: median(seeds),
    reloadMs,
    keptReadMs: kept.ms,
    browser: browser.version(),
  };
}

/** The file read as a page reads it, in slices, in a tab of its own. */
async function fileReadMs(page: Page, checkpoint: string): Promise<number> {
  const tab = await page.context().newPage();
  try {
    await tab.goto(`${SITE_PATH}models/index.json`);
    await tab.evaluate(() => {
      const field = document.createElement("input");
      field.type = "file";
      document.body.append(field);
    });
    const field = tab.locator("input[type=file]");
    await field.setInputFiles(checkpoint);
    return await field.evaluate(async (element) => {
      const file = (element as HTMLInputElement).files?.[0];
      if (!file) throw new Error("no file was chosen");
      const SLICE = 1 << 24;
      const begun = performance.now();
      for (let at = 0; at < file.size; at += SLICE) await file.slice(at, at + SLICE).arrayBuffer();
      return performance.now() - begun;
    });
  } finally {
    await tab.close();
  }
}
