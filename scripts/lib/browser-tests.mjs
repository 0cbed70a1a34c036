/** The browser tests: the builds that they need, Playwright's projects one after the other, and the main ways in each engine. */
import { ensureChromium, findHeadlessShell } from "./chromium.mjs";
import { playwrightCounts, runCounts, suiteCounts, sum, vitestCounts } from "./counts.mjs";
import { findEngines } from "./engines.mjs";
import { inProject, runPackage } from "./run.mjs";

/** @typedef {import("./counts.mjs").Counts} Counts */

const VITE = "vite/bin/vite.js";
const BUILDS = [[], ["--config", "vite.element.config.ts"], ["--config", "test/harness/vite.config.ts"]];
/** Never at the same time: a software GPU takes the whole machine. */
const PROJECTS = ["plain", "gpu"];
/** What could not even be started counts as one failed test, so that the last line never looks better than it is. */
const notRun = (/** @type {string} */ what) => ({ passed: 0, failed: 1, failures: [`${what} were not run`] });

/**
 * @param {string} reports folder of the reports
 * @returns {Promise<Counts>}
 */
export async function browserTests(reports) {
  let chromium;
  try {
    chromium = await ensureChromium();
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    return notRun("the browser tests");
  }
  for (const args of BUILDS.map((config) => ["build", ...config])) {
    if ((await runPackage(VITE, [...args, "--logLevel", "warn"])) === 0) continue;
    console.error(`vite ${args.join(" ")} failed, so the browser tests were not run.`);
    return notRun("the browser tests");
  }
  const shell = findHeadlessShell();
  console.log(`Browser tests with ${shell ? `${shell} and ${chromium}` : chromium}`);
  /** @type {Counts[]} */
  const counts = [];
  for (const project of PROJECTS) counts.push(await projectTests(project, chromium, reports));
  counts.push(await engineTests(chromium, reports));
  return sum(counts);
}

/** @param {string} project @param {string} chromium @param {string} reports @returns {Promise<Counts>} */
async function projectTests(project, chromium, reports) {
  const report = inProject(`${reports}/playwright-${project}.json`);
  const code = await runPackage(
    "@playwright/test/cli.js",
    ["test", `--project=${project}`, "--reporter=list,json"],
    { CHROME_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  );
  return runCounts(report, code, playwrightCounts);
}

/** The main ways, in whichever engines are installed. @param {string} chromium @param {string} reports @returns {Promise<Counts>} */
async function engineTests(chromium, reports) {
  const report = inProject(`${reports}/engines.json`);
  const code = await runPackage(
    "vitest/vitest.mjs",
    [
      "run",
      "--config",
      "test/engines/vitest.config.ts",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    { CHROME_PATH: chromium },
  );
  const engines = await findEngines();
  return runCounts(report, code, (read) => {
    for (const { name, missing } of engines) {
      const { passed, failed } = suiteCounts(read, name);
      console.log(missing ? `${name}: not run. ${missing}` : `${name}: ${passed} passed, ${failed} failed`);
    }
    return vitestCounts(read);
  });
}
