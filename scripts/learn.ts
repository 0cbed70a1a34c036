/**
 * `npm run learn`: a small SAGAN learns from scratch in headless Chromium.
 *
 *   npm run learn -- --steps 300 --json          loss, gamma, images a second, tensors alive
 *   npm run learn -- --check                     five steps against PyTorch's on every backend (`--backend` for one)
 *   npm run learn -- --rule --steps 600          share of samples that keep the matching rule, with and without attention
 *
 * `--backend webgpu|webgl|wasm|cpu` (wasm, the fastest without a real GPU), `--seed`, `--seeds 1,2,3`, `--config '{"batch": 8}'`
 * changes any field of `src/learning/config.ts`. With `--json` one JSON line for each result.
 */
import { parseArgs } from "node:util";
import type { Page } from "@playwright/test";
import { build } from "vite";
import type { LearningConfig } from "../src/learning/config";
import { BACKENDS, type BackendName } from "../src/runtime/api/types";
import { GOLDEN_PATH, HARNESS_PATH } from "../test/support/addresses";
import { launchChromium } from "../test/support/chromium";
import { projectPath } from "../test/support/files";
import { FIVE_STEPS_BOUND, LEARNING_VARIANTS } from "../test/support/learning";
import { serveFolders } from "../test/support/static-server";
import { median, rounded } from "./bench/statistics";

/** Steps between two reports. */
const STRETCH = 25;
const SAMPLES = 512;

const { values } = parseArgs({
  options: {
    steps: { type: "string", default: "300" },
    backend: { type: "string" },
    seed: { type: "string", default: "1" },
    seeds: { type: "string", default: "1,2,3" },
    config: { type: "string", default: "{}" },
    rule: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const steps = Number(values.steps);
const change = JSON.parse(values.config) as Partial<LearningConfig>;
const backend = BACKENDS.find((name) => name === (values.backend ?? "wasm"));
if (!backend) throw new Error(`--backend must be one of ${BACKENDS.join(", ")}`);
if (!(Number.isInteger(steps) && steps > 0)) throw new Error("--steps must be a whole number from 1");

await build({ configFile: projectPath("test/harness/vite.config.ts"), logLevel: "warn" });
const server = await serveFolders([
  { path: HARNESS_PATH, folder: projectPath(".cache/harness") },
  { path: GOLDEN_PATH, folder: projectPath("test/golden") },
]);
const browser = await launchChromium("gpu");
let failed = false;
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error.message.slice(0, 500)));
  await page.goto(`${server.origin}${HARNESS_PATH}`);
  if (values.check) await check(page, values.backend ? [backend] : BACKENDS);
  else if (values.rule) await rule(page, backend);
  else await learn(page, backend);
} finally {
  await browser.close();
  await server.close();
}
process.exit(failed ? 1 : 0);

function report(line: Readonly<Record<string, unknown>>): void {
  if (values.json) console.log(JSON.stringify(line));
  else
    console.log(
      Object.entries(line)
        .map(([key, value]) => `${key} ${typeof value === "number" ? rounded(value) : value}`)
        .join("  "),
    );
}

async function start(page: Page, on: BackendName, config: Partial<LearningConfig>): Promise<number> {
  const { error, batch } = await page.evaluate(
    ([name, fields]) => window.harness.startLearning(name, fields),
    [on, config] as const,
  );
  if (error) throw new Error(`${on} does not start: ${error.code} ${JSON.stringify(error.details)}`);
  return batch;
}

/** One run; tells every `STRETCH` steps and at the end. */
async function learn(page: Page, on: BackendName): Promise<void> {
  const batch = await start(page, on, { seed: Number(values.seed), ...change });
  const times: number[] = [];
  let tensorsAtStart: number | undefined;
  for (let done = 0; done < steps; ) {
    const count = Math.min(done === 0 ? 1 : STRETCH, steps - done);
    const {
      times: spent,
      tensors,
      finite,
      ...figures
    } = await page.evaluate((n) => window.harness.learn(n), count);
    done += count;
    // The first step compiles; it is reported but not counted.
    if (done > 1) times.push(...spent);
    tensorsAtStart ??= tensors;
    const ms = median(spent);
    const imagesPerSecond = (1000 * batch) / ms;
    report({ backend: on, ...figures, ms, imagesPerSecond, tensors });
    failed ||= !finite || tensors !== tensorsAtStart;
    if (done === steps && times.length) {
      const typical = median(times);
      report({
        name: "learn",
        backend: on,
        steps,
        batch,
        msPerStep: typical,
        imagesPerSecond: (1000 * batch) / typical,
        discriminatorLoss: figures.discriminatorLoss,
        generatorLoss: figures.generatorLoss,
        generatorGamma: figures.generatorGamma,
        discriminatorGamma: figures.discriminatorGamma,
        tensorsAtStart,
        tensorsAtEnd: tensors,
      });
    }
  }
  await page.evaluate(() => window.harness.stopLearning());
}

/** The matching rule after equal budgets, with and without attention, for several seeds. */
async function rule(page: Page, on: BackendName): Promise<void> {
  const seeds = values.seeds.split(",").map(Number);
  for (const attention of [true, false]) {
    const kappas: number[] = [];
    const shares: number[] = [];
    for (const seed of seeds) {
      await start(page, on, { ...change, seed, attention });
      const { generatorGamma } = await page.evaluate((n) => window.harness.learn(n), steps);
      const score = await page.evaluate((n) => window.harness.ruleScore(n), SAMPLES);
      kappas.push(score.kappa);
      shares.push(score.kept);
      report({ name: "rule", attention, seed, steps, backend: on, ...score, generatorGamma });
    }
    const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    report({
      name: "rule-mean",
      attention,
      seeds: seeds.length,
      steps,
      kept: mean(shares),
      kappa: mean(kappas),
    });
  }
  await page.evaluate(() => window.harness.stopLearning());
}

/** Five steps against PyTorch's. */
async function check(page: Page, backends: readonly BackendName[]): Promise<void> {
  const golden = `${server.origin}${GOLDEN_PATH}learning.safetensors`;
  for (const on of backends) {
    for (const variant of LEARNING_VARIANTS) {
      const found = await page
        .evaluate(([name, which, address]) => window.harness.fiveSteps(name, which, address), [
          on,
          variant,
          golden,
        ] as const)
        .catch((error: Error) => ({ error: { code: "engine-failed", details: { reason: error.message } } }));
      if ("error" in found) {
        failed = true;
        console.error(`${on}: ${found.error.code} ${JSON.stringify(found.error.details)}`);
        // A device that is lost stays lost for this page.
        await page.reload();
        break;
      }
      const { losses, generator, discriminator, average } = found;
      report({ name: "five-steps", backend: on, variant, losses, generator, discriminator, average });
      if (![losses, generator, discriminator, average].every((error) => error <= FIVE_STEPS_BOUND)) {
        failed = true;
        console.error(`${variant} on ${on}: an error is above ${FIVE_STEPS_BOUND}.`);
      }
    }
  }
}
