import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "sources",
          include: ["test/unit/**/*.test.ts", "test/golden/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "library",
          include: ["test/library/**/*.test.ts"],
          testTimeout: 60_000,
          globalSetup: "test/support/built-library.ts",
        },
      },
    ],
  },
});
