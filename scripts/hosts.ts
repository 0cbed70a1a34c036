/**
 * `npm run hosts`: the package in pages built by others (docs/examples/hosts). Packs it, installs each page's project in a temporary folder
 * from the registry that npm is configured with, builds it, opens it in Chromium, and says of each whether it was built, a worker started and
 * another seed gave another image. `--json` prints a JSON line for each; `--only vite,next` tries some; `--keep` keeps the folders;
 * `--no-build` packs what is built.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "@playwright/test";
import { launchChromium } from "../test/support/chromium";
import { projectPath } from "../test/support/files";
import { serveFolders } from "../test/support/static-server";
import { packPackage, unpackPackage } from "./hosts/packed";
import { servePlainPage } from "./hosts/plain-page";
import { npm, startServer } from "./hosts/programs";
import { HOSTS, type Host, PLAIN } from "./hosts/table";
import { type Tried, tryPage } from "./hosts/try-page";

interface Result {
  readonly host: string;
  readonly built: boolean;
  readonly workerStarted: boolean;
  readonly seedChanged: boolean;
  /** What stood in the way. */
  readonly problem?: string;
}

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    "no-build": { type: "boolean", default: false },
    only: { type: "string" },
  },
});
const NAMES = [...HOSTS.map(({ name }) => name), PLAIN];
const wanted = values.only?.split(",") ?? NAMES;
const unknown = wanted.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`No host is called ${unknown.join(", ")}. There are: ${NAMES.join(", ")}.`);
  process.exit(1);
}

if (!values["no-build"]) await npm(["run", "build"], projectPath("."));
const folder = mkdtempSync(join(tmpdir(), "hosts-"));
const archive = packPackage(folder);
const browser = await launchChromium("plain");
let failed = 0;
/** Projects that are installed: one may be tried in two ways. */
const projects = new Map<string, Promise<string>>();

try {
  for (const name of wanted) {
    const result = await tryHost(name, browser);
    if (!(result.built && result.workerStarted && result.seedChanged)) failed += 1;
    print(result);
  }
} finally {
  await browser.close();
  if (values.keep) console.error(`The pages are in ${folder}.`);
  else rmSync(folder, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);

async function tryHost(name: string, chromium: Browser): Promise<Result> {
  const none = { host: name, built: false, workerStarted: false, seedChanged: false };
  let open: { readonly address: string; close(): unknown };
  try {
    open = name === PLAIN ? await openPlain() : await openHost(HOSTS.find((host) => host.name === name));
  } catch (error) {
    return { ...none, problem: (error as Error).message };
  }
  const page = await chromium.newPage();
  try {
    const { workerStarted, seedChanged, errors }: Tried = await tryPage(page, open.address);
    const isWhole = workerStarted && seedChanged;
    return {
      ...{ host: name, built: true, workerStarted, seedChanged },
      ...(!isWhole && { problem: errors.join("\n") || "the page says nothing" }),
    };
  } finally {
    await page.close();
    await open.close();
  }
}

async function openPlain() {
  const files = join(folder, PLAIN);
  unpackPackage(archive, files);
  return servePlainPage(files);
}

async function openHost(host: Host | undefined) {
  if (!host) throw new Error("no such host");
  const place = await installed(host.folder);
  if (host.server) return startServer(host.server, place);
  await npm(["run", "build"], place);
  const server = await serveFolders([{ path: "/", folder: join(place, host.output ?? "dist") }]);
  return { address: `${server.origin}/`, close: () => server.close() };
}

function installed(name: string): Promise<string> {
  const known = projects.get(name) ?? install(name);
  projects.set(name, known);
  return known;
}

async function install(name: string): Promise<string> {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  cpSync(projectPath(`docs/examples/hosts/${name}`), place, { recursive: true });
  const file = join(place, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  // What was packed just now, in place of what is published.
  manifest.dependencies["sagan-lens"] = `file:${archive}`;
  writeFileSync(file, JSON.stringify(manifest));
  await npm(["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"], place);
  return place;
}

function print({ problem, ...result }: Result): void {
  if (values.json) console.log(JSON.stringify(result));
  else {
    const { host, built, workerStarted, seedChanged } = result;
    const parts = [built && "built", workerStarted && "worker started", seedChanged && "seed changed"];
    console.log(`${host.padEnd(10)} ${parts.filter(Boolean).join(", ") || "failed"}`);
  }
  if (problem) console.error(`${result.host}: ${problem}`);
}
