/** `acts` and `models`: what an act and the list of models take as the history and the list grow. */
import type { Browser } from "@playwright/test";
import { HARNESS_PATH } from "../../test/support/addresses";
import type { Line } from "./line";
import { median, rounded } from "./statistics";

const ACTS = [1, 10, 100, 1000, 10000];
const MODELS = [1, 10, 50];
const RUNS = 15;

export async function benchGrowth(browser: Browser, origin: string): Promise<Line[]> {
  const page = await browser.newPage();
  await page.goto(`${origin}${HARNESS_PATH}`);
  const lines: Line[] = [];
  // What runs first would pay for the compilation.
  await page.evaluate((count) => window.harness.timeActs(count), 1000);
  for (const n of ACTS) {
    const { act, undo, kept } = await page.evaluate((count) => window.harness.timeActs(count), n);
    lines.push({ name: "acts", n, median: rounded(act), undo: rounded(undo), unit: "us", kept });
  }
  for (const n of MODELS) {
    const times = await page.evaluate(
      ([count, runs]) => window.harness.timeKeptModels("cats64", count, runs),
      [n, RUNS] as const,
    );
    lines.push({ name: "models", n, median: rounded(median(times)), unit: "ms", runs: RUNS });
  }
  await page.close();
  return lines;
}
