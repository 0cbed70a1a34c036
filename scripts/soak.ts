/**
 * `npm run soak -- --minutes 30`: a soak test on the built site in a real Chromium, with readings of what it holds. With `--json` one
 * JSON line for each reading and one at the end. Fails where a figure is not flat or the page has an error.
 */
import { parseArgs } from "node:util";
import { SITE_PATH } from "../test/support/addresses";
import { launchChromium } from "../test/support/chromium";
import { projectPath } from "../test/support/files";
import { openLens, watchFaults } from "../test/support/lens-page";
import { type PageMemory, pageMemory } from "../test/support/page-memory";
import { soakSession } from "../test/support/soak-actions";
import { serveFolders } from "../test/support/static-server";
import { residentMegabytes } from "./bench/memory";
import { type Allowance, type Course, courseOf } from "./soak/flat";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    minutes: { type: "string", default: "30" },
    seed: { type: "string", default: "1" },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) {
  console.error(`--minutes ${values.minutes} is no time. Give a number above 0.`);
  process.exit(2);
}

interface Reading extends PageMemory {
  /** Since the beginning. */
  readonly minute: number;
  readonly actions: number;
  /** Resident memory of all renderer processes. */
  readonly megabytes: number;
}

/** Growth that is still called flat. */
const ALLOWED = {
  heap: { share: 0.1, absolute: 2e6 },
  nodes: { share: 0.1, absolute: 200 },
  listeners: { share: 0.05, absolute: 20 },
  tensors: { share: 0, absolute: 0 },
  bytes: { share: 0, absolute: 0 },
  megabytes: { share: 0.1, absolute: 40 },
} satisfies Partial<Record<keyof Reading, Allowance>>;
type Figure = keyof typeof ALLOWED;

const READINGS = 18;
const report = (line: object) =>
  console.log(values.json ? JSON.stringify(line) : JSON.stringify(line).replaceAll('"', ""));

const server = await serveFolders([{ path: SITE_PATH, folder: projectPath("dist") }]);
const browser = await launchChromium("plain");
let failed = true;
try {
  const page = await browser.newPage({ baseURL: server.origin, viewport: { width: 1440, height: 1000 } });
  page.setDefaultTimeout(20_000);
  const faults = watchFaults(page);
  await openLens(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const { act, rest } = soakSession(page, Number(values.seed));

  const start = performance.now();
  const minute = () => (performance.now() - start) / 60_000;
  const readings: Reading[] = [];
  let actions = 0;
  while (minute() < minutes) {
    const until = ((readings.length + 1) * minutes) / READINGS;
    do {
      await act();
      actions++;
    } while (minute() < until);
    await rest();
    const reading = {
      minute: Number(minute().toFixed(2)),
      actions,
      ...(await pageMemory(page, session)),
      megabytes: await residentMegabytes(browser),
    };
    readings.push(reading);
    report(reading);
  }

  const times = readings.map((reading) => reading.minute);
  const courses = Object.fromEntries(
    Object.entries(ALLOWED).map(([figure, allowed]) => [
      figure,
      courseOf(
        readings.map((reading) => reading[figure as Figure]),
        times,
        allowed,
      ),
    ]),
  ) as Record<Figure, Course>;
  const flat = Object.values(courses).every((course) => course.flat);
  const errors = [...faults.console, ...faults.foreign];
  report({ minutes, actions, errors, flat, courses });
  failed = !flat || errors.length > 0;
} finally {
  await browser.close();
  await server.close();
}
process.exit(failed ? 1 : 0);
