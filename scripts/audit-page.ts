/**
 * `npm run audit:page`: opens every page of the built site in every state, in both languages, light and dark, in a real Chromium, and
 * tells what axe finds there, which other hosts were asked, what stood on the console, and what the page's policy refused. With
 * `--json` one JSON line for each state and one with totals; `--page lens` audits one page alone; `--no-build` takes `dist/` as it
 * is. Exit code 1 unless nothing was found.
 */
import { parseArgs } from "node:util";
import type { Browser } from "@playwright/test";
import { build } from "vite";
import { SITE_PATH } from "../test/support/addresses";
import { type Findings, findings, listenTo } from "../test/support/audit/findings";
import { AUDITED, type AuditedPage, auditedAddress } from "../test/support/audit/states";
import { launchChromium } from "../test/support/chromium";
import { projectPath } from "../test/support/files";
import { serveFolders } from "../test/support/static-server";

const LANGUAGES = ["en", "ko"];
const THEMES = ["light", "dark"] as const;

interface Line extends Findings {
  readonly page: string;
  readonly state: string;
  readonly language: string;
  readonly theme: string;
}

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    page: { type: "string" },
    "no-build": { type: "boolean", default: false },
  },
});
const wanted = AUDITED.filter(({ name }) => values.page === undefined || name === values.page);
if (wanted.length === 0) {
  console.error(
    `No page is called ${values.page}. There are: ${AUDITED.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(1);
}
if (!values["no-build"]) await build({ root: projectPath("."), logLevel: "warn" });

const totals = { states: 0, axe: 0, foreign: 0, console: 0, policy: 0 };
const server = await serveFolders([
  { path: SITE_PATH, folder: projectPath("dist") },
  { path: "/peers/", folder: projectPath("test/peers") },
]);
const browser = await launchChromium("plain");
try {
  for (const page of wanted) {
    for (const language of LANGUAGES) {
      for await (const line of audited(browser, page, language)) report(line);
    }
  }
} finally {
  await browser.close();
  await server.close();
}
const all = totals.axe + totals.foreign + totals.console + totals.policy;
if (values.json) console.log(JSON.stringify({ totals }));
else {
  const { states, axe, foreign, policy } = totals;
  console.log(
    `${states} states: ${axe} violations of axe's rules, ${foreign} requests to others, ${totals.console} errors on the console, ${policy} refused by the policy`,
  );
}
process.exitCode = all === 0 ? 0 : 1;

async function* audited(chromium: Browser, subject: AuditedPage, language: string): AsyncGenerator<Line> {
  const context = await chromium.newContext({ colorScheme: "light", reducedMotion: "reduce" });
  const page = await context.newPage();
  const heard = await listenTo(page);
  await page.goto(auditedAddress(server.origin, subject, language));
  for (const { name, enter, within } of subject.states) {
    await enter(page);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      const found = await findings(page, heard, within);
      const errors = found.console.filter((line) => !subject.causes?.test(line));
      yield { page: subject.name, state: name, language, theme, ...found, console: errors };
    }
    await page.emulateMedia({ colorScheme: "light" });
  }
  await context.close();
}

function report(line: Line): void {
  totals.states += 1;
  for (const kind of ["axe", "foreign", "console", "policy"] as const) totals[kind] += line[kind].length;
  if (values.json) {
    console.log(JSON.stringify(line));
    return;
  }
  console.log(`${line.page}, ${line.state}, ${line.language}, ${line.theme}`);
  for (const { rule, help, targets } of line.axe) console.log(`  ${rule}: ${help}: ${targets.join("; ")}`);
  for (const kind of ["foreign", "console", "policy"] as const) {
    for (const what of line[kind]) console.log(`  ${kind}: ${what}`);
  }
}
