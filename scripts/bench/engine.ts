/** `row` at three grid sizes; on each backend `generate`, and `intervene`: a step of gamma, of temperature or of a mask. */
import type { Browser } from "@playwright/test";
import { BACKENDS } from "../../src/runtime/api/types";
import { HARNESS_PATH } from "../../test/support/addresses";
import { entry, floats, readWeights } from "../../test/support/files";
import type { Line } from "./line";
import { median, quantile, rounded } from "./statistics";

const RUNS = 30;
/** A software GPU takes seconds an image. */
const FEW_RUNS = 5;
const SLOW_MS = 800;
const GRIDS = [1024, 4096, 16384];
const STEPS = ["gamma", "temperature", "mask"] as const;

/** One row of beta at three grid sizes. */
export async function benchRow(browser: Browser, origin: string): Promise<Line[]> {
  const page = await browser.newPage();
  await page.goto(`${origin}${HARNESS_PATH}`);
  const lines: Line[] = [];
  for (const cells of GRIDS) {
    const times = await page.evaluate(([n, batches]) => window.harness.timeRow(n, batches), [
      cells,
      RUNS,
    ] as const);
    lines.push({ name: "row", n: cells, median: rounded(median(times)), unit: "us", runs: RUNS });
  }
  await page.close();
  return lines;
}

export async function benchEngine(browser: Browser, origin: string, model: string): Promise<Line[]> {
  const page = await browser.newPage();
  await page.goto(`${origin}${HARNESS_PATH}`);
  const z = Array.from(entry(floats(readWeights(`test/golden/${model}.safetensors`), "z"), 0));
  const lines: Line[] = [];
  for (const backend of BACKENDS) {
    const opened = await page.evaluate(([id, name]) => window.harness.open(id, name), [
      model,
      backend,
    ] as const);
    if ("error" in opened) {
      lines.push({ name: "generate", backend, skipped: opened.error.code });
      continue;
    }
    const time = (runs: number) =>
      page.evaluate(([latent, count]) => window.harness.timeGenerate(latent, count), [z, runs] as const);
    // The self-check has compiled everything; one more run tells how many the clock allows.
    const [first] = await time(1);
    const times = await time(first > SLOW_MS ? FEW_RUNS : RUNS);
    lines.push({
      name: "generate",
      backend,
      adapter: opened.adapter.name,
      median: rounded(median(times)),
      p90: rounded(quantile(times, 0.9)),
      unit: "ms",
      runs: times.length,
    });
    for (const step of STEPS) {
      const changed = await page.evaluate(
        ([latent, count, kind]) => window.harness.timeIntervene(latent, count, "g.attn", kind),
        [z, times.length, step] as const,
      );
      lines.push({
        name: "intervene",
        backend,
        step,
        median: rounded(median(changed)),
        unit: "ms",
        ofGenerate: rounded(median(changed) / median(times)),
        runs: changed.length,
      });
    }
  }
  await page.close();
  return lines;
}
