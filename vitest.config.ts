import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Folders whose lines the tests in Node must cover, in per cent. The rest is covered in a browser, where lines are not counted. */
const COVERED = ["viewer", "attention", "atlas", "latent", "model", "importing", "network"];
const LEAST = 85;
/** Milliseconds. They end what hangs and measure nothing. Counting lines makes the arithmetic in plain JavaScript several times as slow. */
const TIMEOUT = process.argv.includes("--coverage") ? 300_000 : 120_000;

export default defineConfig({
  test: {
    // Vitest leaves one core out, which on a machine with two is half of it.
    maxWorkers: Math.min(4, availableParallelism()),
    // Only with --coverage.
    coverage: {
      provider: "v8",
      include: ["src/**/*.{ts,tsx}"],
      exclude: ["src/**/*.d.ts"],
      reporter: ["json-summary"],
      reportsDirectory: ".cache/coverage",
      thresholds: Object.fromEntries(COVERED.map((folder) => [`src/${folder}/**`, { lines: LEAST }])),
    },
    projects: [
      {
        test: {
          name: "sources",
          include: ["test/unit/**/*.test.ts", "test/golden/**/*.test.ts"],
          testTimeout: TIMEOUT,
          hookTimeout: TIMEOUT,
        },
      },
      {
        test: {
          name: "library",
          include: ["test/library/**/*.test.ts"],
          testTimeout: TIMEOUT,
          hookTimeout: TIMEOUT,
          globalSetup: "test/support/built-library.ts",
        },
      },
    ],
  },
});
