/** The main ways, written once and run in each browser engine that is installed: two files at a time on a machine with two cores. */
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { findEngines } from "../../scripts/lib/engines.mjs";
import { ROOT } from "../../scripts/lib/run.mjs";
import { NO_ANSWER } from "./drivers/answers.mjs";

/** Milliseconds. They end what hangs, on a machine under load too, and measure nothing. */
const HANGS = 600_000;
const NEVER_COMES = 120_000;

const engines = (await findEngines()).filter(({ missing }) => missing === undefined);

export default defineConfig({
  root: ROOT,
  test: {
    maxWorkers: Math.min(4, availableParallelism()),
    projects: engines.map((engine) => ({
      test: {
        name: engine.id,
        include: ["test/engines/*.test.ts"],
        globalSetup: "test/engines/serve.ts",
        provide: { engine },
        testTimeout: HANGS,
        hookTimeout: HANGS,
        // The driver's fault, not the page's; the report says so of the first attempt.
        retry: { count: 1, condition: NO_ANSWER },
        expect: { poll: { timeout: NEVER_COMES, interval: 100 } },
      },
    })),
  },
});
