/**
 * `npm run bench:import`: opens a checkpoint of 168 MB, which it writes itself, in a worker of a real Chromium, makes a generator of ours of
 * it, and a model's files, and compares each with just reading its bytes there. Fails where opening or recognising takes three times as
 * long, or any of them holds three times the file's size. `--json` prints a line for each; `--runs 5` medians.
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
import { NO_THREADS } from "./lib/left-out.mjs";

const MOST_TIME = 3;
const MOST_MEMORY = 3;
const MEGABYTE = 2 ** 20;
const PATH = "/importing/";
/** Just its bytes; all its tensors; a generator of ours; a model's files. */
const WORKS: readonly Work[] = ["read", "open", "recognise", "import"];

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
  const times: Record<Work, number[]> = { read: [], open: [], recognise: [], import: [] };
  const ran = new Map<Work, Ran>();
  const version = await onPage(async (run, browser) => {
    // In turns, so that all meet the same machine; the first of each warms up.
    for (const work of WORKS) await run(work);
    for (let i = 0; i < runs; i++) {
      for (const work of WORKS) {
        const made = await run(work);
        times[work].push(made.ms);
        ran.set(work, made);
      }
    }
    return browser.version();
  });
  const readMs = median(times.read);
  for (const work of WORKS) {
    if (work === "read") continue;
    // In a fresh browser, where nothing that an earlier run left behind counts as memory that was there before.
    const peak = await onPage((run, browser) => peakWhile(browser, () => run(work)));
    const ms = median(times[work]);
    const peakBytes = peak && peak.above * MEGABYTE;
    const { bytes, progress } = ran.get(work) as Ran;
    const line = {
      name: work,
      bytes: size,
      tensorBytes: bytes,
      readMs: rounded(readMs),
      ms: rounded(ms),
      ratio: rounded(ms / readMs),
      peakBytes: peakBytes ?? null,
      peakRatio: peakBytes === undefined ? null : rounded(peakBytes / size),
      progress: progress.times,
      runs,
      browser: version,
    };
    if (values.json) console.log(JSON.stringify(line));
    else console.log(line);
    // The hash of a model's file is the platform's and not part of opening: its time is reported, not bounded.
    const slow = work !== "import" && ms >= MOST_TIME * readMs;
    const large = peakBytes !== undefined && peakBytes >= MOST_MEMORY * size;
    // Less than the tensors themselves would mean that the memory was not measured.
    const unmeasured = peakBytes !== undefined && peakBytes < bytes;
    if (slow || large || unmeasured || bytes < size / 2 || progress.last < size / 2) process.exitCode = 1;
  }
} finally {
  await server.close();
}
