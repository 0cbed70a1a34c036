/**
 * `npm test`: installs what is missing (dependencies, a Chromium), then runs every test: unit and golden tests in Node, browser tests
 * on the built site, and its main ways in each browser engine that is installed. The last line is `N passed, N failed`; before it a
 * line `failed: …` for each that failed. With `--browser` it runs the tests in browsers alone.
 * With `--coverage` it prints, by folder of `src`, the share of lines that the tests in Node run, and fails below the bounds in
 * vitest.config.ts.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { browserTests } from "./lib/browser-tests.mjs";
import { runCounts, sum, vitestCounts } from "./lib/counts.mjs";
import { coverageLines } from "./lib/coverage.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { inProject, ROOT, runPackage } from "./lib/run.mjs";
import { UNHANDLED_ERRORS } from "./lib/unhandled-errors.mjs";

/** @typedef {import("./lib/counts.mjs").Counts} Counts */

const REPORTS = ".cache/reports";
const COVERAGE = ".cache/coverage/coverage-summary.json";

const withCoverage = process.argv.includes("--coverage");

/** @returns {Promise<Counts>} */
async function unitTests() {
  const report = `${REPORTS}/vitest.json`;
  const code = await runPackage("vitest/vitest.mjs", [
    "run",
    "--reporter=default",
    "--reporter=json",
    "--reporter=scripts/lib/unhandled-errors.mjs",
    `--outputFile.json=${report}`,
    ...(withCoverage ? ["--coverage", "--coverage.reportOnFailure"] : []),
  ]);
  const unhandled = inProject(UNHANDLED_ERRORS);
  /** @type {readonly { message: string, stack?: string }[]} */
  const errors = existsSync(unhandled) ? JSON.parse(readFileSync(unhandled, "utf8")) : [];
  for (const { stack } of errors) if (stack) console.error(stack);
  return runCounts(inProject(report), code, (read) => vitestCounts(read, errors));
}

requireNode();
await ensureDependencies();
rmSync(inProject(REPORTS), { recursive: true, force: true });
mkdirSync(inProject(REPORTS), { recursive: true });
const inNode = process.argv.includes("--browser") ? [] : [await unitTests()];
const { passed, failed, failures } = sum([...inNode, await browserTests(REPORTS)]);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
if (withCoverage && existsSync(inProject(COVERAGE))) {
  console.log("Lines of src that the tests in Node run:");
  for (const line of coverageLines(JSON.parse(readFileSync(inProject(COVERAGE), "utf8")), ROOT))
    console.log(line);
}
for (const line of failures) console.log(`failed: ${line}`);
console.log(`${passed} passed, ${failed} failed`);
