/**
 * `npm run size`: how many bytes of code a visitor loads, gzipped, from the site built into `dist/`. With `--json` one JSON line for
 * each part, with its files. Fails when a part is above its bound or missing. Run `npm run build` first.
 */
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { BACKENDS, type BackendName } from "../src/runtime/types";
import { projectPath } from "../test/support/files";
import { type ChunkGraph, fullClosure, readChunks, staticClosure } from "./lib/chunks";

/**
 * The most that each part may have, in bytes after gzip: about a tenth above what was measured when it was last looked at, but for
 * the element that shows a still, whose bound is an aim.
 */
const BOUNDS = {
  /** `index.html` and what it loads before it runs. */
  "app, first load": 147_000,
  /** All scripts and styles that the page can come to load, but for the backends. */
  "app, all": 279_000,
  /** What a backend adds to the worker; WASM with both of its binaries, of which a browser fetches one. */
  webgpu: 102_000,
  webgl: 115_000,
  wasm: 337_000,
  cpu: 59_000,
  /** `sagan-lens.js` and what it imports statically: all that an element with a still needs. */
  "element, still": 60_000,
  /** All scripts and styles that the element can come to load, but for the backends. */
  "element, all": 279_000,
};
type Part = keyof typeof BOUNDS;

const PAGE = "index.html";
const ELEMENT = "sagan-lens.js";
/** A backend registers over a hundred operations in its name. */
const MANY_OPERATIONS = 20;

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const folder = projectPath("dist");
if (!existsSync(`${folder}/${PAGE}`)) {
  console.error("There is no built site in dist/. Run npm run build first.");
  process.exit(1);
}

const graph = readChunks(folder);
const text = (file: string) => readFileSync(`${folder}/${file}`, "utf8");
const gzipped = (file: string) => gzipSync(readFileSync(`${folder}/${file}`), { level: 9 }).length;

let failed = false;
const parts = partsOf(graph);
for (const [part, bound] of Object.entries(BOUNDS) as [Part, number][]) {
  const files = parts[part];
  if (!files) {
    failed = true;
    console.error(`${part}: its file is missing in dist/.`);
    continue;
  }
  const bytes = files.reduce((sum, file) => sum + gzipped(file), 0);
  if (values.json) console.log(JSON.stringify({ part, bytes, bound, files }));
  else {
    const numbers = [bytes, bound].map((count) => count.toLocaleString("en").padStart(9));
    console.log(`${part.padEnd(16)} ${numbers[0]} bytes of ${numbers[1]}  ${files.length} files`);
  }
  if (bytes <= bound) continue;
  failed = true;
  console.error(`${part} has ${bytes} bytes gzipped, above its bound of ${bound} in scripts/size.ts.`);
}
process.exit(failed ? 1 : 0);

/** The files of each part; `undefined` where the site lacks it. */
function partsOf(chunks: ChunkGraph): Readonly<Record<Part, readonly string[] | undefined>> {
  const worker = [...chunks.keys()].find((file) => /(?:^|\/)engine\.worker[^/]*\.js$/.test(file));
  const inWorker = worker ? staticClosure(chunks, worker) : new Set<string>();
  const backends = Object.fromEntries(
    BACKENDS.map((name) => [name, backendFiles(chunks, name, inWorker)]),
  ) as Record<BackendName, readonly string[] | undefined>;
  const ofBackends = new Set(Object.values(backends).flatMap((files) => files ?? []));
  const all = (file: string) => [...fullClosure(chunks, file)].filter((reached) => !ofBackends.has(reached));
  const hasElement = chunks.has(ELEMENT);
  return {
    ...backends,
    "app, first load": [...staticClosure(chunks, PAGE)],
    "app, all": all(PAGE),
    "element, still": hasElement ? [...staticClosure(chunks, ELEMENT)] : undefined,
    "element, all": hasElement ? all(ELEMENT) : undefined,
  };
}

/** The chunk that registers a backend's operations, and what that loads beyond what the worker has already. */
function backendFiles(
  chunks: ChunkGraph,
  name: BackendName,
  inWorker: ReadonlySet<string>,
): readonly string[] | undefined {
  const operations = new RegExp(`backendName:\\s*["'\`]${name}["'\`]`, "g");
  const entry = [...chunks.keys()].find(
    (file) => file.endsWith(".js") && (text(file).match(operations)?.length ?? 0) > MANY_OPERATIONS,
  );
  if (!entry) return undefined;
  const binaries = name === "wasm" ? [...chunks.keys()].filter((file) => file.endsWith(".wasm")) : [];
  return [...[...staticClosure(chunks, entry)].filter((file) => !inWorker.has(file)), ...binaries];
}
