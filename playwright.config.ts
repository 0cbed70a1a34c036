import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { findHeadlessShell } from "./scripts/lib/chromium.mjs";
import { TEST_PORT } from "./test/support/addresses";
import { chromiumPath } from "./test/support/chromium";
import { FLAGS } from "./test/support/chromium-flags";

/** Specs of the plain project that run side by side. They share no files and no state of the server; each has a browser of its own. */
const SIDE_BY_SIDE = Math.min(4, availableParallelism());

/** Shaders are compiled on one core, so two tests on an imitated GPU fit on two. */
const ON_GPU_SIDE_BY_SIDE = Math.min(2, availableParallelism());

const chromium = await chromiumPath();
const launchWith = (kind: keyof typeof FLAGS, executablePath: string) => ({
  launchOptions: { executablePath, args: [...FLAGS[kind]] },
});

export default defineConfig({
  testDir: "test/browser",
  outputDir: ".cache/test-results",
  workers: SIDE_BY_SIDE,
  retries: 0,
  // These end what hangs, on a machine under load too. They measure nothing.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  // Files are damaged on their way to the page, which a service worker would fetch past the test; offline.spec.ts is about it.
  use: { baseURL: `http://127.0.0.1:${TEST_PORT}`, serviceWorkers: "block" },
  projects: [
    // A machine without a GPU, as most schools have: the lens runs on WASM.
    {
      name: "plain",
      testIgnore: /gpu\.spec\.ts/,
      use: launchWith("plain", findHeadlessShell() ?? chromium),
    },
    // WebGPU and WebGL, imitated in software, which takes the whole machine: never beside the other project
    // (`npm run test:browser` runs one project after the other). Compiling shaders takes minutes on a loaded machine.
    {
      name: "gpu",
      testMatch: /gpu\.spec\.ts/,
      use: launchWith("gpu", chromium),
      workers: ON_GPU_SIDE_BY_SIDE,
      timeout: 1_200_000,
      expect: { timeout: 600_000 },
    },
  ],
  webServer: {
    command: "npx tsx test/support/serve-tests.ts",
    port: TEST_PORT,
    reuseExistingServer: false,
  },
});
