import { defineConfig } from "vitest/config";

/** Folders whose lines the tests in Node must cover, in per cent. The rest is covered in a browser, where lines are not counted. */
const COVERED = ["viewer", "attention", "latent", "model", "importing", "network"];
const LEAST = 85;

export default defineConfig({
  test: {
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
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "library",
          include: ["test/library/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          globalSetup: "test/support/built-library.ts",
        },
      },
    ],
  },
});
