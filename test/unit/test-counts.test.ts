/** What `npm test` says of its parts: the numbers in its last lines come from the reports of the runs. */
import { expect, test } from "vitest";
import { playwrightCounts, runCounts, suiteCounts, sum, vitestCounts } from "../../scripts/lib/counts.mjs";
import { findEngines } from "../../scripts/lib/engines.mjs";

const result = (engine: string, title: string, status: "passed" | "failed", message = "") => ({
  status,
  fullName: `${engine} ${title}`,
  ancestorTitles: [engine],
  failureMessages: message ? [message] : [],
});
const file = (name: string, ...assertionResults: ReturnType<typeof result>[]) => ({
  ...{ name, status: "passed", message: "" },
  assertionResults,
});
const report = {
  numPassedTests: 3,
  testResults: [
    file("lens.test.ts", result("Firefox", "a seed", "passed"), result("Firefox", "a walk", "passed")),
    file(
      "lens.test.ts",
      result("WebKit", "a seed", "passed"),
      result("WebKit", "a walk", "failed", "no film\nat x"),
    ),
  ],
};

test("one suite run in several engines is counted for each and all together", () => {
  expect(suiteCounts(report, "Firefox")).toEqual({ passed: 2, failed: 0 });
  expect(suiteCounts(report, "WebKit")).toEqual({ passed: 1, failed: 1 });
  expect(suiteCounts(report, "Chromium")).toEqual({ passed: 0, failed: 0 });
  const counts = vitestCounts(report);
  expect(counts).toEqual({ passed: 3, failed: 1, failures: ["lens.test.ts › WebKit a walk: no film"] });
  expect(sum([counts, { passed: 4, failed: 0, failures: [] }])).toMatchObject({ passed: 7, failed: 1 });
});

test("a failed browser test says what differs and in which line, on one line of bounded length", () => {
  const said = (message: string) => {
    const error = { message, location: { line: 97 } };
    const spec = { title: "a link", file: "links.spec.ts", line: 70, ok: false };
    const tests = [{ projectName: "plain", results: [{ error }] }];
    const suites = [{ suites: [{ specs: [{ ...spec, tests }] }] }];
    return playwrightCounts({ stats: { expected: 0, flaky: 0 }, errors: [], suites }).failures[0];
  };
  const differing = said(
    'Error: expect(received).toBe(expected)\n\n\u001b[31mExpected: "a"\n  Received: "b"\n    at x',
  );
  expect(differing).toBe(
    'links.spec.ts:70 › a link, line 97: Error: expect(received).toBe(expected) | Expected: "a" | Received: "b"',
  );
  expect(said("1 ".repeat(10_000)).length).toBeLessThan(500);
});

test("a test that ran into its limit says so: Vitest's report has no message of it", () => {
  const timedOut = result("WebKit", "a walk", "failed", "Error: STACK_TRACE_ERROR\n    at x");
  const counts = vitestCounts({ numPassedTests: 0, testResults: [file("lens.test.ts", timedOut)] });
  expect(counts.failures).toEqual([
    "lens.test.ts › WebKit a walk: it had not ended within the time limit of a test",
  ]);
});

test("a run that ends badly without a report is a failure", () => {
  expect(runCounts("no/such/report.json", 1, vitestCounts)).toMatchObject({ passed: 0, failed: 1 });
});

test("each engine has its programs, or a sentence that says what is missing and what to do", async () => {
  const { PATH } = process.env;
  process.env.PATH = "/no/programs/here";
  try {
    const engines = await findEngines();
    expect(engines.map(({ name }) => name)).toEqual(["Chromium", "Firefox", "WebKit"]);
    expect(engines[1].missing).toMatch(/^Not installed here: Firefox\. Install .*firefox-esr/);
    expect(engines[2].missing).toMatch(/^Not installed here: WebKitWebDriver.*webkit2gtk-driver xvfb/);
  } finally {
    process.env.PATH = PATH;
  }
});
