/**
 * `npm run learn:record`: two runs of one seed from step 0, with and without attention, in headless Chromium on WASM, where a run is
 * reproducible; writes `public/learning/recorded.safetensors`, which the training page shows before anything is trained. Some minutes.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { build } from "vite";
import {
  type MeasuredFrame,
  MOST_RECORDED_BYTES,
  RECORDED,
  type Recorded,
  readRecordedRuns,
  recordedConfig,
  writeRecordedRuns,
} from "../src/learning/recorded/recorded-runs";
import { HARNESS_PATH } from "../test/support/addresses";
import { launchChromium } from "../test/support/chromium";
import { projectPath } from "../test/support/files";
import { serveFolders } from "../test/support/static-server";

/** Both networks of the seeds 1 and 3 draw nearly all eyes of one kind without attention; of this one they draw both kinds. */
const SEED = 2;
/** Close together at first, where most changes. */
const AT = [...steps(0, 50, 10), ...steps(75, 600, 25)];
const SAMPLES = 4;
const RULE_SAMPLES = 512;
const FILE = projectPath("public/learning/recorded.safetensors");

function steps(from: number, to: number, by: number): number[] {
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, n) => from + n * by);
}

await build({ configFile: projectPath("test/harness/vite.config.ts"), logLevel: "warn" });
const server = await serveFolders([{ path: HARNESS_PATH, folder: projectPath(".cache/harness") }]);
const browser = await launchChromium("gpu");
try {
  const page = await browser.newPage();
  await page.goto(`${server.origin}${HARNESS_PATH}`);
  const measured: Record<Recorded, MeasuredFrame[]> = { attention: [], convolution: [] };
  for (const run of RECORDED) {
    const { error } = await page.evaluate(
      (config) => window.harness.startLearning("wasm", config),
      recordedConfig(run, SEED),
    );
    if (error) throw new Error(`WASM does not start: ${error.code}`);
    for (const [n, step] of AT.entries()) {
      const frame = await page.evaluate(
        ([count, samples, ruleSamples]) => window.harness.learnFrame(count, samples, ruleSamples),
        [step - (AT[n - 1] ?? 0), SAMPLES, RULE_SAMPLES] as const,
      );
      measured[run].push(frame);
      // Before the first step, what the untrained networks score its batch.
      if (n === 1) measured[run][0] = { ...measured[run][0], scores: frame.firstScores };
      const { kept, clear, chance, kappa } = frame.rule;
      console.log(JSON.stringify({ run, step, kept, clear, chance, kappa, gamma: frame.rows.at(-1)?.[2] }));
    }
  }
  const head = { seed: SEED, at: AT, samples: SAMPLES, ruleSamples: RULE_SAMPLES };
  const file = writeRecordedRuns(head, measured);
  readRecordedRuns(file, FILE);
  if (file.length > MOST_RECORDED_BYTES)
    throw new Error(`${file.length} bytes, more than ${MOST_RECORDED_BYTES}`);
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, file);
  console.log(JSON.stringify({ file: FILE, bytes: file.length }));
} finally {
  await browser.close();
  await server.close();
}
