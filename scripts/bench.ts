/**
 * `npm run bench`: how fast the lens is on this machine, as medians in one run. With `--json` one JSON line per figure,
 * beginning with the machine. `--only compare|attend|row|engine|summary|growth|hover|steer|cold|atlas` runs a part; `growth` runs what shows how
 * time and memory grow. `--plot FILE` draws these figures as an SVG.
 */
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { build } from "vite";
import { HARNESS_PATH, SITE_PATH } from "../test/support/addresses";
import { launchChromium } from "../test/support/chromium";
import { projectPath } from "../test/support/files";
import { serveFolders } from "../test/support/static-server";
import { benchAtlas } from "./bench/atlas";
import { benchAttend } from "./bench/attend";
import { benchCold } from "./bench/cold";
import { benchCompare } from "./bench/compare";
import { benchEngine, benchRow } from "./bench/engine";
import { benchGrowth } from "./bench/growth";
import { growthPlot } from "./bench/growth-plot";
import { benchHover } from "./bench/hover";
import type { Line } from "./bench/line";
import { buildCompressedSite } from "./bench/site";
import { benchSteer } from "./bench/steer";
import { benchSummary } from "./bench/summary";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string" },
    plot: { type: "string" },
  },
});
/** Parts that show how something grows. */
const GROWING = ["row", "summary"];
const wanted = (part: string) =>
  values.only === undefined || values.only === part || (values.only === "growth" && GROWING.includes(part));
const needsSite = ["hover", "steer", "cold"].some(wanted);
const lines: Line[] = [];

function report(line: Line): void {
  lines.push(line);
  if (values.json) console.log(JSON.stringify(line));
  else
    console.log(
      Object.entries(line)
        .map(([key, value]) => (key === "name" ? value : `${key} ${value}`))
        .join("  "),
    );
}

if (wanted("atlas")) for (const line of await benchAtlas()) report(line);
// The statistics over seeds are measured in Node: nothing else is built or started for them.
if (values.only === "atlas") process.exit(0);

await build({ configFile: projectPath("test/harness/vite.config.ts"), logLevel: "warn" });
const server = await serveFolders([
  ...(needsSite ? [{ path: SITE_PATH, folder: await buildCompressedSite(), gzip: true }] : []),
  { path: HARNESS_PATH, folder: projectPath(".cache/harness") },
]);
const gpu = await launchChromium("gpu");
const plain = await launchChromium("plain");
try {
  const [{ model }] = cpus();
  const load = loadavg()[0].toFixed(2);
  report({
    name: "machine",
    processor: model,
    cores: cpus().length,
    load,
    browser: plain.version(),
    node: process.version,
  });
  if (wanted("compare")) for (const line of await benchCompare(plain, "cats64")) report(line);
  if (wanted("attend")) for (const line of await benchAttend(gpu, server.origin)) report(line);
  if (wanted("row")) for (const line of await benchRow(plain, server.origin)) report(line);
  if (wanted("engine")) for (const line of await benchEngine(gpu, server.origin, "cats64")) report(line);
  if (wanted("summary")) for (const line of await benchSummary(plain, server.origin)) report(line);
  if (wanted("growth")) for (const line of await benchGrowth(plain, server.origin)) report(line);
  if (wanted("hover"))
    for (const line of await benchHover(plain, `${server.origin}${SITE_PATH}`)) report(line);
  if (wanted("steer")) for (const line of await benchSteer(plain, server.origin)) report(line);
  if (wanted("cold")) for (const line of await benchCold(plain, server.port, SITE_PATH)) report(line);
  if (values.plot !== undefined) writeFileSync(values.plot, growthPlot(lines));
} finally {
  await gpu.close();
  await plain.close();
  await server.close();
}
