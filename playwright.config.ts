import { defineConfig } from "@playwright/test";
import { TEST_PORT } from "./test/support/addresses";
import { chromiumPath, FLAGS } from "./test/support/chromium";

const executablePath = await chromiumPath();
const launchWith = (kind: keyof typeof FLAGS) => ({
  launchOptions: { executablePath, args: [...FLAGS[kind]] },
});

export default defineConfig({
  testDir: "test/browser",
  outputDir: ".cache/test-results",
  // One at a time: a software GPU already takes the whole machine.
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  // Files are damaged on their way to the page, which a service worker would fetch past the test; offline.spec.ts is about it.
  use: { baseURL: `http://127.0.0.1:${TEST_PORT}`, serviceWorkers: "block" },
  projects: [
    // A machine without a GPU, as most schools have: the lens runs on WASM.
    { name: "plain", testIgnore: /gpu\.spec\.ts/, use: launchWith("plain") },
    // WebGPU and WebGL, imitated in software.
    { name: "gpu", testMatch: /gpu\.spec\.ts/, use: launchWith("gpu") },
  ],
  webServer: {
    command: "npx tsx test/support/serve-tests.ts",
    port: TEST_PORT,
    reuseExistingServer: false,
  },
});
