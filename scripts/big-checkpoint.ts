/**
 * `npm run bench:import`: opens a checkpoint of 168 MB, which it writes itself, in a worker of a real Chromium, and compares that with just
 * reading its bytes there. Fails where opening takes three times as long, or holds three times the file's size. `--json` prints one line;
 * `--runs 5` medians.
 */
import { existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Browser } from "@playwright/test";
import { build } from "vite";
import type { Ran } from "../test/harness/importing";
import type { Work } from "../test/harness/importing.worker";
import { launchChromium } from "../test/support/chromium";
import { projectPath } from "../test/support/files";
import { serveFolders } from "../test/support/static-server";
import { peakWhile } from "./bench/memory";
import { median, rounded } from "./bench/statistics";
import { LARGE_KEY, largeGenerator } from "./import/large-generator";
import { writeTorchFile } from "./import/torch-file";
import { NO_THREADS } from "./lib/no-threads.mjs";

const MOST_TIME = 3;
const MOST_MEMORY = 3;
const MEGABYTE = 2 ** 20;
const PATH = "/importing/";

const { values } = parseArgs({
  options: { json: { type: "boolean", default: false }, runs: { type: "string", default: "5" } },
});
const runs = Number(values.runs);
const checkpoint = projectPath(".cache/large-generator.pth");
if (!existsSync(checkpoint)) {
  mkdirSync(projectPath(".cache"), { recursive: true });
  writeTorchFile(`${checkpoint}.part`, LARGE_KEY, 1000, largeGenerator());
  renameSync(`${checkpoint}.part`, checkpoint);
}
const { size } = statSync(checkpoint);

const folder = projectPath(".cache/importing");
await build({
  configFile: false,
  root: projectPath("test/harness"),
  base: "./",
  publicDir: false,
  logLevel: "warn",
  resolve: { alias: NO_THREADS },
  worker: { format: "es" },
  build: {
    target: "es2022",
    outDir: folder,
    emptyOutDir: true,
    rolldownOptions: { input: projectPath("test/harness/importing.html") },
  },
});
const server = await serveFolders([{ path: PATH, folder }]);
/** Calls `work` with a page of a browser of its own that has chosen the checkpoint. */
async function onPage<T>(
  work: (run: (work: Work) => Promise<Ran>, browser: Browser) => Promise<T>,
): Promise<T> {
  const browser = await launchChromium("plain");
  try {
    const page = await browser.newPage();
    await page.goto(`${server.origin}${PATH}importing.html`);
    await page.getByLabel("checkpoint").setInputFiles(checkpoint);
    return await work((name) => page.evaluate((wanted) => window.runImport(wanted), name), browser);
  } finally {
    await browser.close();
  }
}

try {
  const times: Record<Work, number[]> = { read: [], open: [] };
  const { opened, version } = await onPage(async (run, browser) => {
    // In turns, so that both meet the same machine; the first of each warms up.
    await run("read");
    let last = await run("open");
    for (let i = 0; i < runs; i++) {
      times.read.push((await run("read")).ms);
      last = await run("open");
      times.open.push(last.ms);
    }
    return { opened: last, version: browser.version() };
  });
  // In a fresh browser, where nothing that an earlier run left behind counts as memory that was there before.
  const peak = await onPage((run, browser) => peakWhile(browser, () => run("open")));
  const [readMs, openMs] = [median(times.read), median(times.open)];
  const peakBytes = peak && peak.above * MEGABYTE;
  const line = {
    name: "import",
    bytes: size,
    tensorBytes: opened.bytes,
    readMs: rounded(readMs),
    openMs: rounded(openMs),
    ratio: rounded(openMs / readMs),
    peakBytes: peakBytes ?? null,
    peakRatio: peakBytes === undefined ? null : rounded(peakBytes / size),
    progress: opened.progress.times,
    runs,
    browser: version,
  };
  if (values.json) console.log(JSON.stringify(line));
  else console.log(line);
  const slow = openMs >= MOST_TIME * readMs;
  const large = peakBytes !== undefined && peakBytes >= MOST_MEMORY * size;
  // Less than the tensors themselves would mean that the memory was not measured.
  const unmeasured = peakBytes !== undefined && peakBytes < opened.bytes;
  if (slow || large || unmeasured || opened.bytes < size / 2 || opened.progress.last < size / 2)
    process.exitCode = 1;
} finally {
  await server.close();
}
