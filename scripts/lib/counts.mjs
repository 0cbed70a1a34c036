/** How many tests passed and failed, read from the reports that Vitest and Playwright write. */
import { existsSync, readFileSync } from "node:fs";

/**
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} VitestReport
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number }, errors: unknown[] }} PlaywrightReport
 */

/** A file that broke before its first test counts as one failure. @param {VitestReport} report @returns {Counts} */
export function vitestCounts({ numPassedTests, numFailedTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

/** Errors outside of any test count as one failure each. @param {PlaywrightReport} report @returns {Counts} */
export function playwrightCounts({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

/**
 * Counts of one run. A run that failed without a failing test in its report (it crashed, or wrote none) counts as one failure.
 * @template T
 * @param {string} file the report's path
 * @param {number} exitCode of the run
 * @param {(report: T) => Counts} read
 * @returns {Counts}
 */
export function runCounts(file, exitCode, read) {
  const counts = existsSync(file) ? read(JSON.parse(readFileSync(file, "utf8"))) : { passed: 0, failed: 0 };
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {Counts[]} all @returns {Counts} */
export function sum(all) {
  return all.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), {
    passed: 0,
    failed: 0,
  });
}
