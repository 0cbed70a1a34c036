/** `attend`: attention by a backend's kernel of our own, and by TensorFlow.js's operations, one of each in turns. */
import type { Browser } from "@playwright/test";
import type { AttentionExtent } from "../../test/harness/attending";
import { HARNESS_PATH } from "../../test/support/addresses";
import type { Line } from "./line";
import { median, rounded } from "./statistics";

const RUNS = 5;
/** A software GPU takes a minute for the largest. */
const FEW_RUNS = 2;
const LARGE = 16384;
/** As in the shipped models; keys pooled, as BigGAN's layers have them, on two larger grids. */
const EXTENTS: readonly AttentionExtent[] = [
  [1024, 1024, 8, 32],
  [4096, 1024, 24, 96],
  [16384, 4096, 8, 32],
];

export async function benchAttend(browser: Browser, origin: string): Promise<Line[]> {
  const lines: Line[] = [];
  for (const backend of ["webgpu", "wasm"] as const) {
    for (const extent of EXTENTS) {
      const [n, m, d, c] = extent;
      const runs = n < LARGE ? RUNS : FEW_RUNS;
      const page = await browser.newPage();
      await page.goto(`${origin}${HARNESS_PATH}`);
      const { own, theirs, difference } = await page.evaluate(
        ([on, size, count]) => window.harness.attendTwice(on, size, { masked: false, runs: count }),
        [backend, extent, runs] as const,
      );
      await page.close();
      lines.push({
        name: "attend",
        backend,
        n,
        m,
        d,
        c,
        median: rounded(median(own)),
        tensorflow: rounded(median(theirs)),
        unit: "ms",
        ratio: rounded(median(own) / median(theirs)),
        difference: rounded(difference),
        runs,
      });
    }
  }
  return lines;
}
