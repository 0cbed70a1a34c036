/** `summary`: all views of the whole matrix at three grid sizes, in their worker, with the memory it takes. */
import type { Browser } from "@playwright/test";
import { HARNESS_PATH } from "../../test/support/addresses";
import type { Line } from "./line";
import { peakWhile } from "./memory";
import { median, rounded } from "./statistics";

const GRIDS = [1024, 4096, 16384];
const RUNS = 5;

export async function benchSummary(browser: Browser, origin: string): Promise<Line[]> {
  const lines: Line[] = [];
  for (const cells of GRIDS) {
    const page = await browser.newPage();
    await page.goto(`${origin}${HARNESS_PATH}`);
    const once = () => page.evaluate((n) => window.harness.timeSummary(n), cells);
    // The worker has been up once and is gone again: what follows is above an idle page.
    await once();
    const times: number[] = [];
    const memory = await peakWhile(browser, async () => {
      for (let run = 0; run < RUNS; run++) times.push(await once());
    });
    lines.push({
      name: "summary",
      n: cells,
      median: rounded(median(times)),
      unit: "ms",
      peakAboveIdle: memory?.above,
      idle: memory?.idle,
      memoryUnit: "MB",
      runs: RUNS,
    });
    await page.close();
  }
  return lines;
}
