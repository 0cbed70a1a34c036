/**
 * `npm run audit:page`: opens every page of the built site in every state, in both languages, at four sizes, light, dark and in forced
 * colours, in a real Chromium, and says what axe finds there (every rule in light, those about colours in the others), what moved by itself, which targets are too small, which texts overlap or
 * are cut off, which other hosts were requested, what is on the console, and what the page's policy refused. With `--json` one JSON line
 * for each state and one with totals; `--page lens`, `--width 360` and `--language ko` audit a part; `--no-axe` leaves out axe, which
 * takes most of the time; `--no-build` takes `dist/` as it is. Exit code 1 unless nothing was found.
 */
import { parseArgs } from "node:util";
import type { Browser } from "@playwright/test";
import { build } from "vite";
import { SITE_PATH } from "../test/support/addresses";
import { type Findings, findings, isClean, LISTS, listenTo } from "../test/support/audit/findings";
import { AUDITED, type AuditedPage, auditedAddress } from "../test/support/audit/states";
import { launchChromium } from "../test/support/chromium";
import { projectPath } from "../test/support/files";
import { serveFolders } from "../test/support/static-server";

const LANGUAGES = ["en", "ko"];
/** How a person's system asks for it. Each is undone before the next. */
const THEMES = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  forced: { colorScheme: "light", forcedColors: "active" },
} as const;
/** A desk, a tablet, a phone upright and on its side. */
const SIZES = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 360, height: 740 },
  { width: 740, height: 360 },
];
/** Up to here windows belong to a phone, which is touched. */
const WIDEST_PHONE = 740;

type Size = (typeof SIZES)[number];

interface Line extends Findings {
  readonly page: string;
  readonly state: string;
  readonly language: string;
  readonly width: number;
  readonly theme: string;
}

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    page: { type: "string" },
    width: { type: "string" },
    language: { type: "string" },
    /** The rules of axe take most of the time. */
    "no-axe": { type: "boolean", default: false },
    "no-build": { type: "boolean", default: false },
  },
});

/** The part of a list that was asked for. Ends the program where there is none. */
function chosen<T>(what: string, all: readonly T[], nameOf: (one: T) => string, name?: string): readonly T[] {
  const found = all.filter((one) => name === undefined || nameOf(one) === name);
  if (found.length > 0) return found;
  console.error(`There is no ${what} ${name}. There are: ${all.map(nameOf).join(", ")}.`);
  process.exit(1);
}

const pages = chosen("page", AUDITED, ({ name }) => name, values.page);
const sizes = chosen("width", SIZES, ({ width }) => String(width), values.width);
const languages = chosen("language", LANGUAGES, (language) => language, values.language);
if (!values["no-build"]) await build({ root: projectPath("."), logLevel: "warn" });

const totals = {
  states: 0,
  /** The largest of any state. */
  layoutShift: 0,
  ...(Object.fromEntries(LISTS.map((kind) => [kind, 0])) as Record<(typeof LISTS)[number], number>),
};
let isGood = true;
const server = await serveFolders([
  { path: SITE_PATH, folder: projectPath("dist") },
  { path: "/peers/", folder: projectPath("test/peers") },
]);
const browser = await launchChromium("plain");
try {
  for (const page of pages) {
    for (const size of sizes) {
      for (const language of languages) {
        for await (const line of audited(browser, page, language, size)) report(line);
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}
if (values.json) console.log(JSON.stringify({ totals }));
else {
  const counts = LISTS.map((kind) => `${kind} ${totals[kind]}`).join(", ");
  console.log(`${totals.states} states: largest layout shift ${totals.layoutShift}, ${counts}`);
}
process.exitCode = isGood ? 0 : 1;

async function* audited(
  chromium: Browser,
  subject: AuditedPage,
  language: string,
  viewport: Size,
): AsyncGenerator<Line> {
  const context = await chromium.newContext({
    viewport,
    hasTouch: viewport.width <= WIDEST_PHONE,
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const heard = await listenTo(page);
  await page.goto(auditedAddress(server.origin, subject, language));
  for (const { name, enter, within } of subject.states) {
    try {
      await enter(page);
    } catch (error) {
      throw new Error(`${subject.name}, ${name}, ${language}, ${viewport.width}: cannot be reached`, {
        cause: error,
      });
    }
    for (const [theme, media] of Object.entries(THEMES)) {
      await page.emulateMedia(media);
      // The other themes differ from light in colours alone.
      const rules = theme === "light" ? "all" : "colours";
      const found = await findings(page, heard, { within, axe: values["no-axe"] ? "none" : rules });
      const errors = found.console.filter((line) => !subject.causes?.test(line));
      const where = { page: subject.name, state: name, language, width: viewport.width, theme };
      yield { ...where, ...found, console: errors };
    }
    await page.emulateMedia(THEMES.light);
  }
  await context.close();
}

function report(line: Line): void {
  totals.states += 1;
  totals.layoutShift = Math.max(totals.layoutShift, line.layoutShift);
  for (const kind of LISTS) totals[kind] += line[kind].length;
  isGood &&= isClean(line);
  if (values.json) {
    console.log(JSON.stringify(line));
    return;
  }
  console.log(`${line.page}, ${line.state}, ${line.language}, ${line.width}, ${line.theme}`);
  for (const { rule, help, targets } of line.axe) console.log(`  ${rule}: ${help}: ${targets.join("; ")}`);
  for (const kind of LISTS) {
    if (kind !== "axe") for (const what of line[kind]) console.log(`  ${kind}: ${what}`);
  }
  if (line.layoutShift > 0) console.log(`  layout shift: ${line.layoutShift}`);
  for (const { value, moved } of line.shifts) console.log(`    ${value.toFixed(4)}: ${moved.join("; ")}`);
}
