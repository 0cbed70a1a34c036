/** How many tests passed and which failed, read from the reports that Vitest and Playwright write. */
import { existsSync, readFileSync } from "node:fs";

/**
 * @typedef {{ passed: number, failed: number, failures: string[] }} Counts failures: a line for each
 * @typedef {{ status: string, fullName: string, failureMessages: string[], ancestorTitles: string[] }} VitestTest
 * @typedef {{ numPassedTests: number, testResults: { name: string, status: string, message: string, assertionResults: VitestTest[] }[] }} VitestReport
 * @typedef {{ title: string, file: string, line: number, ok: boolean, tests: { projectName: string, results: { error?: { message?: string, location?: { line: number } } }[] }[] }} PlaywrightSpec
 * @typedef {{ specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ stats: { expected: number, flaky: number }, errors: { message?: string }[], suites: PlaywrightSuite[] }} PlaywrightReport
 */

/**
 * A file that broke before its first test and an error outside of any test count as one failure each.
 * @param {VitestReport} report
 * @param {readonly { message: string }[]} [unhandled] errors outside of any test
 * @returns {Counts}
 */
export function vitestCounts({ numPassedTests, testResults }, unhandled = []) {
  const inTests = testResults.flatMap(({ name, status, message, assertionResults }) =>
    status === "failed" && assertionResults.length === 0
      ? [failure(name, message)]
      : assertionResults
          .filter((test) => test.status === "failed")
          .map((test) => failure(`${name} › ${test.fullName}`, test.failureMessages[0])),
  );
  const failures = [...inTests, ...unhandled.map(({ message }) => failure("outside of any test", message))];
  return { passed: numPassedTests, failed: failures.length, failures };
}

/**
 * How many tests of one outermost suite passed and failed.
 * @param {VitestReport} report
 * @param {string} suite its title
 */
export function suiteCounts({ testResults }, suite) {
  const tests = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ ancestorTitles }) => ancestorTitles[0] === suite);
  const count = (/** @type {string} */ status) => tests.filter((test) => test.status === status).length;
  return { passed: count("passed"), failed: count("failed") };
}

/** Errors outside of any test count as one failure each. @param {PlaywrightReport} report @returns {Counts} */
export function playwrightCounts({ stats, errors, suites }) {
  const failures = [
    ...specsOf(suites)
      .filter(({ ok }) => !ok)
      .map(({ title, file, line, tests }) =>
        playwrightFailure(`${file}:${line} › ${title}`, tests[0]?.results.at(-1)?.error),
      ),
    ...errors.map(({ message }) => failure("outside of any test", message)),
  ];
  return { passed: stats.expected + stats.flaky, failed: failures.length, failures };
}

/** @param {PlaywrightSuite[]} suites @returns {PlaywrightSpec[]} */
function specsOf(suites) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites ?? [])]);
}

/** @param {string} test @param {{ message?: string, location?: { line: number } } | undefined} error */
const playwrightFailure = (test, error) =>
  failure(error?.location ? `${test}, line ${error.location.line}` : test, error?.message);

/** What is shown of a message: the first line alone often does not say what differs. */
const MOST_LINES = 6;
const MOST_CHARACTERS = 400;
/** What Vitest's report says of a test that ran into its limit. */
const WITHOUT_MESSAGE = "Error: STACK_TRACE_ERROR";
const TIMED_OUT = "it had not ended within the time limit of a test";

/** A test and the beginning of what it said, on one line. @param {string} test @param {string | undefined} message */
function failure(test, message) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal.
  const said = (message ?? "").replace(/\u001b\[\d+m/g, "").replace(WITHOUT_MESSAGE, TIMED_OUT);
  const lines = said
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^at /.test(line));
  const shown = lines.slice(0, MOST_LINES).join(" | ");
  const cut = shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS)}…` : shown;
  return `${test}: ${cut || "no message"}`;
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
  const counts = existsSync(file)
    ? read(JSON.parse(readFileSync(file, "utf8")))
    : { passed: 0, failed: 0, failures: [] };
  if (exitCode === 0 || counts.failed > 0) return counts;
  return { ...counts, failed: 1, failures: [`${file}: the run ended with ${exitCode} and no failed test`] };
}

/** @param {Counts[]} all @returns {Counts} */
export function sum(all) {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
    failures: all.flatMap(({ failures }) => failures),
  };
}
